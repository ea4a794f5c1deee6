/** Workspaces: the tenants. Every other row belongs to one. */
import { newId } from "../ids.ts";
import type { Queryable } from "./database.ts";

/** The id of the workspace of that name, made when it does not exist yet. For the system role. */
export async function ensureWorkspace(client: Queryable, name: string): Promise<string> {
  await client.query("INSERT INTO workspaces (id, name) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING", [newId(), name]);
  const found = await client.query<{ id: string }>("SELECT id FROM workspaces WHERE name = $1", [name]);
  return found.rows[0]!.id;
}

/** Every workspace, oldest first. For the system role. */
export async function listWorkspaces(client: Queryable): Promise<{ id: string; name: string }[]> {
  return (await client.query<{ id: string; name: string }>("SELECT id, name FROM workspaces ORDER BY id")).rows;
}
