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

/** One review; null when the workspace has none of that id. */
export async function readReview(client: Queryable, workspaceId: string, id: string): Promise<unknown> {
  return (await client.query(`${SELECT} WHERE v.workspace_id = $1 AND v.id = $2`, [workspaceId, id])).rows[0] ?? null;
}
