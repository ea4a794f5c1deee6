import { randomBytes } from "node:crypto";
import { RefusedError } from "../../errors.ts";
import { sha256 } from "../../ids.ts";
import { type Client, transaction } from "../../store/database.ts";
import { unlinkPerson } from "../../store/identity.ts";
import { invite } from "../../store/invitation.ts";
import { audit, grantRoles, listPeople, readPerson } from "../../store/membership.ts";
import { ensureAccount, readAccount, setMail, workspacesOf } from "../../store/person.ts";
import { removeSecondFactors } from "../../store/second-factor.ts";
import { endSessions, listSessions } from "../../store/session.ts";
import { isFirstWorkspace } from "../../store/workspace.ts";
import { type Authenticator, notFound } from "../authenticate.ts";
import { Done, idParams } from "../contract/page.ts";
import * as contract from "../contract/person.ts";
import type { ApiDeps } from "../deps.ts";
import { ADMINS, type Route, route } from "../door.ts";
import { changeMember, memberNamed, shutOut } from "../members.ts";

const tag = "people";
const needs = ADMINS;
/** What people may do is given by somebody who has just proved who they are. */
const recent = true;
const params = contract.personParams;

/** The people of a workspace: who they are, what they may do, where they are signed in. */
export function peopleRoutes(deps: ApiDeps, authenticator: Authenticator): Route[] {
  const ways = [listAll, readOne, add, setRoles, disable, reset, unlink, sessionsOf, endAll, endOne];
  return ways.map((way) => way(deps, authenticator));
}

function listAll({ database }: ApiDeps): Route {
  const summary = "List the people of the workspace";
  return route(
    { method: "get", path: "/v1/people", tag, summary, needs, answer: contract.PersonList },
    async ({ caller: { workspaceId } }) => ({ items: await listPeople(database.system, workspaceId) }),
  );
}

function readOne({ database }: ApiDeps): Route {
  const summary = "Read one person";
  return route(
    { method: "get", path: "/v1/people/{name}", tag, summary, needs, params, answer: contract.Person },
    ({ caller: { workspaceId }, params: { name } }) =>
      transaction(database.system, (client) => memberNamed(client, workspaceId, name)),
  );
}

function add({ database, publicUrl }: ApiDeps): Route {
  const summary = "Add a person, with an invitation by which they choose a password";
  const { NewPerson: body, AddedPerson: answer } = contract;
  return route(
    { method: "post", path: "/v1/people", tag, summary, needs, recent, body, status: 201, answer },
    ({ caller: { workspaceId }, actor, body: { name, roles, mail } }) =>
      transaction(database.system, async (client) => {
        if ((await readPerson(client, workspaceId, name)) !== null)
          throw new RefusedError("api.conflict", `${name} is here already; give other roles: cordon person roles.`);
        if (!(await ensureAccount(client, name))) await mayReach(client, workspaceId, name);
        if (mail !== undefined && !(await setMail(client, name, mail)))
          throw new RefusedError("api.conflict", `${mail} is somebody else's mail here.`);
        await audit(client, workspaceId, { actor, action: "person-added", name });
        await grantRoles(client, workspaceId, name, { roles, by: actor });
        const known = (await readAccount(client, name))?.password !== null;
        const invitation = known ? null : await invited(client, { workspaceId, name, actor }, publicUrl());
        return { person: await memberNamed(client, workspaceId, name), invitation };
      }),
  );
}

function setRoles({ database }: ApiDeps, { forget }: Authenticator): Route {
  const summary = "Give a person exactly these roles; their sessions are over, and who was disabled may come in again";
  const { SetRoles: body, Person: answer } = contract;
  return route(
    { method: "put", path: "/v1/people/{name}/roles", tag, summary, needs, recent, params, body, answer },
    async ({ caller: { workspaceId }, actor, params: { name }, body: { roles } }) => {
      const after = await transaction(database.system, async (client) => {
        await memberNamed(client, workspaceId, name);
        return changeMember(client, workspaceId, name, { roles, by: actor });
      });
      forget();
      return after;
    },
  );
}

function disable({ database }: ApiDeps, { forget }: Authenticator): Route {
  const summary = "Shut a person out of the workspace at once: their sessions are over, and their tokens revoked";
  return route(
    { method: "post", path: "/v1/people/{name}/disable", tag, summary, needs, recent, params, answer: contract.Person },
    async ({ caller: { workspaceId }, actor, params: { name } }) => {
      const after = await transaction(database.system, (client) => shutOut(client, workspaceId, name, actor));
      forget();
      return after;
    },
  );
}

