/** Forms: questions to people whose answers go on into a run. */
import { appendAudit } from "./audit.ts";
import type { Client, Queryable } from "./database.ts";
import { endIncidents } from "./incident-end.ts";
import { pgJson } from "./json.ts";
import { type Page, type Paged, selectPage } from "./page.ts";

export interface NewForm {
  id: string;
  workspaceId: string;
  incidentId: string;
  runId: string;
  key: string;
  playbook: string;
  queue: string;
  reason: string;
  fields: readonly { name: string; ask: string; type: unknown }[];
  expiresAt: string;
  actor: string;
}

/** How a form stands: `answers` once there are any. */
export interface FormStanding {
  answers: Record<string, unknown> | null;
  expiresAt: Date;
}

/**
 * Asks people, or finds what they answered: one standing a form, in order. A form that nobody answered in time is asked anew when its run was
 * started over. The incident of a form that is new goes to its queue.
 */
export async function askForms(client: Client, forms: NewForm[]): Promise<FormStanding[]> {
  const asked = await client.query<{ id: string }>({
    name: "ask-forms",
    text: `INSERT INTO forms (id, workspace_id, incident_id, run_id, key, playbook, queue, reason, fields, expires_at)
      SELECT id, "workspaceId", "incidentId", "runId", key, playbook, queue, reason, fields, "expiresAt"
      FROM json_to_recordset($1::json) AS r(id uuid, "workspaceId" uuid, "incidentId" uuid, "runId" uuid, key text, playbook text, queue text, reason text, fields jsonb, "expiresAt" timestamptz)
      ON CONFLICT (run_id, key) DO UPDATE SET expires_at = excluded.expires_at, asked_at = now(), reason = excluded.reason
        WHERE forms.status = 'pending' AND excluded.expires_at > forms.expires_at
      RETURNING id`,
    values: [pgJson(forms)],
  });
  const fresh = new Set(asked.rows.map((row) => row.id));
  const handed = forms.filter((form) => fresh.has(form.id));
  if (handed.length > 0) await endIncidents(client, handed.map(handover));
  const result = await client.query<FormStanding & { runId: string; key: string }>({
    name: "standing-of-forms",
    text: `SELECT f.run_id AS "runId", f.key, f.answers, f.expires_at AS "expiresAt"
      FROM unnest($1::uuid[], $2::text[]) AS w(run_id, key) JOIN forms f ON f.run_id = w.run_id AND f.key = w.key`,
    values: [forms.map((form) => form.runId), forms.map((form) => form.key)],
  });
  const standings = new Map(result.rows.map((row) => [`${row.runId} ${row.key}`, row]));
  return forms.map((form) => standings.get(`${form.runId} ${form.key}`)!);
}

function handover({ incidentId, workspaceId, actor, reason, queue, fields }: NewForm) {
  const common = { incidentId, workspaceId, actor, reason, queue, questions: fields.map(({ ask }) => ask) };
  return { ...common, kind: "handoff" as const, status: "in-progress" as const, disposition: null };
}

export interface FormRow {
  workspaceId: string;
  id: string;
  runId: string;
  fields: { name: string; ask: string; type: unknown }[];
  status: string;
}

/** One that was not answered in time, or whose run has ended, is expired, also before anybody wrote that down. */
const STATUS = `CASE WHEN f.status = 'pending' AND (f.expires_at <= now()
  OR NOT EXISTS (SELECT 1 FROM runs r WHERE r.id = f.run_id AND r.status IN ('ready', 'running', 'waiting'))) THEN 'expired' ELSE f.status END`;
const SELECT = `SELECT f.id, f.workspace_id AS "workspaceId", f.incident_id AS "incidentId", i.number::float8 AS "incidentNumber", f.run_id AS "runId", f.key AS step, f.playbook,
  f.queue, f.reason, f.fields, ${STATUS} AS status, f.asked_at AS "askedAt", f.expires_at AS "expiresAt", f.answered_at AS "answeredAt", f.answered_by AS "answeredBy", f.answers
  FROM forms f JOIN incidents i ON i.id = f.incident_id`;

/** One page of a workspace's forms, newest first. */
export function listForms(
  client: Queryable,
  workspaceId: string,
  filter: { status?: string[] | undefined; incident?: string | undefined; queue?: string | undefined },
  page: Page,
): Promise<Paged<FormRow>> {
  return selectPage<FormRow>(
    client,
    SELECT,
    [
      ["f.workspace_id = ?", workspaceId],
      [`(${STATUS}) = ANY (?::text[])`, filter.status],
      ["f.incident_id = ?::uuid", filter.incident],
      ["f.queue = ?", filter.queue],
    ],
    page,
    "f.id",
  );
}

/** One form; null when the workspace has none of that id. */
export async function readForm(client: Queryable, workspaceId: string, id: string): Promise<FormRow | null> {
  const found = await client.query<FormRow>(`${SELECT} WHERE f.workspace_id = $1 AND f.id = $2`, [workspaceId, id]);
  return found.rows[0] ?? null;
}

/** Answers a form that still waits. False when it no longer does: of two people who answer at once, one does. */
export async function answerForm(
  client: Client,
  workspaceId: string,
  id: string,
  answer: { answers: Record<string, unknown>; by: string },
): Promise<boolean> {
  // The run before the form, as those do it who move the run on.
  await client.query(
    "SELECT 1 FROM runs WHERE id = (SELECT run_id FROM forms WHERE workspace_id = $1 AND id = $2) FOR NO KEY UPDATE",
    [workspaceId, id],
  );
  const result = await client.query(
    `UPDATE forms f SET status = 'answered', answered_at = now(), answered_by = $3, answers = $4
     WHERE f.workspace_id = $1 AND f.id = $2 AND (${STATUS}) = 'pending'`,
    [workspaceId, id, answer.by, pgJson(answer.answers)],
  );
  if (result.rowCount !== 1) return false;
  const details = { answers: answer.answers };
  await appendAudit(client, [
    { workspaceId, actor: answer.by, action: "form-answered", subjectType: "form", subjectId: id, details },
  ]);
  return true;
}
