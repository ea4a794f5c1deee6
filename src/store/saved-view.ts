/** Saved views: filters with a name. A person's own stands before everybody's of the same name. */
import { newId } from "../ids.ts";
import type { RecordKind } from "../model/record-fields.ts";
import { appendAudit } from "./audit.ts";
import type { Client, Queryable } from "./database.ts";
import { joinConditions } from "./page.ts";
import type { Sort } from "./record-page.ts";

export interface StoredView {
  id: string;
  name: string;
  kind: RecordKind;
  shared: boolean;
  filter: string;
  q: string;
  columns: string[];
  sort: Sort;
  createdBy: string;
  updatedAt: Date;
}

const SELECT = `SELECT v.id, v.name, v.kind, v.owner = '' AS shared, v.filter, v.words AS q, v.columns, v.sort, v.created_by AS "createdBy",
  v.updated_at AS "updatedAt" FROM saved_views v`;

/** The views somebody may use, at most a thousand: theirs first, then everybody's, by name. */
export async function listViews(
  client: Queryable,
  workspaceId: string,
  of: { by: string; kind?: RecordKind | undefined; name?: string | undefined },
): Promise<StoredView[]> {
  const { where, values } = joinConditions([
    ["v.workspace_id = ?", workspaceId],
    ["v.owner IN ('', ?)", of.by],
    ["v.kind = ?", of.kind],
    ["v.name = ?", of.name],
  ]);
  const sql = `${SELECT} WHERE ${where} ORDER BY v.owner = '', v.kind, v.name LIMIT 1000`;
  return (await client.query<StoredView>(sql, values)).rows;
}

/** Saves a view, over the one of that name that the same person, or everybody, has; answers it. */
export async function saveView(
  client: Client,
  workspaceId: string,
  view: Omit<StoredView, "id" | "createdBy" | "updatedAt"> & { by: string },
): Promise<StoredView> {
  const owner = view.shared ? "" : view.by;
  const saved = await client.query<{ id: string }>(
    `INSERT INTO saved_views (id, workspace_id, name, kind, owner, filter, words, columns, sort, created_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     ON CONFLICT (workspace_id, kind, name, owner) DO UPDATE SET filter = excluded.filter, words = excluded.words, columns = excluded.columns,
       sort = excluded.sort, created_by = excluded.created_by, updated_at = now() RETURNING id`,
    [newId(), workspaceId, view.name, view.kind, owner, view.filter, view.q, view.columns, view.sort, view.by],
  );
  const id = saved.rows[0]!.id;
  const details = { name: view.name, kind: view.kind, shared: view.shared, filter: view.filter };
  await appendAudit(client, [
    { workspaceId, actor: view.by, action: "view-saved", subjectType: "view", subjectId: id, details },
  ]);
  return (await client.query<StoredView>(`${SELECT} WHERE v.workspace_id = $1 AND v.id = $2`, [workspaceId, id]))
    .rows[0]!;
}

/** Deletes a view that somebody may use; false when there is none of that id. */
export async function deleteView(client: Client, workspaceId: string, id: string, by: string): Promise<boolean> {
  const gone = await client.query<{ name: string }>(
    "DELETE FROM saved_views WHERE workspace_id = $1 AND id = $2 AND owner IN ('', $3) RETURNING name",
    [workspaceId, id, by],
  );
  const name = gone.rows[0]?.name;
  if (name === undefined) return false;
  const subject = { subjectType: "view", subjectId: id, details: { name } };
  await appendAudit(client, [{ workspaceId, actor: by, action: "view-deleted", ...subject }]);
  return true;
}