function reset({ database, publicUrl }: ApiDeps, { forget }: Authenticator): Route {
  const summary = "Invite a person to choose a new password; every session of theirs is over";
  const [path, body] = ["/v1/people/{name}/reset", contract.ResetPerson] as const;
  return route(
    { method: "post", path, tag, summary, needs, recent, params, body, answer: contract.Invitation },
    async ({ caller: { workspaceId }, actor, params: { name }, body: { secondFactors } }) => {
      const invitation = await transaction(database.system, async (client) => {
        await memberNamed(client, workspaceId, name);
        await mayReach(client, workspaceId, name);
        await endSessions(client, { person: name }, actor);
        if (secondFactors) await removeSecondFactors(client, name);
        await audit(client, workspaceId, { actor, action: "password-reset", name, details: { secondFactors } });
        return invited(client, { workspaceId, name, actor }, publicUrl());
      });
      forget();
      return invitation;
    },
  );
}

function unlink({ database }: ApiDeps, { forget }: Authenticator): Route {
  const summary = "Forget by what the identity provider knows a person; their sessions are over";
  return route(
    { method: "delete", path: "/v1/people/{name}/identity", tag, summary, needs, recent, params, answer: Done },
    async ({ caller: { workspaceId }, actor, params: { name } }) => {
      await transaction(database.system, async (client) => {
        await memberNamed(client, workspaceId, name);
        await mayReach(client, workspaceId, name);
        if (!(await unlinkPerson(client, name))) throw notFound("identity of", name);
        await audit(client, workspaceId, { actor, action: "person-unlinked", name });
        await endSessions(client, { person: name }, actor);
      });
      forget();
      return { done: true };
    },
  );
}

function sessionsOf({ database }: ApiDeps): Route {
  const summary = "Where a person is signed in to this workspace";
  return route(
    { method: "get", path: "/v1/people/{name}/sessions", tag, summary, needs, params, answer: contract.SessionList },
    ({ caller: { workspaceId }, params: { name } }) =>
      transaction(database.system, async (client) => {
        await memberNamed(client, workspaceId, name);
        return { items: await listSessions(client, { person: name, workspaceId }) };
      }),
  );
}

function endAll({ database }: ApiDeps, { forget }: Authenticator): Route {
  const summary = "End every session of a person in this workspace";
  return route(
    { method: "delete", path: "/v1/people/{name}/sessions", tag, summary, needs, params, answer: contract.Ended },
    async ({ caller: { workspaceId }, actor, params: { name } }) => {
      const ended = await transaction(database.system, async (client) => {
        await memberNamed(client, workspaceId, name);
        return endSessions(client, { person: name, workspaceId }, actor);
      });
      forget();
      return { ended };
    },
  );
}

function endOne({ database }: ApiDeps, { forget }: Authenticator): Route {
  const summary = "End one session in this workspace, whoever's it is";
  return route(
    { method: "delete", path: "/v1/sessions/{id}", tag: "sessions", summary, needs, params: idParams, answer: Done },
    async ({ caller: { workspaceId }, actor, params: { id } }) => {
      const ended = await transaction(database.system, (client) => endSessions(client, { id, workspaceId }, actor));
      if (ended === 0) throw notFound("session that is not over", id);
      forget();
      return { done: true };
    },
  );
}

/** An account that is known in other workspaces is the installation's affair: whoever can give it a password comes in there too. */
async function mayReach(client: Client, workspaceId: string, name: string): Promise<void> {
  const elsewhere = (await workspacesOf(client, name)).some((id) => id !== workspaceId);
  if (!elsewhere || (await isFirstWorkspace(client, workspaceId))) return;
  throw new RefusedError(
    "people.elsewhere-too",
    `${name} works in another workspace too; an admin of the installation's first workspace has to do this.`,
  );
}

async function invited(
  client: Client,
  { workspaceId, name, actor }: { workspaceId: string; name: string; actor: string },
  publicUrl: string,
): Promise<contract.Invitation> {
  const code = `crd_invite_${randomBytes(32).toString("base64url")}`;
  const expiresAt = await invite(client, workspaceId, { person: name, hash: sha256(code), by: actor });
  // After the hash, so that no server and no proxy writes it down.
  return { person: name, code, link: `${publicUrl}/invitation#${code}`, expiresAt };
}
