/** What lets one person answer one approval of one effect, once: a link in a mail, the value of a button. Only hashes are kept. */
import type { Client, Pool, Queryable } from "./database.ts";

export interface ApprovalLink {
  workspaceId: string;
  approvalId: string;
  person: string;
  connection: string;
  argsHash: string;
}

/** Keeps the hash of what stands in a link or behind a button. */
export async function keepLink(client: Queryable, hash: string, link: ApprovalLink, expiresAt: Date): Promise<void> {
  const { workspaceId, approvalId, person, connection, argsHash } = link;
  await client.query(
    "INSERT INTO approval_links (hash, workspace_id, approval_id, person, connection, args_hash, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
    [hash, workspaceId, approvalId, person, connection, argsHash, expiresAt],
  );
}

/** The link, and whether it is good still; null when there never was one. For the system role: who follows a link has not said where from. */
export async function findLink(pool: Pool, hash: string): Promise<(ApprovalLink & { good: boolean }) | null> {
  const found = await pool.query<ApprovalLink & { good: boolean }>(
    `SELECT workspace_id AS "workspaceId", approval_id AS "approvalId", person, connection, args_hash AS "argsHash",
       used_at IS NULL AND expires_at > now() AS good FROM approval_links WHERE hash = $1`,
    [hash],
  );
  return found.rows[0] ?? null;
}

/** Uses a link up, and then every other that the same person has for the same approval. False when it was used meanwhile. */
export async function useLink(client: Client, workspaceId: string, hash: string): Promise<boolean> {
  const used = await client.query<{ approvalId: string; person: string }>(
    `UPDATE approval_links SET used_at = now() WHERE workspace_id = $1 AND hash = $2 AND used_at IS NULL AND expires_at > now()
     RETURNING approval_id AS "approvalId", person`,
    [workspaceId, hash],
  );
  const link = used.rows[0];
  if (link === undefined) return false;
  await client.query(
    "UPDATE approval_links SET used_at = now() WHERE workspace_id = $1 AND approval_id = $2 AND person = $3 AND used_at IS NULL",
    [workspaceId, link.approvalId, link.person],
  );
  return true;
}
