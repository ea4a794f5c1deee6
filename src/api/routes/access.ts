import { InputError } from "../../errors.ts";
import { type AccessSet, compileAccess, decideAccess } from "../../guard/access.ts";
import { ownAccessPolicies, setAccessPolicies } from "../../store/access-policy.ts";
import { inWorkspace } from "../../store/database.ts";
import { rolesOfMember } from "../../store/membership.ts";
import { rolesOfToken } from "../../store/token.ts";
import { type Authenticator, notFound } from "../authenticate.ts";
import { notValid, plainFinding } from "../content-findings.ts";
import * as contract from "../contract/access.ts";
import type { ApiDeps } from "../deps.ts";
import { ADMINS, type Call, type Route, route } from "../door.ts";

const tag = "access";
const needs = ADMINS;

/** Who may call what: the actions there are, the policies over them, and why somebody may or may not. */
export function accessRoutes(deps: ApiDeps, authenticator: Authenticator): Route[] {
  return [listActions, readPolicies, setPolicies, explain].map((way) => way(deps, authenticator));
}

function listActions(_deps: ApiDeps, { access }: Authenticator): Route {
  const summary = "List the actions that access policies speak of, with the roles each is for";
  return route(
    { method: "get", path: "/v1/access/actions", tag, summary, needs, answer: contract.AccessActions },
    async () => ({
      items: access.actions().map(({ name, roles, ...action }) => ({ action: name, ...action, roles: [...roles] })),
    }),
  );
}

function readPolicies({ database, accessPolicies: shipped }: ApiDeps): Route {
  const summary = "Read the access policies: what roles permit, and what the workspace forbids";
  return route(
    { method: "get", path: "/v1/access/policies", tag, summary, needs, answer: contract.AccessPolicies },
    ({ caller: { workspaceId } }) =>
      inWorkspace(database, workspaceId, async (client) => ({
        shipped,
        ...(await ownAccessPolicies(client, workspaceId)),
      })),
  );
}

function setPolicies({ database, accessPolicies: shipped }: ApiDeps, { access }: Authenticator): Route {
  const summary = "Forbid more than roles do; policies that would shut out whoever sets them are refused";
  const { SetAccessPolicies: body, SetAccess: answer } = contract;
  return route(
    { method: "put", path: "/v1/access/policies", tag, summary, needs, recent: true, body, answer },
    async ({ caller, actor: by, body: { files } }) => {
      const { workspaceId } = caller;
      const slot = `tried-${workspaceId}`;
      const { set, findings } = compileAccess(shipped, files, access.actions(), slot);
      if (set === null) throw notValid("access policy", findings.map(plainFinding));
      if (!staysIn(set, caller))
        throw new InputError(
          "access.would-lock-out",
          "With these policies you could not change them again; nothing was changed.",
        );
      const number = await inWorkspace(database, workspaceId, (client) =>
        setAccessPolicies(client, workspaceId, { files, by }),
      );
      access.forget();
      return { number };
    },
  );
}

function staysIn(set: AccessSet, { person, roles, session }: Call["caller"]): boolean {
  const kind = session === null ? "token" : "person";
  return decideAccess(set, { person, roles, kind }, "putAccessPolicies").allowed;
}

function explain({ database }: ApiDeps, { access }: Authenticator): Route {
  const summary = "Say whether somebody may use an action, and by which policies";
  const { ExplainAccess: body, AccessExplained: answer } = contract;
  return route(
    { method: "post", path: "/v1/access/explain", tag, summary, needs, body, answer },
    async ({ caller: { workspaceId }, body: { who, action } }) => {
      const known = access.actions().find(({ name }) => name === action);
      if (known === undefined)
        throw notFound(
          "action",
          action,
          access.actions().map(({ name }) => name),
        );
      const asked = await inWorkspace(database, workspaceId, async (client) => {
        if (!who.startsWith("token:")) {
          const roles = await rolesOfMember(client, workspaceId, who);
          return roles === null ? null : { person: who, roles, session: {} };
        }
        const token = await rolesOfToken(client, workspaceId, who.slice("token:".length));
        return token === null ? null : { ...token, session: null };
      });
      if (asked === null) throw notFound("person or token", who);
      const { allowed, policies } = await access.explain({ ...asked, workspaceId }, action);
      return { who, roles: asked.roles, action, allowed, policies, needs: [...new Set([...known.roles, "admin"])] };
    },
  );
}
