/** Workspaces: the tenants. Every other row belongs to one. And the secret by which the first admin comes in. */
import { newId, sha256 } from "../ids.ts";
import { appendAudit } from "./audit.ts";
import type { Client, Queryable } from "./database.ts";
import { pgJson } from "./json.ts";

/** The workspace of that name, made when it does not exist yet. For the system role. */
export async function ensureWorkspace(client: Queryable, name: string): Promise<{ id: string; created: boolean }> {
  const made = await client.query<{ id: string }>(
    "INSERT INTO workspaces (id, name) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING RETURNING id",
    [newId(), name],
  );
  if (made.rows[0] !== undefined) return { id: made.rows[0].id, created: true };
  const found = await client.query<{ id: string }>("SELECT id FROM workspaces WHERE name = $1", [name]);
  return { id: found.rows[0]!.id, created: false };
}

/** What a workspace is called, for whoever is in it. */
export async function workspaceName(client: Queryable, id: string): Promise<string> {
  const { rows } = await client.query<{ name: string }>("SELECT name FROM workspaces WHERE id = $1", [id]);
  return rows[0]?.name ?? "";
}

/** Every workspace, oldest first. For the system role. */
export async function listWorkspaces(client: Queryable): Promise<{ id: string; name: string }[]> {
  return (await client.query<{ id: string; name: string }>("SELECT id, name FROM workspaces ORDER BY id")).rows;
}

export interface WorkspaceInfo {
  id: string;
  name: string;
  createdAt: Date;
  first: boolean;
  /** Who may work there now. */
  people: number;
}

/** Every workspace with how many work there, oldest first. For the system role. */
export async function describeWorkspaces(client: Queryable): Promise<WorkspaceInfo[]> {
  const found = await client.query<WorkspaceInfo>(
    `SELECT w.id, w.name, w.created_at AS "createdAt", w.id = (SELECT min(id::text)::uuid FROM workspaces) AS first,
       (SELECT count(*)::int FROM memberships m WHERE m.workspace_id = w.id AND m.disabled_at IS NULL) AS people
     FROM workspaces w ORDER BY w.id`,
  );
  return found.rows;
}

/** Calls a workspace otherwise. False when another has that name. For the system role. */
export async function renameWorkspace(
  client: Client,
  { id, name: before }: { id: string; name: string },
  { name, by }: { name: string; by: string },
): Promise<boolean> {
  const set = await client.query(
    "UPDATE workspaces SET name = $2 WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM workspaces WHERE name = $2 AND id <> $1)",
    [id, name],
  );
  if (set.rowCount === 0) return false;
  const subject = { subjectType: "workspace", subjectId: id, details: { name, before } };
  await appendAudit(client, [{ workspaceId: id, actor: by, action: "workspace-renamed", ...subject }]);
  return true;
}

/** The one that was there first is the installation's own. For the system role. */
export async function isFirstWorkspace(client: Queryable, id: string): Promise<boolean> {
  return (await listWorkspaces(client))[0]?.id === id;
}

/** The installation's own workspace; every started installation has one. For the system role. */
export async function firstWorkspace(client: Queryable): Promise<string> {
  return (await listWorkspaces(client))[0]!.id;
}

/** The row of `installation` that holds the hash of the secret offered. */
export const ADMIN_SECRET = "admin-secret";

/** Whether the one-time secret waits to be used. For the system role. */
export async function awaitsFirstAdmin(client: Queryable): Promise<boolean> {
  return (await client.query("SELECT 1 FROM installation WHERE key = $1", [ADMIN_SECRET])).rowCount === 1;
}

/**
 * Offers a one-time secret for an admin of a workspace; only its hash is kept. False, and nothing offered, while an admin can come in, unless
 * whoever starts the process insists. One that was offered before and never used is replaced, so that a secret lost from the screen is had again
 * by a restart.
 */
export async function offerAdminSecret(
  client: Queryable,
  secret: string,
  workspaceId: string,
  insist = false,
): Promise<boolean> {
  const result = await client.query(
    `INSERT INTO installation (key, value) SELECT $1, $2 WHERE $3 OR NOT (EXISTS (SELECT 1 FROM tokens WHERE 'admin' = ANY (roles) AND revoked_at IS NULL)
       OR EXISTS (SELECT 1 FROM memberships m JOIN people p ON p.name = m.person WHERE 'admin' = ANY (m.roles) AND m.disabled_at IS NULL AND p.password IS NOT NULL))
     ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
    [ADMIN_SECRET, pgJson({ hash: sha256(secret), workspaceId }), insist],
  );
  return result.rowCount === 1;
}
