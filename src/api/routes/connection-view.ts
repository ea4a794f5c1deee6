/** One connection as it is shown. */
import { connectionsOf, type StoredConnection } from "../../store/connection.ts";
import type { Client } from "../../store/database.ts";
import { pollsOf } from "../../store/poll.ts";
import { notFound } from "../authenticate.ts";
import type { ApiDeps } from "../deps.ts";

/** The connection of that name. @throws InputError `api.not-found` with the nearest name. */
export async function named(client: Client, workspaceId: string, name: string): Promise<StoredConnection> {
  const all = await connectionsOf(client, workspaceId);
  const found = all.find((connection) => connection.name === name);
  const known = all.map((connection) => connection.name);
  if (found === undefined) throw notFound("connection", name, known);
  return found;
}

/** All of a workspace, oldest first. */
export async function allViews(deps: ApiDeps, client: Client, workspaceId: string): Promise<unknown[]> {
  const polls = await pollsOf(client, workspaceId);
  return (await connectionsOf(client, workspaceId)).map((connection) => viewOf(deps, connection, polls));
}

/** The connection of that name. Throws as {@link named}. */
export async function oneView(deps: ApiDeps, client: Client, workspaceId: string, name: string): Promise<unknown> {
  return viewOf(deps, await named(client, workspaceId, name), await pollsOf(client, workspaceId));
}

/** Field by field, so that what is sealed cannot slip out. */
function viewOf(deps: ApiDeps, connection: StoredConnection, polls: Awaited<ReturnType<typeof pollsOf>>): unknown {
  const { id, workspaceId, name, connector, settings, secretNames, health, createdAt } = connection;
  const simulated = deps.connectors.get(connector)?.simulated === true;
  const polling = polls.get(id) ?? null;
  return { id, workspaceId, name, connector, settings, secretNames, health, createdAt, simulated, polling };
}
