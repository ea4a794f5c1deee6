import { RefusedError } from "../../errors.ts";
import { sha256 } from "../../ids.ts";
import { relyingPartyOf } from "../../people/passkey.ts";
import { hashPassword } from "../../people/password-hash.ts";
import { checkPassword } from "../../people/password-rules.ts";
import { type Client, transaction } from "../../store/database.ts";
import { readProvider } from "../../store/identity-provider.ts";
import { readInvitation, useInvitation } from "../../store/invitation.ts";
import { audit, grantRoles } from "../../store/membership.ts";
import { ensureAccount, setPassword } from "../../store/person.ts";
import { removeSecondFactors, secondFactorsOf } from "../../store/second-factor.ts";
import { endSessions } from "../../store/session.ts";
import { burnAdminSecret } from "../../store/token.ts";
import { awaitsFirstAdmin } from "../../store/workspace.ts";
import type { Authenticator } from "../authenticate.ts";
import * as contract from "../contract/session.ts";
import type { ApiDeps } from "../deps.ts";
import { type Call, type Route, route } from "../door.ts";
import { SET_OUT_PATH } from "../identity.ts";
import { hasAny, homeOf, proveIdentity, secondFactorNeeded } from "../sign-in.ts";
import { signedIn } from "../signed-in.ts";

const tag = "sign-in";
const answer = contract.Me;

/** The ways in for people: what comes before there is a session. */
export function signInRoutes(deps: ApiDeps, authenticator: Authenticator): Route[] {
  return [offer(deps), signIn(deps, authenticator), firstAdmin(deps, authenticator), accept(deps, authenticator)];
}

function offer({ database, publicUrl }: ApiDeps): Route {
  const summary = "How people may sign in here";
  return route(
    { method: "get", path: "/v1/sign-in", tag, summary, needs: "nobody", answer: contract.SignInOffer },
    async () => {
      const passkey = relyingPartyOf(publicUrl()) === null ? [] : [{ kind: "passkey" }];
      const provider = await readProvider(database.system);
      const oidc = provider === null ? [] : [{ kind: "oidc", name: provider.settings.name, url: SET_OUT_PATH }];
      const methods = [{ kind: "password" }, ...passkey, ...oidc];
      return { firstAdmin: await awaitsFirstAdmin(database.system), methods };
    },
  );
}

function signIn(deps: ApiDeps, { access }: Authenticator): Route {
  const summary = "Sign in with name and password; sets the session's cookie";
  return route(
    { method: "post", path: "/v1/sign-in", tag, summary, needs: "nobody", body: contract.SignIn, answer },
    async ({ body: { name, ...proof }, ...call }) => {
      const { account, by } = await proveIdentity(deps, { name, address: call.address }, proof);
      const workspaceId = await homeOf(deps, account);
      return signedIn(deps, access, { person: account.name, workspaceId, by }, call);
    },
  );
}

function firstAdmin(deps: ApiDeps, authenticator: Authenticator): Route {
  const summary = "Make the first administrator with the one-time secret, or give one a new password; signs in";
  return route(
    { method: "post", path: "/v1/first-admin", tag, summary, needs: "nobody", body: contract.FirstAdmin, answer },
    ({ body: { secret, name, password }, ...call }) =>
      withCode(deps, authenticator, { name, password, call, wrong: WRONG_SECRET }, async (client) => {
        const workspaceId = await burnAdminSecret(client, sha256(secret));
        if (workspaceId === null) return null;
        const by = "admin-secret";
        const added = await ensureAccount(client, name);
        if (!added) await removeSecondFactors(client, name);
        const action = added ? "person-added" : "second-factors-removed";
        await audit(client, workspaceId, { action, actor: by, name });
        await grantRoles(client, workspaceId, name, { roles: ["admin"], by });
        return { person: name, workspaceId };
      }),
  );
}

function accept(deps: ApiDeps, authenticator: Authenticator): Route {
  const summary = "Choose a password with the code of an invitation; signs in";
  const body = contract.AcceptInvitation;
  return route(
    { method: "post", path: "/v1/invitation", tag, summary, needs: "nobody", body, answer },
    async ({ body: { code, password }, ...call }) => {
      const hash = sha256(code);
      // Looked at before it is used, so that a password that is refused does not cost the invitation.
      const name = (await readInvitation(deps.database.system, hash)) ?? "";
      return withCode(deps, authenticator, { name, password, call, wrong: WRONG_CODE }, (client) =>
        useInvitation(client, hash),
      );
    },
  );
}

interface CodeGiven {
  name: string;
  password: string;
  call: Pick<Call, "address" | "agent">;
  /** What is said of a code that is no good. */
  wrong: string;
}

const WRONG_CODE =
  "This code is not valid, was used already, or its time is over. An admin can make another: cordon person reset.";
const WRONG_SECRET =
  "This secret is not valid, or was used already. Until somebody is in, each start of Cordon prints another, and the one before is void; afterwards only one with --new-admin-secret does.";

/** Sets the password of whom a one-time code names, ends what they had open, and signs in. `use` answers null for a code that is no good. */
async function withCode(
  deps: ApiDeps,
  authenticator: Authenticator,
  { name, password, call, wrong }: CodeGiven,
  use: (client: Client) => Promise<{ person: string; workspaceId: string } | null>,
): Promise<unknown> {
  authenticator.admit(call.address);
  checkPassword(password, { name });
  const hash = await hashPassword(password);
  const found = await transaction(deps.database.system, async (client) => {
    const of = await use(client);
    if (of === null) return null;
    await setPassword(client, of.person, hash);
    await endSessions(client, { person: of.person }, `person:${of.person}`);
    const changed = { actor: `person:${of.person}`, action: "password-changed", name: of.person };
    await audit(client, of.workspaceId, { ...changed, details: { address: call.address, by: "one-time code" } });
    return of;
  });
  authenticator.forget();
  if (found !== null) {
    // A code that came by mail is no second factor.
    const factors = await secondFactorsOf(deps.database.system, found.person);
    if (hasAny(factors)) throw secondFactorNeeded(factors);
    return signedIn(deps, authenticator.access, { ...found, by: ["one-time-code"] }, call);
  }
  authenticator.failed(call.address);
  throw new RefusedError("api.not-authenticated", wrong);
}
