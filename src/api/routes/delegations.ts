import { InputError, RefusedError } from "../../errors.ts";
import { announceAgain } from "../../store/approval-notice.ts";
import { inWorkspace } from "../../store/database.ts";
import { delegate, endDelegation, listDelegations } from "../../store/on-call.ts";
import { notFound } from "../authenticate.ts";
import { Delegate, DelegationList, EndDelegation } from "../contract/on-call.ts";
import { Done } from "../contract/page.ts";
import type { ApiDeps } from "../deps.ts";
import { type Call, type Needs, READERS, type Route, route } from "../door.ts";
import { expectKnown } from "../person-asked.ts";

const tag = "approvals";
const path = "/v1/delegations";
const ANSWERERS = ["approver", "analyst", "engineer"] as const satisfies Needs;
const LONGEST_MS = 90 * 86_400_000;

/** For a time somebody else is asked in a person's place. */
export function delegationRoutes(deps: ApiDeps): Route[] {
  return [listOf(deps), hand(deps), end(deps)];
}

function listOf({ database }: ApiDeps): Route {
  const summary = "List who is asked in whose place";
  return route(
    { method: "get", path, tag, summary, needs: READERS, answer: DelegationList },
    ({ caller: { workspaceId } }) =>
      inWorkspace(database, workspaceId, async (client) => ({ items: await listDelegations(client, workspaceId) })),
  );
}

function hand({ database, clock }: ApiDeps): Route {
  const summary = "Have somebody else asked in one's place for a time; no role is handed on";
  return route(
    { method: "post", path, tag, summary, needs: ANSWERERS, body: Delegate, status: 201, answer: DelegationList },
    ({ caller, actor, body }) => {
      const { workspaceId } = caller;
      const person = whose(caller, body.person);
      const until = new Date(body.until);
      const ahead = until.getTime() - clock.now().getTime();
      if (ahead <= 0 || ahead > LONGEST_MS)
        throw new InputError("api.bad-body", "until: expected a time within the next 90 days.");
      if (body.to === person) throw new InputError("api.bad-body", "to: expected somebody else.");
      return inWorkspace(database, workspaceId, async (client) => {
        for (const one of [person, body.to]) await expectKnown(client, workspaceId, one);
        await delegate(client, workspaceId, { person, to: body.to, until }, actor);
        await announceAgain(client, workspaceId);
        return { items: await listDelegations(client, workspaceId) };
      });
    },
  );
}

function end({ database }: ApiDeps): Route {
  const summary = "Be asked oneself again";
  return route(
    { method: "post", path: "/v1/delegations/end", tag, summary, needs: ANSWERERS, body: EndDelegation, answer: Done },
    async ({ caller, actor, body }) => {
      const { workspaceId } = caller;
      const person = whose(caller, body.person);
      if (!(await inWorkspace(database, workspaceId, (client) => endDelegation(client, workspaceId, person, actor))))
        throw notFound("delegation of", person);
      return { done: true };
    },
  );
}

function whose({ person, roles }: Call["caller"], named: string | undefined): string {
  if (named === undefined || named === person || roles.includes("admin")) return named ?? person;
  throw new RefusedError("api.not-authorized", `Only ${named} or an admin hands on what ${named} is asked.`);
}
