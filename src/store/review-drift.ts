/** Reviews that drift opens, and reminders of all that wait for an answer. */
import { newId } from "../ids.ts";
import { appendAudit } from "./audit.ts";
import type { Client, Queryable } from "./database.ts";
import { pgJson } from "./json.ts";

export interface NewDriftReview {
  /** Empty where it is about a source. */
  playbook: string;
  source: string | null;
  from: Date;
  to: Date;
  figures: unknown;
  findings: unknown[];
  owner: string;
  dueAt: Date;
}

/** Opens a review about one playbook or source, or adds the findings to the one that waits for its answer, each with the moment `at` which it was made. Answers its id. */
export async function openDriftReview(client: Client, workspaceId: string, review: NewDriftReview): Promise<string> {
  const { playbook, source, from, to, owner, dueAt } = review;
  const result = await client.query<{ id: string; created: boolean }>(
    `INSERT INTO reviews (id, workspace_id, kind, playbook, source, period_from, period_to, figures, findings, owner, due_at)
     SELECT $1::uuid, $2::uuid, 'drift', $3::text, $4::text, $5::timestamptz, $6::timestamptz, $7::jsonb,
       COALESCE((SELECT jsonb_agg(f || jsonb_build_object('at', clock_timestamp())) FROM jsonb_array_elements($8::jsonb) AS f), '[]'), $9::text, $10::timestamptz
     ON CONFLICT (workspace_id, playbook, COALESCE(source, '')) WHERE kind = 'drift' AND status = 'open'
       DO UPDATE SET findings = reviews.findings || excluded.findings, period_to = excluded.period_to
     RETURNING id, id = $1::uuid AS created`,
    [
      ...[newId(), workspaceId, playbook, source, from, to],
      ...[pgJson(review.figures), pgJson(review.findings), owner, dueAt],
    ],
  );
  const { id, created } = result.rows[0]!;
  const action = created ? "drift-noticed" : "drift-noticed-again";
  const details = { playbook, source, findings: review.findings };
  await appendAudit(client, [{ workspaceId, actor: "system", action, subjectType: "review", subjectId: id, details }]);
  return id;
}

export interface Reminder {
  workspaceId: string;
  id: string;
  about: string;
  owner: string;
  reminders: number;
}

/** Reviews whose answer is overdue and that nobody was reminded of for a day: they count as reminded now, with a row in the record. For the system role. */
export async function remindOfReviews(client: Queryable, now: Date): Promise<Reminder[]> {
  const result = await client.query<Reminder>(
    `UPDATE reviews v SET reminders = reminders + 1, reminded_at = $1
     WHERE status = 'open' AND due_at <= $1 AND (reminded_at IS NULL OR reminded_at <= $1::timestamptz - interval '1 day')
     RETURNING workspace_id AS "workspaceId", id, COALESCE(source, NULLIF(playbook, ''), kind) AS about, owner, reminders`,
    [now],
  );
  await appendAudit(
    client,
    result.rows.map(({ workspaceId, id, owner, reminders }) => ({
      ...{ workspaceId, actor: "system", action: "review-reminded", subjectType: "review", subjectId: id },
      details: { owner, reminders },
    })),
  );
  return result.rows;
}
