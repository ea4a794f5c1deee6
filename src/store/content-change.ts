/** What every change of a workspace's content has in common: one writer at a time, word to whoever caches, and a line in the record. */
import { type AuditEntry, appendAudit } from "./audit.ts";
import type { Client, Queryable } from "./database.ts";

/** One writer at a time per workspace, until the transaction ends: version numbers have no gaps and no twins. */
export async function lockContent(client: Client, workspaceId: string): Promise<void> {
  await client.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 77))", [workspaceId]);
}

/** Says that something cached has changed. Part of every change. */
export async function bumpContent(client: Queryable, workspaceId: string): Promise<void> {
  await client.query("UPDATE workspaces SET content_revision = content_revision + 1 WHERE id = $1", [workspaceId]);
}

/** Both at once: word to whoever caches, and who did it. */
export async function noteChange(
  client: Client,
  workspaceId: string,
  entry: Omit<AuditEntry, "workspaceId">,
): Promise<void> {
  await bumpContent(client, workspaceId);
  await appendAudit(client, [{ workspaceId, ...entry }]);
}
