/** What a person says about which names belong together. Everything here can be taken back, and is in the audit record. */
import { appendAudit } from "./audit.ts";
import type { Client } from "./database.ts";
import { followRecords } from "./follow-records.ts";

interface Change {
  workspaceId: string;
  id: string;
  by: string;
}

interface Row {
  id: string;
  type: string;
  key: string;
  inventoried: boolean;
  mergedInto: string | null;
}

/** What became of it, or why not. */
export type Changed = "done" | "missing" | "same" | "types" | "inventoried" | "not-merged" | "no-alias";

/**
 * Makes a record lead to another; what was merged into it follows. A record of the inventory is not merged away: the inventory would no longer
 * find what it declared. What a person split before is forgotten.
 */
export async function mergeEntity(client: Client, { workspaceId, id, by }: Change, into: string): Promise<Changed> {
  const rows = await lockedRows(client, workspaceId, [id, into]);
  const [from, wanted] = [rows.find((row) => row.id === id), rows.find((row) => row.id === into)];
  if (from === undefined || wanted === undefined) return "missing";
  const target =
    wanted.mergedInto === null ? wanted : (await lockedRows(client, workspaceId, [wanted.mergedInto])).at(0);
  if (target === undefined || target.id === id || from.mergedInto === target.id) return "same";
  if (from.type !== target.type) return "types";
  if (from.inventoried) return "inventoried";
  await client.query("UPDATE entities SET merged_into = $2 WHERE workspace_id = $3 AND (id = $1 OR merged_into = $1)", [
    id,
    target.id,
    workspaceId,
  ]);
  await client.query(
    "DELETE FROM entity_aliases WHERE workspace_id = $1 AND entity_id = $2 AND alias = $3 AND rejected_at IS NOT NULL",
    [workspaceId, target.id, from.key],
  );
  await followRecords(client, workspaceId);
  await note(client, { workspaceId, id, by }, "entity-merged", { key: from.key, into: target.id, intoKey: target.key });
  return "done";
}

/** Makes a merged record one of its own again. */
export async function unmergeEntity(client: Client, change: Change): Promise<Changed> {
  const [row] = await lockedRows(client, change.workspaceId, [change.id]);
  if (row === undefined) return "missing";
  if (row.mergedInto === null) return "not-merged";
  await client.query("UPDATE entities SET merged_into = NULL WHERE workspace_id = $1 AND id = $2", [
    change.workspaceId,
    change.id,
  ]);
  await followRecords(client, change.workspaceId);
  await note(client, change, "entity-split", { key: row.key, from: row.mergedInto });
  return "done";
}

/** Says that a name that alerts taught is not this record's, or (`restore`) that it is after all. Alerts do not teach it again. */
export async function judgeAlias(client: Client, change: Change, alias: string, restore: boolean): Promise<Changed> {
  const [row] = await lockedRows(client, change.workspaceId, [change.id]);
  if (row === undefined) return "missing";
  const changed = await client.query(
    `UPDATE entity_aliases SET rejected_at = CASE WHEN $4 THEN NULL ELSE now() END, rejected_by = CASE WHEN $4 THEN NULL ELSE $5 END
     WHERE workspace_id = $1 AND entity_id IN (SELECT id FROM entities WHERE id = $2 OR merged_into = $2) AND alias = $3
       AND origin = 'connection' AND (rejected_at IS NOT NULL) = $4`,
    [change.workspaceId, change.id, alias, restore, change.by],
  );
  if (changed.rowCount === 0) return "no-alias";
  await followRecords(client, change.workspaceId);
  await note(client, change, restore ? "entity-alias-restored" : "entity-alias-split", { key: row.key, alias });
  return "done";
}

async function lockedRows(client: Client, workspaceId: string, ids: string[]): Promise<Row[]> {
  const result = await client.query<Row>(
    `SELECT id, type, key, inventoried, merged_into AS "mergedInto" FROM entities WHERE workspace_id = $1 AND id = ANY ($2::uuid[]) ORDER BY id FOR UPDATE`,
    [workspaceId, ids],
  );
  return result.rows;
}

function note(
  client: Client,
  { workspaceId, id, by }: Change,
  action: string,
  details: Record<string, unknown>,
): Promise<void> {
  return appendAudit(client, [{ workspaceId, actor: by, action, subjectType: "entity", subjectId: id, details }]);
}
