/** Reminders: written down once for each step of a review or decision, and sent once to each who is told. For the system role. */
import { appendAudit } from "./audit.ts";
import type { Client, Pool, Queryable } from "./database.ts";
import { pgJson } from "./json.ts";

/**
 * Reviews: three days before their answer is due where they had more than a week, when it is due, and each week that it is overdue. Decisions with an end: two weeks and
 * three days before it, where they were to hold twice as long, and at it. Only the newest step is written, so that nobody is told of what is past.
 */
const STEPS = `
  SELECT v.workspace_id, 'review' AS subject_type, v.id AS subject_id, v.owner AS queue, NULL::text AS person,
    CASE WHEN v.due_at > $1 THEN 'due-in-3-days' ELSE 'overdue-' || floor(extract(epoch FROM $1 - v.due_at) / 604800)::int END AS step,
    CASE WHEN v.due_at > $1 THEN 'A review is due on ' || to_char(v.due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') ELSE 'A review waits for its answer since ' || to_char(v.due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') END
      || ': ' || v.kind || ' ' || COALESCE(v.source, v.playbook) || ' (cordon review show ' || v.id || ').' AS text
  FROM reviews v WHERE v.status = 'open' AND (v.due_at <= $1 OR (v.due_at <= $1 + interval '3 days' AND v.due_at > v.created_at + interval '7 days'))
  UNION ALL
  SELECT d.workspace_id, 'decision', d.id, NULL, lower(regexp_replace(d.by, '^(token|person):', '')),
    CASE WHEN d.until <= $1 THEN 'ended' WHEN d.until <= $1 + interval '3 days' THEN 'ends-in-3-days' ELSE 'ends-in-14-days' END || to_char(d.until AT TIME ZONE 'UTC', ' YYYY-MM-DD"T"HH24:MI'),
    'A decision ' || CASE WHEN d.until <= $1 THEN 'ended' ELSE 'ends' END || ' on ' || to_char(d.until AT TIME ZONE 'UTC', 'YYYY-MM-DD') || ': ' || rtrim(left(d.what, 300), '. ') || '. Renew or revoke it (cordon decision show ' || d.id || ').'
  FROM decisions d WHERE d.ended_at IS NULL AND d.until > $1 - interval '30 days'
    AND (d.until <= $1 OR (d.until <= $1 + interval '3 days' AND d.until > d.at + interval '6 days') OR (d.until <= $1 + interval '14 days' AND d.until > d.at + interval '28 days'))`;

/** Writes down the steps that were reached; answers how many are new. */
export async function planReminders(client: Client, now: Date): Promise<number> {
  const made = await client.query<{ workspaceId: string; type: string; id: string; step: string }>(
    `INSERT INTO reminders (id, workspace_id, subject_type, subject_id, step, text, queue, person)
     SELECT gen_random_uuid(), workspace_id, subject_type, subject_id, step, text, queue, person FROM (${STEPS.replaceAll("$1", "$1::timestamptz")}) s
     ON CONFLICT (workspace_id, subject_type, subject_id, step) DO NOTHING
     RETURNING workspace_id AS "workspaceId", subject_type AS type, subject_id AS id, step`,
    [now],
  );
  await appendAudit(
    client,
    made.rows.map(({ workspaceId, type, id, step }) => ({
      ...{ workspaceId, actor: "system", action: "reminder-made", subjectType: type, subjectId: id, details: { step } },
    })),
  );
  return made.rows.length;
}

export interface Unannounced {
  id: string;
  workspaceId: string;
  queue: string | null;
  person: string | null;
}

/** The next reminder of which nobody is told yet; null when there is none. Held to the end of the transaction. */
export async function nextUnannounced(client: Client): Promise<Unannounced | null> {
  const found = await client.query<Unannounced>(
    `SELECT id, workspace_id AS "workspaceId", queue, person FROM reminders WHERE NOT announced ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED`,
  );
  return found.rows[0] ?? null;
}

