import { InputError, RefusedError } from "../../errors.ts";
import { appendAudit } from "../../store/audit.ts";
import { type Client, transaction } from "../../store/database.ts";
import { grantRoles, listPeople, readPerson } from "../../store/membership.ts";
import { readAccount } from "../../store/person.ts";
import {
  describeWorkspaces,
  ensureWorkspace,
  isFirstWorkspace,
  renameWorkspace,
  type WorkspaceInfo,
} from "../../store/workspace.ts";
import { type Authenticator, type Caller, notFound } from "../authenticate.ts";
import { idParams } from "../contract/page.ts";
import { Person, PersonList, SetRoles } from "../contract/person.ts";
import * as contract from "../contract/workspace.ts";
import type { ApiDeps } from "../deps.ts";
import { ADMINS, type Route, route } from "../door.ts";
import { changeMember, shutOut } from "../members.ts";

const tag = "workspaces";
const needs = ADMINS;
/** What people may do is given by somebody who has just proved who they are. */
const recent = true;
const members = "/v1/workspaces/{id}/people";

/** Workspaces: an admin sees to their own, one of the first workspace to all of them. */
export function workspaceRoutes(deps: ApiDeps, authenticator: Authenticator): Route[] {
  const ways = [listAll, make, rename, membersOf, setMember, removeMember];
  return ways.map((way) => way(deps, authenticator));
}

function listAll({ database }: ApiDeps): Route {
  const summary = "List the workspaces that one sees to";
  return route(
    { method: "get", path: "/v1/workspaces", tag, summary, needs, answer: contract.WorkspaceList },
    ({ caller }) => transaction(database.system, async (client) => ({ items: await within(client, caller) })),
  );
}

function make({ database, shippedContent }: ApiDeps): Route {
  const summary = "Make a workspace with the shipped content in force, and an admin";
  const { NewWorkspace: body, Workspace: answer } = contract;
  return route(
    { method: "post", path: "/v1/workspaces", tag, summary, needs, recent, body, status: 201, answer },
    ({ caller, actor, body: { name, admin = caller.person } }) =>
      transaction(database.system, async (client) => {
        if (!(await isFirstWorkspace(client, caller.workspaceId)))
          throw new RefusedError("people.not-yours", "Workspaces are made by admins of the first one.");
        if ((await readAccount(client, admin)) === null)
          throw new InputError(
            "api.not-found",
            `Nobody called "${admin}" has an account who could administer it; name somebody who has one as admin (--admin).`,
          );
        const { id, created } = await ensureWorkspace(client, name);
        if (!created) throw taken(name);
        await shippedContent(client, id);
        const made = { actor, action: "workspace-made", subjectType: "workspace", subjectId: id, details: { name } };
        await appendAudit(
          client,
          [id, caller.workspaceId].map((workspaceId) => ({ workspaceId, ...made })),
        );
        await grantRoles(client, id, admin, { roles: ["admin"], by: actor });
        return seen(client, caller, id);
      }),
  );
}

function rename({ database }: ApiDeps): Route {
  const summary = "Call a workspace otherwise; what names it elsewhere has to follow";
  const { RenameWorkspace: body, Workspace: answer } = contract;
  const path = "/v1/workspaces/{id}";
  return route(
    { method: "patch", path, tag, summary, needs, recent, params: idParams, body, answer },
    ({ caller, actor, params: { id }, body: { name } }) =>
      transaction(database.system, async (client) => {
        const before = await seen(client, caller, id);
        if (before.name === name) return before;
        if (!(await renameWorkspace(client, before, { name, by: actor }))) throw taken(name);
        return seen(client, caller, id);
      }),
  );
}

function membersOf({ database }: ApiDeps): Route {
  const summary = "List the people of a workspace";
  return route(
    { method: "get", path: members, tag, summary, needs, params: idParams, answer: PersonList },
    ({ caller, params: { id } }) =>
      transaction(database.system, async (client) => {
        await seen(client, caller, id);
        return { items: await listPeople(client, id) };
      }),
  );
}

function setMember({ database }: ApiDeps, { forget }: Authenticator): Route {
  const summary = "Give somebody with an account exactly these roles in a workspace; their sessions there are over";
  const { memberParams: params } = contract;
  return route(
    { method: "put", path: `${members}/{name}`, tag, summary, needs, recent, params, body: SetRoles, answer: Person },
    async ({ caller, actor: by, params: { id, name }, body: { roles } }) => {
      const after = await transaction(database.system, async (client) => {
        await seen(client, caller, id);
        if ((await readPerson(client, id, name)) === null) await mayCome(client, caller, name);
        return changeMember(client, id, name, { roles, by });
      });
      forget();
      return after;
    },
  );
}

/** Who is new in a workspace comes from another one: which accounts there are is the installation's affair. */
async function mayCome(client: Client, { workspaceId }: Caller, name: string): Promise<void> {
  if (!(await isFirstWorkspace(client, workspaceId)))
    throw new RefusedError("people.not-yours", `An admin of the first workspace lets ${name} in; or invite them.`);
  if ((await readAccount(client, name)) === null) throw notFound("account of", name);
}

function removeMember({ database }: ApiDeps, { forget }: Authenticator): Route {
  const summary = "Shut somebody out of a workspace at once, with their sessions and tokens there";
  const { memberParams: params } = contract;
  return route(
    { method: "delete", path: `${members}/{name}`, tag, summary, needs, recent, params, answer: Person },
    async ({ caller, actor, params: { id, name } }) => {
      const after = await transaction(database.system, async (client) => {
        await seen(client, caller, id);
        return shutOut(client, id, name, actor);
      });
      forget();
      return after;
    },
  );
}

/** The workspaces that a caller sees to. */
async function within(client: Client, { workspaceId }: Caller): Promise<WorkspaceInfo[]> {
  const all = await describeWorkspaces(client);
  const own = all.filter(({ id }) => id === workspaceId);
  return own.some(({ first }) => first) ? all : own;
}

/** One of them. @throws InputError `api.not-found` */
async function seen(client: Client, caller: Caller, id: string): Promise<WorkspaceInfo> {
  const found = (await within(client, caller)).find((one) => one.id === id);
  if (found === undefined) throw notFound("workspace", id);
  return found;
}

function taken(name: string): RefusedError {
  return new RefusedError("api.conflict", `There is a workspace called ${name} already.`);
}
