/** Reviews as the doors show them. */
import type { Queryable } from "./database.ts";
import { type Page, type Paged, selectPage } from "./page.ts";

const SELECT = `SELECT v.id, v.kind, v.playbook, v.source, v.period_from AS "from", v.period_to AS "to", v.figures, v.findings, v.status, v.owner, v.due_at AS "dueAt", v.reminders,
  v.answered_at AS "answeredAt", v.answered_by AS "answeredBy", v.answer, v.created_at AS "createdAt" FROM reviews v`;

/** One page of a workspace's reviews, newest first. */
export function listReviews(
  client: Queryable,
  workspaceId: string,
  filter: {
    playbook?: string | undefined;
    status?: string | undefined;
    kind?: string | undefined;
    overdue?: boolean | undefined;
  },
  page: Page,
): Promise<Paged<{ id: string }>> {
  return selectPage(
    client,
    SELECT,
    [
      ["v.workspace_id = ?", workspaceId],
      ["v.playbook = ?", filter.playbook],
      ["v.status = ?", filter.status],
      ["v.kind = ?", filter.kind],
      ["(v.status = 'open' AND v.due_at <= now()) = ?::boolean", filter.overdue],
    ],
    page,
    "v.id",
  );
}

/** The numbers of the incidents that its findings name, of those that the reader may know of. */
const NUMBERS = `(SELECT COALESCE(jsonb_object_agg(n.id, n.number), '{}') FROM incidents n WHERE n.workspace_id = v.workspace_id AND n.id IN (
    SELECT i::uuid FROM jsonb_array_elements(v.findings) f, jsonb_array_elements_text(CASE WHEN jsonb_typeof(f->'incidents') = 'array' THEN f->'incidents' ELSE '[]' END) i))`;

/** One review; null when the workspace has none of that id. */
export async function readReview(client: Queryable, workspaceId: string, id: string): Promise<unknown> {
  const text = `${SELECT.replace(" FROM reviews v", `, ${NUMBERS} AS "incidentNumbers" FROM reviews v`)} WHERE v.workspace_id = $1 AND v.id = $2`;
  return (await client.query(text, [workspaceId, id])).rows[0] ?? null;
}
