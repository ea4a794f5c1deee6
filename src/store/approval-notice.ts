/** Questions on their way to people: written down a round at a time, sent by any process, each once. */
import type { EffectInWords } from "../model/approval.ts";
import type { Client, Pool, Queryable } from "./database.ts";
import { pgJson } from "./json.ts";
import { onTurn, type Turn } from "./on-call-turn.ts";

/**
 * Writes down whom the next approval's round is told, at every address they have; false when no round is to be told. Whoever does the same at
 * the same time takes another approval.
 */
export async function planNotices(client: Client): Promise<boolean> {
  const found = await client.query<Turn & { id: string; round: number }>(
    `SELECT id, workspace_id AS "workspaceId", run_id AS "runId", terms, round FROM approvals
     WHERE status = 'pending' AND announced < round ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED`,
  );
  const approval = found.rows[0];
  if (approval === undefined) return false;
  const { id, workspaceId, round, terms } = approval;
  const people = (await onTurn(client, approval)).slice(0, terms.approvers + round);
  await client.query(
    `INSERT INTO approval_notices (id, workspace_id, approval_id, round, person, instead_of, connection, address)
     SELECT gen_random_uuid(), $1, $2, $3, p.person, p."insteadOf", c.connection, c.address
     FROM json_to_recordset($4::json) AS p(person text, "insteadOf" text) JOIN contacts c ON c.workspace_id = $1 AND c.person = p.person
     WHERE NOT EXISTS (SELECT FROM approvals a JOIN restrictions r ON r.incident_id = a.incident_id WHERE a.id = $2 AND NOT r.readers && readers_of($1, p.person))
     ON CONFLICT (approval_id, person, connection) DO NOTHING`,
    [workspaceId, id, round, pgJson(people)],
  );
  await client.query("UPDATE approvals SET announced = $2 WHERE id = $1", [id, round]);
  return true;
}

/** The order, an address or a delegation has changed: of what still waits, whoever's turn it is now is told as well, and nobody twice. */
export async function announceAgain(client: Client, workspaceId: string): Promise<void> {
  await client.query(
    "UPDATE approvals SET announced = round - 1 WHERE workspace_id = $1 AND status = 'pending' AND announced >= round",
    [workspaceId],
  );
}

/**
 * The same where time alone has changed whose turn it is: a watch began or ended, or somebody is back. Looks back further than it is asked again, for
 * processes that were down meanwhile. For the system role. Answers of how many approvals the turn is looked at anew.
 */
export async function announceAtChange(client: Queryable): Promise<number> {
  const lately = (moment: string) => `${moment} BETWEEN now() - interval '15 minutes' AND now()`;
  const { rowCount } = await client.query(
    `UPDATE approvals a SET announced = a.round - 1 WHERE a.status = 'pending' AND a.announced >= a.round AND (
       EXISTS (SELECT 1 FROM on_call o WHERE o.workspace_id = a.workspace_id AND o.queue = a.terms->>'queue' AND (${lately("o.from_at")} OR ${lately("o.until_at")}))
       OR EXISTS (SELECT 1 FROM delegations d WHERE d.workspace_id = a.workspace_id AND ${lately("d.until_at")}))`,
  );
  return rowCount ?? 0;
}

export interface DueNotice {
  id: string;
  workspaceId: string;
  approvalId: string;
  person: string;
  insteadOf: string | null;
  connection: string;
  address: string;
  attempts: number;
  argsHash: string;
  summary: string;
  words: EffectInWords;
  expiresAt: Date;
  onExpiry: string;
}

/** Takes notices that are due, of approvals that still wait, where nothing is frozen; those of others are dropped. A claim lasts two minutes, or until `worker` is known to be dead. */
export async function claimNotices(pool: Pool, worker: string, limit: number): Promise<DueNotice[]> {
  const result = await pool.query<DueNotice>(
    `WITH dropped AS (
       UPDATE approval_notices n SET status = 'dropped' FROM approvals a
       WHERE a.id = n.approval_id AND n.status = 'due' AND n.next_attempt_at <= now() AND a.status <> 'pending'
     )
     UPDATE approval_notices n SET attempts = n.attempts + 1, next_attempt_at = now() + interval '2 minutes', claimed_by = $2 FROM approvals a
     WHERE a.id = n.approval_id AND n.id = ANY (ARRAY(
       SELECT d.id FROM approval_notices d JOIN approvals p ON p.id = d.approval_id AND p.status = 'pending'
       WHERE d.status = 'due' AND d.next_attempt_at <= now() AND NOT EXISTS (
         SELECT 1 FROM freezes f WHERE f.thawed_at IS NULL AND (f.scope = 'everything' OR (f.workspace_id = d.workspace_id
           AND (f.scope = 'workspace' OR (f.scope = 'connection' AND f.name = d.connection)))))
       ORDER BY d.next_attempt_at LIMIT $1 FOR UPDATE OF d SKIP LOCKED))
     RETURNING n.id, n.workspace_id AS "workspaceId", n.approval_id AS "approvalId", n.person, n.instead_of AS "insteadOf", n.connection, n.address, n.attempts,
       a.args_hash AS "argsHash", a.summary, a.words, a.expires_at AS "expiresAt", a.terms->>'onExpiry' AS "onExpiry"`,
    [limit, worker],
  );
  return result.rows;
}

/** The question arrived. */
export async function noticeSent(client: Queryable, id: string): Promise<void> {
  await client.query("UPDATE approval_notices SET status = 'sent', sent_at = now(), error = NULL WHERE id = $1", [id]);
}

/** It did not; it is sent again at `at`, or never when that is null. */
export async function noticeFailed(client: Queryable, id: string, error: unknown, at: Date | null): Promise<void> {
  await client.query(
    "UPDATE approval_notices SET status = CASE WHEN $3::timestamptz IS NULL THEN 'failed' ELSE 'due' END, error = $2, next_attempt_at = COALESCE($3, next_attempt_at), claimed_by = NULL WHERE id = $1",
    [id, pgJson(error), at],
  );
}

/** To whom a question went or is going, round by round. */
export async function noticesOf(client: Queryable, workspaceId: string, approvalId: string): Promise<unknown[]> {
  const result = await client.query(
    `SELECT person, instead_of AS "insteadOf", connection, status, sent_at AS "sentAt", error->>'message' AS error FROM approval_notices
     WHERE workspace_id = $1 AND approval_id = $2 ORDER BY round, person, connection LIMIT 200`,
    [workspaceId, approvalId],
  );
  return result.rows;
}
