/** Review records: written once a playbook and period, answered by a person. */
import { newId } from "../ids.ts";
import { appendAudit } from "./audit.ts";
import type { Queryable } from "./database.ts";
import { pgJson } from "./json.ts";

export interface NewReview {
  playbook: string;
  from: Date;
  to: Date;
  figures: unknown;
  findings: unknown[];
  owner: string;
  dueAt: Date;
  by: string;
}

/** Writes a review. One that was written before is brought up to date while nobody has answered it. Answers its id, and whether it is new. */
export async function writeReview(
  client: Queryable,
  workspaceId: string,
  review: NewReview,
): Promise<{ id: string; created: boolean }> {
  const { playbook, from, to } = review;
  const result = await client.query<{ id: string; created: boolean }>(
    `INSERT INTO reviews (id, workspace_id, playbook, period_from, period_to, figures, findings, owner, due_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT (workspace_id, playbook, period_from, period_to) WHERE kind = 'scheduled' DO UPDATE SET
       figures = CASE WHEN reviews.status = 'open' THEN excluded.figures ELSE reviews.figures END,
       findings = CASE WHEN reviews.status = 'open' THEN excluded.findings ELSE reviews.findings END
     RETURNING id, id = $1 AS created`,
    [
      newId(),
      workspaceId,
      playbook,
      from,
      to,
      pgJson(review.figures),
      pgJson(review.findings),
      review.owner,
      review.dueAt,
    ],
  );
  const written = result.rows[0]!;
  if (written.created) {
    const details = { playbook, from: from.toISOString(), to: to.toISOString(), findings: review.findings.length };
    await appendAudit(client, [
      {
        workspaceId,
        actor: review.by,
        action: "review-written",
        subjectType: "review",
        subjectId: written.id,
        details,
      },
    ]);
  }
  return written;
}

/** Writes down what a person concluded. False when there is no such review, it was answered before, or rows of it wait for an answer. */
export async function answerReview(
  client: Queryable,
  workspaceId: string,
  id: string,
  answer: { text: string; by: string },
): Promise<boolean> {
  const result = await client.query(
    "UPDATE reviews SET status = 'answered', answered_at = now(), answered_by = $3, answer = $4 WHERE workspace_id = $1 AND id = $2 AND status = 'open' AND NOT EXISTS (SELECT 1 FROM access_rows a WHERE a.review_id = reviews.id AND a.answer IS NULL)",
    [workspaceId, id, answer.by, answer.text],
  );
  if (result.rowCount !== 1) return false;
  await appendAudit(client, [
    {
      workspaceId,
      actor: answer.by,
      action: "review-answered",
      subjectType: "review",
      subjectId: id,
      details: { answer: answer.text },
    },
  ]);
  return true;
}

/**
 * The ISO week (ISO 8601: Monday to Sunday) that is over and due by each workspace's calendar: in its time zone, from 06:00 of the week's first working day on it
 * is the week before, until then the one before that.
 */
const WEEKS_DUE = `
  SELECT w.id, w.created_at, w.reviewed_to, (ending.day - 7)::timestamp AT TIME ZONE zone AS period_from, ending.day::timestamp AT TIME ZONE zone AS period_to
  FROM workspaces w LEFT JOIN review_settings s ON s.workspace_id = w.id, LATERAL (SELECT COALESCE(s.time_zone, 'UTC') AS zone) z,
    LATERAL (SELECT $1::timestamptz AT TIME ZONE zone AS local) l,
    LATERAL (SELECT date_trunc('week', local)::date AS monday) m,
    LATERAL (SELECT COALESCE(min(monday + day), monday + 6) AS first FROM generate_series(0, 6) day
      WHERE to_char(monday + day, 'dy') = ANY (COALESCE(s.working_days, '{mon,tue,wed,thu,fri}')) AND NOT (monday + day) = ANY (COALESCE(s.holidays, '{}'))) f,
    LATERAL (SELECT CASE WHEN local >= first + time '06:00' THEN monday ELSE monday - 7 END AS day) ending`;

/** Workspaces that existed before their due week ended and have not been looked through for it. For the system role. */
export async function workspacesWithoutReview(
  client: Queryable,
  now: Date,
): Promise<{ workspaceId: string; from: Date; to: Date }[]> {
  // A day less: who moves the clock of a workspace is not to have the same week reviewed again, some hours shifted.
  const result = await client.query<{ workspaceId: string; from: Date; to: Date }>(
    `SELECT w.id AS "workspaceId", w.period_from AS "from", w.period_to AS "to" FROM (${WEEKS_DUE}) w
     WHERE w.created_at < w.period_to AND (w.reviewed_to IS NULL OR w.reviewed_to < w.period_to - interval '1 day') ORDER BY w.id`,
    [now],
  );
  return result.rows;
}

/** Notes that a workspace's week was looked through: its reviews are written. For the system role. */
export async function noteReviewed(client: Queryable, workspaceId: string, to: Date): Promise<void> {
  await client.query("UPDATE workspaces SET reviewed_to = $2 WHERE id = $1", [workspaceId, to]);
}
