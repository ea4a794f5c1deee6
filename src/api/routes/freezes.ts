import { capabilities } from "../../connector/capabilities/catalog.ts";
import { InputError, RefusedError } from "../../errors.ts";
import { didYouMean } from "../../expression/nearest.ts";
import { Freeze as answer, type FreezeScope } from "../../model/freeze.ts";
import { connectionsOf } from "../../store/connection.ts";
import { playbooksInForce } from "../../store/content.ts";
import { type Client, inWorkspace } from "../../store/database.ts";
import { freeze, frozenElsewhere, listFreezes, readFreeze, thaw } from "../../store/freeze.ts";
import { isFirstWorkspace } from "../../store/workspace.ts";
import { notFound } from "../authenticate.ts";
import { FreezePage, freezeQuery, NewFreeze, Thaw } from "../contract/freeze.ts";
import { idParams } from "../contract/page.ts";
import type { ApiDeps } from "../deps.ts";
import { type Call, type Needs, READERS, type Route, route } from "../door.ts";

const tag = "freezes";
/** Whoever works here may stop the machine. */
const STOPPERS = ["analyst", "engineer", "approver"] as const satisfies Needs;
/** Letting it go on is for those who answer for what it does. */
const STARTERS = ["engineer", "approver"] as const satisfies Needs;

/** The stop button: between any two effects, in every process. Containments are still given back. */
export function freezeRoutes(deps: ApiDeps): Route[] {
  return [listOf(deps), readOne(deps), add(deps), end(deps)];
}

function listOf({ database }: ApiDeps): Route {
  const summary = "List what is or was frozen, newest first";
  return route(
    { method: "get", path: "/v1/freezes", tag, summary, needs: READERS, query: freezeQuery, answer: FreezePage },
    async ({ caller: { workspaceId }, query: { limit, cursor, ...filter } }) => {
      const own = await inWorkspace(database, workspaceId, (client) =>
        listFreezes(client, workspaceId, filter, { limit, cursor }),
      );
      if (cursor !== undefined || filter.inForce === false) return own;
      // Where everything is frozen each workspace is, whoever of the installation did it.
      return { ...own, items: [...(await frozenElsewhere(database.system, workspaceId)), ...own.items] };
    },
  );
}

function readOne({ database }: ApiDeps): Route {
  const summary = "Read one freeze";
  return route(
    { method: "get", path: "/v1/freezes/{id}", tag, summary, needs: READERS, params: idParams, answer },
    async ({ caller: { workspaceId }, params: { id } }) => {
      const found = await inWorkspace(database, workspaceId, (client) => readFreeze(client, workspaceId, id));
      if (found === null) throw notFound("freeze", id);
      return found;
    },
  );
}

function add({ database }: ApiDeps): Route {
  const summary =
    "Freeze a playbook, a capability, a connection, the workspace or everything: no effect is begun from now on";
  return route(
    { method: "post", path: "/v1/freezes", tag, summary, needs: STOPPERS, body: NewFreeze, status: 201, answer },
    async ({ caller, actor, body: { scope, name, reason } }) => {
      const { workspaceId } = caller;
      if (scope === "everything") await mayStopEverything(database, caller);
      return inWorkspace(database, workspaceId, async (client) => {
        await checkName(client, workspaceId, scope, name);
        const id = await freeze(client, workspaceId, { scope, name, reason, by: actor });
        return readFreeze(client, workspaceId, id);
      });
    },
  );
}

function end({ database, kick }: ApiDeps): Route {
  const summary = "Thaw: what waited goes on";
  const path = "/v1/freezes/{id}/thaw";
  return route(
    { method: "post", path, tag, summary, needs: STARTERS, recent: true, params: idParams, body: Thaw, answer },
    async ({ caller: { workspaceId }, actor, params: { id }, body: { reason } }) => {
      const thawed = await inWorkspace(database, workspaceId, async (client) => {
        const before = await readFreeze(client, workspaceId, id);
        if (before === null) {
          const elsewhere = await frozenElsewhere(database.system, workspaceId);
          if (elsewhere.some((one) => one.id === id)) throw notOurs();
          throw notFound("freeze", id);
        }
        if (!(await thaw(client, workspaceId, id, { reason, by: actor })))
          throw new RefusedError("api.conflict", `${before.thawedBy} thawed this already.`);
        return readFreeze(client, workspaceId, id);
      });
      kick();
      return thawed;
    },
  );
}

function notOurs(): RefusedError {
  return new RefusedError(
    "api.not-allowed",
    "Everything is frozen by an admin of the installation's first workspace, and thawed there.",
  );
}

/** All workspaces are the installation's own affair: an admin of its first workspace may stop them. */
async function mayStopEverything(
  { system }: ApiDeps["database"],
  { workspaceId, roles }: Call["caller"],
): Promise<void> {
  if (roles.includes("admin") && (await isFirstWorkspace(system, workspaceId))) return;
  throw new RefusedError(
    "api.not-allowed",
    "Everything is frozen by an admin of the installation's first workspace; freeze the workspace instead.",
  );
}

/** A misspelled name would stop nothing, and say that it did. */
async function checkName(client: Client, workspaceId: string, scope: FreezeScope, name: string): Promise<void> {
  if (scope === "everything" || scope === "workspace") {
    if (name !== "") throw new InputError("api.bad-body", `name: expected none, because ${scope} has no name.`);
    return;
  }
  const known = await namesOf(client, workspaceId, scope);
  if (known.includes(name)) return;
  throw new InputError("api.not-found", `There is no ${scope} "${name}": ${didYouMean(name, known)}`);
}

async function namesOf(
  client: Client,
  workspaceId: string,
  scope: "playbook" | "capability" | "connection",
): Promise<string[]> {
  if (scope === "capability") return [...capabilities.keys()];
  const rows =
    scope === "playbook" ? await playbooksInForce(client, workspaceId) : await connectionsOf(client, workspaceId);
  return rows.map(({ name }) => name);
}
