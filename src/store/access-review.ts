/** Access reviews: who may do what as it is now, row by row, and the answers. For the system role, which sees sessions and people. */
import { newId } from "../ids.ts";
import type { AccessRow } from "../model/access-review.ts";
import { appendAudit } from "./audit.ts";
import type { Client, Queryable } from "./database.ts";
import { pgJson } from "./json.ts";

export interface NewCalendarReview {
  kind: "access" | "policies";
  from: Date;
  to: Date;
  owner: string;
  dueAt: Date;
  figures: unknown;
  findings: unknown[];
  by: string;
}

/** Opens a review by the calendar; null when the period has one. */
export async function openCalendarReview(
  client: Client,
  workspaceId: string,
  { kind, from, to, owner, dueAt, figures, findings, by }: NewCalendarReview,
): Promise<string | null> {
  const made = await client.query<{ id: string }>(
    `INSERT INTO reviews (id, workspace_id, kind, playbook, period_from, period_to, figures, findings, owner, due_at) VALUES ($1, $2, $3, '', $4, $5, $6, $7, $8, $9)
     ON CONFLICT (workspace_id, kind, period_from) WHERE kind IN ('access', 'policies') DO NOTHING RETURNING id`,
    [newId(), workspaceId, kind, from, to, pgJson(figures), pgJson(findings), owner, dueAt],
  );
  const id = made.rows[0]?.id;
  if (id === undefined) return null;
  const details = { kind, from: from.toISOString(), to: to.toISOString(), owner, dueAt: dueAt.toISOString() };
  const subject = { subjectType: "review", subjectId: id, details };
  await appendAudit(client, [{ workspaceId, actor: by, action: "review-written", ...subject }]);
  return id;
}

/** What is asked about: living tokens, people who are let in, and delegations in force. */
const HELD = `
  SELECT 'token' AS kind, t.id::text AS subject, lower(COALESCE(t.person, t.name)) AS holder, t.roles,
    t.name || COALESCE(' for ' || c.name, '') AS note, t.created_at AS since, t.last_used_at
  FROM tokens t LEFT JOIN connections c ON c.id = t.connection_id WHERE t.workspace_id = $1 AND t.revoked_at IS NULL
  UNION ALL SELECT 'person', m.person, m.person, m.roles, 'signs in', m.created_at,
    (SELECT max(s.last_seen_at) FROM sessions s WHERE s.person = m.person AND s.workspace_id = m.workspace_id)
  FROM memberships m WHERE m.workspace_id = $1 AND m.disabled_at IS NULL
  UNION ALL SELECT 'delegation', d.person, d.to_person, '{}', 'is asked in place of ' || d.person || ' until ' || to_char(d.until_at AT TIME ZONE 'UTC', 'YYYY-MM-DD'), d.from_at, NULL
  FROM (SELECT DISTINCT ON (person) * FROM delegations WHERE workspace_id = $1 AND until_at > now() ORDER BY person, until_at DESC) d`;

export interface AccessCounts {
  rows: number;
  admins: number;
  /** Those that nobody used for 90 days, or ever, and that are older than that. */
  unused: number;
}

/** How much there is to ask about. */
export async function countAccess(client: Queryable, workspaceId: string): Promise<AccessCounts> {
  const found = await client.query<AccessCounts>(
    `SELECT count(*)::int AS rows, count(DISTINCT holder) FILTER (WHERE 'admin' = ANY (roles))::int AS admins,
       count(*) FILTER (WHERE kind <> 'delegation' AND COALESCE(last_used_at, since) < now() - interval '90 days')::int AS unused FROM (${HELD}) h`,
    [workspaceId],
  );
  return found.rows[0]!;
}

/** Writes down who holds what now, as the rows of a review. */
export async function writeAccessRows(client: Client, workspaceId: string, reviewId: string): Promise<void> {
  await client.query(
    `INSERT INTO access_rows (review_id, workspace_id, kind, subject, holder, roles, note, since, last_used_at) SELECT $2, $1, h.* FROM (${HELD}) h`,
    [workspaceId, reviewId],
  );
}

/** The rows of a review, those without an answer first, then by who holds it. */
export async function accessRows(client: Queryable, workspaceId: string, reviewId: string): Promise<AccessRow[]> {
  const found = await client.query<AccessRow>(
    `SELECT kind, subject, holder, roles, note, since, last_used_at AS "lastUsedAt", answer, reason, answered_by AS "answeredBy", answered_at AS "answeredAt", carried_out AS "carriedOut"
     FROM access_rows WHERE workspace_id = $1 AND review_id = $2 ORDER BY answer IS NOT NULL, holder, kind, subject`,
    [workspaceId, reviewId],
  );
  return found.rows;
}

export interface AccessAnswer {
  kind: AccessRow["kind"];
  subject: string;
  answer: "keep" | "revoke";
  reason: string;
  by: string;
  /** Of a revocation: whether there was anything left to take away. */
  carriedOut: boolean | null;
}

/** Writes the answer to a row down, once. False when there is no such row without an answer. */
export async function answerAccess(
  client: Client,
  workspaceId: string,
  reviewId: string,
  { kind, subject, answer, reason, by, carriedOut }: AccessAnswer,
): Promise<boolean> {
  const answered = await client.query<{ holder: string }>(
    `UPDATE access_rows SET answer = $5, reason = $6, answered_by = $7, answered_at = now(), carried_out = $8
     WHERE workspace_id = $1 AND review_id = $2 AND kind = $3 AND subject = $4 AND answer IS NULL RETURNING holder`,
    [workspaceId, reviewId, kind, subject, answer, reason, by, carriedOut],
  );
  const row = answered.rows[0];
  if (row === undefined) return false;
  const details = { kind, subject, holder: row.holder, answer, reason, carriedOut };
  const about = { subjectType: "review", subjectId: reviewId, details };
  await appendAudit(client, [{ workspaceId, actor: by, action: "access-answered", ...about }]);
  return true;
}
