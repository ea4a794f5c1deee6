import { signOutUrl } from "../../people/oidc.ts";
import { hashPassword } from "../../people/password-hash.ts";
import { checkPassword } from "../../people/password-rules.ts";
import { transaction } from "../../store/database.ts";
import { readProvider } from "../../store/identity-provider.ts";
import { audit } from "../../store/membership.ts";
import { readAccount, setPassword } from "../../store/person.ts";
import { endSessions, listSessions } from "../../store/session.ts";
import { type Authenticator, demandSession, notFound } from "../authenticate.ts";
import { Done, idParams } from "../contract/page.ts";
import { Ended } from "../contract/person.ts";
import * as contract from "../contract/session.ts";
import type { ApiDeps } from "../deps.ts";
import { type Route, route } from "../door.ts";
import { noSessionCookie, WithCookie } from "../session-cookie.ts";
import { provePassword } from "../sign-in.ts";
import { meOf, resigned } from "../signed-in.ts";

const tag = "session";
const needs = "anybody";

/** What is the caller's own: who they are, their session, their password. */
export function meRoutes(deps: ApiDeps, authenticator: Authenticator): Route[] {
  const ways = [me, signOut, changeWorkspace, changePassword, ownSessions, endOwnSession, endOtherSessions];
  return ways.map((way) => way(deps, authenticator));
}

function me(deps: ApiDeps, { access }: Authenticator): Route {
  const summary = "Who one is, where, and what one may do";
  return route({ method: "get", path: "/v1/me", tag, summary, needs, answer: contract.Me }, ({ caller }) =>
    meOf(deps, access, caller),
  );
}

function signOut({ database, publicUrl }: ApiDeps, { forget }: Authenticator): Route {
  const summary =
    "Sign out: the session is over, and its cookie taken away; goOnTo signs out of the identity provider too";
  return route(
    { method: "delete", path: "/v1/session", tag, summary, needs, answer: contract.SignedOut },
    async ({ caller, actor }) => {
      const { session } = demandSession(caller);
      await transaction(database.system, (client) => endSessions(client, { id: caller.id }, actor));
      forget();
      const provider = session.by.includes("oidc") ? await readProvider(database.system) : null;
      const there = provider?.signOutAt ?? null;
      const goOnTo = there && signOutUrl(there, provider!.settings.clientId, `${publicUrl()}/`);
      return new WithCookie({ done: true, goOnTo }, noSessionCookie(publicUrl()));
    },
  );
}

function changeWorkspace(deps: ApiDeps, { access, forget }: Authenticator): Route {
  const summary = "Go to another of one's workspaces, by its name or id";
  const body = contract.ChangeWorkspace;
  return route(
    { method: "post", path: "/v1/session/workspace", tag, summary, needs, body, answer: contract.Me },
    async ({ caller, body: { workspace: wanted } }) => {
      const { person } = demandSession(caller);
      const own = (await readAccount(deps.database.system, person))?.workspaces ?? [];
      const found = own.find(({ id, name }) => id === wanted || name === wanted);
      if (found === undefined)
        throw notFound(
          "workspace of yours called",
          wanted,
          own.map(({ name }) => name),
        );
      const answered = await resigned(deps, access, { ...caller, workspaceId: found.id });
      forget();
      return answered;
    },
  );
}

function changePassword(deps: ApiDeps, { access, forget }: Authenticator): Route {
  const summary = "Choose another password; every other session of one's own is over";
  const body = contract.ChangePassword;
  return route(
    { method: "put", path: "/v1/me/password", tag, summary, needs, body, answer: contract.Me },
    async ({ caller, actor, address, body: { current, password } }) => {
      const { person: name, workspaceId, id } = demandSession(caller);
      await provePassword(deps, { name, address }, current);
      checkPassword(password, { name });
      const hash = await hashPassword(password);
      await transaction(deps.database.system, async (client) => {
        await setPassword(client, name, hash);
        await endSessions(client, { person: name, but: id }, actor);
        await audit(client, workspaceId, { actor, action: "password-changed", name, details: { address } });
      });
      const answered = await resigned(deps, access, caller, { proved: true });
      forget();
      return answered;
    },
  );
}

function ownSessions({ database }: ApiDeps): Route {
  const summary = "Where one is signed in";
  return route(
    { method: "get", path: "/v1/me/sessions", tag, summary, needs, answer: contract.OwnSessionList },
    async ({ caller: { id, person } }) => {
      const items = await listSessions(database.system, { person });
      return { items: items.map((one) => ({ ...one, current: one.id === id })) };
    },
  );
}

function endOwnSession({ database }: ApiDeps, { forget }: Authenticator): Route {
  const summary = "End one of one's own sessions";
  return route(
    { method: "delete", path: "/v1/me/sessions/{id}", tag, summary, needs, params: idParams, answer: Done },
    async ({ caller: { person }, actor, params: { id } }) => {
      const ended = await transaction(database.system, (client) => endSessions(client, { id, person }, actor));
      if (ended === 0) throw notFound("session of yours", id);
      forget();
      return { done: true };
    },
  );
}

function endOtherSessions({ database }: ApiDeps, { forget }: Authenticator): Route {
  const summary = "End all of one's own sessions but this one";
  return route(
    { method: "delete", path: "/v1/me/sessions", tag, summary, needs, answer: Ended },
    async ({ caller: { id: but, person }, actor }) => {
      const ended = await transaction(database.system, (client) => endSessions(client, { person, but }, actor));
      forget();
      return { ended };
    },
  );
}
