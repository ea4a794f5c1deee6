/** What a workspace's audit log signs with, and what it has signed. */
import { newId } from "../ids.ts";
import type { Client, Queryable } from "./database.ts";

export interface StoredKey {
  id: string;
  publicKey: Buffer;
  sealed: Buffer;
}

/** One signs at a time in a workspace, so that there are no two first keys and no checkpoint overtakes another; until the transaction ends. */
export async function lockSigning(client: Client, workspaceId: string): Promise<void> {
  await client.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 78))", [workspaceId]);
}

/** The keys of a workspace's log, the one that signs first. */
export async function auditKeys(client: Queryable, workspaceId: string): Promise<StoredKey[]> {
  const { rows } = await client.query<StoredKey>(
    `SELECT id, public_key AS "publicKey", sealed_key AS sealed FROM audit_keys WHERE workspace_id = $1 ORDER BY id DESC`,
    [workspaceId],
  );
  return rows;
}

export async function addAuditKey(client: Queryable, workspaceId: string, key: StoredKey): Promise<void> {
  await client.query("INSERT INTO audit_keys (id, workspace_id, public_key, sealed_key) VALUES ($1, $2, $3, $4)", [
    key.id,
    workspaceId,
    key.publicKey,
    key.sealed,
  ]);
}

/** Replaces each sealed key, of every workspace, by what `rewrap` makes of it, in the caller's transaction; for the system role. */
export async function resealAuditKeys(client: Queryable, rewrap: (sealed: Buffer) => Buffer): Promise<void> {
  const { rows } = await client.query<{ id: string; sealed: Buffer }>(
    "SELECT id, sealed_key AS sealed FROM audit_keys ORDER BY id FOR UPDATE",
  );
  for (const { id, sealed } of rows) {
    const again = rewrap(sealed);
    if (!again.equals(sealed)) await client.query("UPDATE audit_keys SET sealed_key = $2 WHERE id = $1", [id, again]);
  }
}

export interface SignedCheckpoint {
  size: number;
  root: Buffer;
  note: string;
  at: Date;
}

const SELECT = "SELECT size::float8 AS size, root, note, at FROM audit_checkpoints WHERE workspace_id = $1";

/** What was signed last; undefined before there was anything. */
export async function lastCheckpoint(client: Queryable, workspaceId: string): Promise<SignedCheckpoint | undefined> {
  return (
    await client.query<SignedCheckpoint>(`${SELECT} ORDER BY audit_checkpoints.size DESC, id DESC LIMIT 1`, [
      workspaceId,
    ])
  ).rows[0];
}

/** The checkpoints of `first` to `next` entries and the last one of fewer, in order. */
export async function checkpointsBetween(
  client: Queryable,
  workspaceId: string,
  first: number,
  next: number,
): Promise<SignedCheckpoint[]> {
  const { rows } = await client.query<SignedCheckpoint>(
    `(${SELECT} AND audit_checkpoints.size < $2 ORDER BY audit_checkpoints.size DESC, id DESC LIMIT 1)
     UNION ALL (${SELECT} AND audit_checkpoints.size BETWEEN $2 AND $3 ORDER BY audit_checkpoints.size, id)`,
    [workspaceId, first, next],
  );
  return rows;
}

export async function addCheckpoint(
  client: Queryable,
  workspaceId: string,
  { size, root, note, at }: SignedCheckpoint,
): Promise<void> {
  await client.query(
    "INSERT INTO audit_checkpoints (id, workspace_id, size, root, note, at) VALUES ($1, $2, $3, $4, $5, $6)",
    [newId(), workspaceId, size, root, note, at],
  );
}

/** Workspaces whose log was not signed since then. */
export async function unsignedSince(client: Queryable, since: Date): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT w.id FROM workspaces w WHERE NOT EXISTS (SELECT FROM audit_checkpoints c WHERE c.workspace_id = w.id AND c.at > $1)`,
    [since],
  );
  return rows.map(({ id }) => id);
}
