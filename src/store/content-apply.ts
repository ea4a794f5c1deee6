/** What was applied from a folder last: what people changed since is told by it. */
import { newId } from "../ids.ts";
import { appendAudit } from "./audit.ts";
import type { Client, Queryable } from "./database.ts";
import { pgJson } from "./json.ts";

/** What a folder held, as versions; null for what it did not hold. */
export interface Held {
  /** Ids of versions by playbook. */
  playbooks: Record<string, string> | null;
  taxonomy: number | null;
  policies: number | null;
}

export interface ContentApply {
  id: string;
  at: Date;
  by: string;
  held: Held;
}

/** The git commit of a folder that was applied. */
export interface AppliedCommit {
  commit: string;
  at: Date;
  by: string;
}

/** The newest; null before the first. */
export async function lastContentApply(client: Queryable, workspaceId: string): Promise<ContentApply | null> {
  const found = await client.query<ContentApply>(
    "SELECT id, at, by, held FROM content_applies WHERE workspace_id = $1 ORDER BY id DESC LIMIT 1",
    [workspaceId],
  );
  return found.rows[0] ?? null;
}

/** The newest that is known; null before the first. A folder that is no checkout changes nothing of what the next checkout has to hold. */
export async function lastAppliedCommit(client: Queryable, workspaceId: string): Promise<AppliedCommit | null> {
  const found = await client.query<AppliedCommit>(
    "SELECT commit, at, by FROM content_applies WHERE workspace_id = $1 AND commit IS NOT NULL ORDER BY id DESC LIMIT 1",
    [workspaceId],
  );
  return found.rows[0] ?? null;
}

/** Writes down what a folder put in force; `commit` null where it was no checkout. */
export async function noteContentApply(
  client: Client,
  workspaceId: string,
  { held, commit, by, reason }: Pick<ContentApply, "held" | "by"> & { commit: string | null; reason: string },
): Promise<void> {
  const id = newId();
  await client.query("INSERT INTO content_applies (id, workspace_id, by, held, commit) VALUES ($1, $2, $3, $4, $5)", [
    id,
    workspaceId,
    by,
    pgJson(held),
    commit,
  ]);
  const details = { ...held, ...(commit === null ? {} : { commit }), ...(reason === "" ? {} : { reason }) };
  const subject = { subjectType: "content", subjectId: id, details };
  await appendAudit(client, [{ workspaceId, actor: by, action: "content-applied", ...subject }]);
}
