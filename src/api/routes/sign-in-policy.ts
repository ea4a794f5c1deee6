import { RefusedError } from "../../errors.ts";
import { appendAudit } from "../../store/audit.ts";
import { transaction } from "../../store/database.ts";
import { requireSecondFactor, rolesWithSecondFactor } from "../../store/second-factor.ts";
import { isFirstWorkspace } from "../../store/workspace.ts";
import type { Authenticator } from "../authenticate.ts";
import { SignInPolicy } from "../contract/second-factor.ts";
import type { ApiDeps } from "../deps.ts";
import { ADMINS, type Route, route } from "../door.ts";

const path = "/v1/sign-in-policy";
const tag = "people";
const needs = ADMINS;

/** What the installation asks of people who sign in. */
export function signInPolicyRoutes(deps: ApiDeps, authenticator: Authenticator): Route[] {
  return [read(deps), set(deps, authenticator)];
}

function read({ database }: ApiDeps): Route {
  const summary = "Read which roles need a second factor";
  return route({ method: "get", path, tag, summary, needs, answer: SignInPolicy }, async () => ({
    secondFactorFor: await rolesWithSecondFactor(database.system),
  }));
}

function set({ database }: ApiDeps, { forget }: Authenticator): Route {
  const summary = "Say which roles need a second factor, in every workspace; who has none can only add one";
  const spec = {
    method: "put",
    path,
    tag,
    summary,
    needs,
    recent: true,
    body: SignInPolicy,
    answer: SignInPolicy,
  } as const;
  return route(spec, async ({ caller: { workspaceId }, actor, body: { secondFactorFor } }) => {
    await transaction(database.system, async (client) => {
      if (!(await isFirstWorkspace(client, workspaceId)))
        throw new RefusedError("people.not-yours", "This holds in every workspace: ask an admin of the first one.");
      await requireSecondFactor(client, secondFactorFor);
      const subject = { subjectType: "installation", subjectId: "sign-in-policy", details: { secondFactorFor } };
      await appendAudit(client, [{ workspaceId, actor, action: "sign-in-policy-set", ...subject }]);
    });
    forget();
    return { secondFactorFor };
  });
}