/** Where the people are reached that a reminder is for: who took the decision, or the first two on call for the queue, or whom these handed on to. */
export async function contactsFor(
  client: Client,
  { workspaceId, queue, person }: Unannounced,
): Promise<{ connection: string; address: string }[]> {
  const found = await client.query<{ connection: string; address: string }>(
    `WITH asked AS (SELECT $3::text AS person WHERE $3::text IS NOT NULL
       UNION SELECT person FROM (SELECT person FROM on_call WHERE workspace_id = $1 AND queue = $2 AND from_at <= now() AND (until_at IS NULL OR until_at > now()) ORDER BY place, from_at, id LIMIT 2) o),
     reached AS (SELECT COALESCE((SELECT d.to_person FROM delegations d WHERE d.workspace_id = $1 AND d.person = a.person AND d.from_at <= now() AND d.until_at > now() LIMIT 1), a.person) AS person FROM asked a)
     SELECT DISTINCT c.connection, c.address FROM contacts c JOIN reached r ON r.person = c.person WHERE c.workspace_id = $1 ORDER BY 1, 2`,
    [workspaceId, queue, person],
  );
  return found.rows;
}

/** Writes down who is told. */
export async function announce(
  client: Client,
  { id, workspaceId }: Unannounced,
  to: readonly { connection: string; address: string }[],
): Promise<void> {
  await client.query(
    `INSERT INTO reminder_notices (id, workspace_id, reminder_id, connection, address)
     SELECT gen_random_uuid(), $1, $2, connection, address FROM json_to_recordset($3::json) AS r(connection text, address text) ON CONFLICT DO NOTHING`,
    [workspaceId, id, pgJson(to)],
  );
  await client.query("UPDATE reminders SET announced = true WHERE id = $1", [id]);
}

export interface DueReminder {
  id: string;
  workspaceId: string;
  connection: string;
  address: string;
  attempts: number;
  text: string;
}

/** Takes notices that are due, where nothing is frozen. What a lost process was sending is given up: it may have arrived. */
export async function claimReminders(pool: Pool, limit: number): Promise<DueReminder[]> {
  await pool.query(
    "UPDATE reminder_notices SET status = 'unknown' WHERE status = 'sending' AND next_attempt_at <= now()",
  );
  const result = await pool.query<DueReminder>(
    `UPDATE reminder_notices n SET status = 'sending', attempts = n.attempts + 1, next_attempt_at = now() + interval '5 minutes' FROM reminders r
     WHERE r.id = n.reminder_id AND n.id = ANY (ARRAY(
       SELECT d.id FROM reminder_notices d WHERE d.status = 'due' AND d.next_attempt_at <= now() AND NOT EXISTS (
         SELECT 1 FROM freezes f WHERE f.thawed_at IS NULL AND (f.scope = 'everything' OR (f.workspace_id = d.workspace_id
           AND (f.scope = 'workspace' OR (f.scope = 'connection' AND f.name = d.connection)))))
       ORDER BY d.next_attempt_at LIMIT $1 FOR UPDATE SKIP LOCKED))
     RETURNING n.id, n.workspace_id AS "workspaceId", n.connection, n.address, n.attempts, r.text`,
    [limit],
  );
  return result.rows;
}

/** It arrived. */
export async function reminderSent(client: Queryable, id: string): Promise<void> {
  await client.query("UPDATE reminder_notices SET status = 'sent', error = NULL WHERE id = $1", [id]);
}

/** It did not, for certain where `again` says when it is sent again; else it is given up. */
export async function reminderFailed(client: Queryable, id: string, error: unknown, again: Date | null): Promise<void> {
  await client.query(
    "UPDATE reminder_notices SET status = CASE WHEN $3::timestamptz IS NULL THEN 'failed' ELSE 'due' END, error = $2, next_attempt_at = COALESCE($3, next_attempt_at) WHERE id = $1",
    [id, pgJson(error), again],
  );
}
