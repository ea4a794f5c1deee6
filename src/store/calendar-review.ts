/** Which reviews by the calendar are due, and what a review of policies looks at. */
import type { Queryable } from "./database.ts";

export interface DueReview {
  workspaceId: string;
  kind: "access" | "policies";
  /** The quarter or year that is over. */
  from: Date;
  to: Date;
  owner: string;
}

/**
 * Quarters and years that are over and due by each workspace's calendar: in its time zone, from 06:00 of the first working day of a quarter on it is the quarter
 * before, and so with years. Only where the workspace existed before they ended, and the review is not there. For the system role.
 */
export async function calendarReviewsDue(client: Queryable, now: Date): Promise<DueReview[]> {
  const found = await client.query<DueReview>(
    `SELECT w.id AS "workspaceId", k.kind, p.from, p.to, k.owner
     FROM workspaces w LEFT JOIN review_settings s ON s.workspace_id = w.id, LATERAL (SELECT COALESCE(s.time_zone, 'UTC') AS zone) z,
       LATERAL (SELECT $1::timestamptz AT TIME ZONE zone AS local) l,
       LATERAL (VALUES ('access', date_trunc('quarter', local)::date, interval '3 months', COALESCE(s.access_owner, 'soc')),
         ('policies', date_trunc('year', local)::date, interval '1 year', COALESCE(s.policies_owner, 'soc'))) k(kind, begun, length, owner),
       LATERAL (SELECT COALESCE(min(begun + day), begun + 13) AS first FROM generate_series(0, 13) day
         WHERE to_char(begun + day, 'dy') = ANY (COALESCE(s.working_days, '{mon,tue,wed,thu,fri}')) AND NOT (begun + day) = ANY (COALESCE(s.holidays, '{}'))) f,
       LATERAL (SELECT CASE WHEN local >= first + time '06:00' THEN begun ELSE (begun - length)::date END AS ended) e,
       LATERAL (SELECT (ended - length)::timestamp AT TIME ZONE zone AS "from", ended::timestamp AT TIME ZONE zone AS "to") p
     WHERE w.created_at < p.to AND NOT EXISTS (SELECT 1 FROM reviews v WHERE v.workspace_id = w.id AND v.kind = k.kind AND v.period_from = p.from)
     ORDER BY w.id, k.kind`,
    [now],
  );
  return found.rows;
}

export interface RunningPeriod {
  /** When the quarter or year that runs now began, in the workspace's time zone. */
  from: Date;
  owner: string;
}

/** The period that runs now, for a review before its end. */
export async function runningPeriod(
  client: Queryable,
  workspaceId: string,
  kind: DueReview["kind"],
  now: Date,
): Promise<RunningPeriod> {
  const found = await client.query<RunningPeriod>(
    `SELECT date_trunc($3, $2::timestamptz AT TIME ZONE zone) AT TIME ZONE zone AS "from", owner
     FROM (SELECT COALESCE(s.time_zone, 'UTC') AS zone, COALESCE(CASE WHEN $3 = 'year' THEN s.policies_owner ELSE s.access_owner END, 'soc') AS owner
       FROM (SELECT $1::uuid AS id) w LEFT JOIN review_settings s ON s.workspace_id = w.id) z`,
    [workspaceId, now, kind === "access" ? "quarter" : "year"],
  );
  return found.rows[0]!;
}

export interface PolicyCounts {
  policiesVersion: number | null;
  policiesAgeDays: number | null;
  taxonomyVersion: number | null;
  taxonomyAgeDays: number | null;
  /** In the period. */
  policyChanges: number;
  allowed: number;
  asked: number;
  refused: number;
  /** In force now. */
  riskAcceptances: number;
  suppressions: number;
  inShadow: number;
}

/** What there is to know before policies are gone through. */
export async function countPolicies(
  client: Queryable,
  workspaceId: string,
  { from, to }: { from: Date; to: Date },
): Promise<PolicyCounts> {
  const found = await client.query<PolicyCounts>(
    `WITH guarded AS (SELECT guard->>'decision' AS decision FROM effects WHERE workspace_id = $1 AND intended_at >= $2 AND intended_at < $3),
       policies AS (SELECT number, created_at FROM policy_versions WHERE workspace_id = $1 ORDER BY number DESC LIMIT 1),
       taxonomy AS (SELECT number, created_at FROM taxonomy_versions WHERE workspace_id = $1 ORDER BY number DESC LIMIT 1)
     SELECT (SELECT number::int FROM policies) AS "policiesVersion", (SELECT floor(extract(epoch FROM $3::timestamptz - created_at) / 86400)::int FROM policies) AS "policiesAgeDays",
       (SELECT number::int FROM taxonomy) AS "taxonomyVersion", (SELECT floor(extract(epoch FROM $3::timestamptz - created_at) / 86400)::int FROM taxonomy) AS "taxonomyAgeDays",
       (SELECT count(*)::int FROM policy_versions WHERE workspace_id = $1 AND created_at >= $2 AND created_at < $3) AS "policyChanges",
       (SELECT count(*)::int FROM guarded WHERE decision = 'allow') AS allowed, (SELECT count(*)::int FROM guarded WHERE decision = 'ask') AS asked,
       (SELECT count(*)::int FROM guarded WHERE decision = 'refuse') AS refused,
       (SELECT count(*)::int FROM decisions WHERE workspace_id = $1 AND kind = 'risk-acceptance' AND ended_at IS NULL AND (until IS NULL OR until > now())) AS "riskAcceptances",
       (SELECT count(*)::int FROM suppressions WHERE workspace_id = $1 AND ended_at IS NULL AND until > now()) AS suppressions,
       (SELECT count(*)::int FROM autonomy_stages WHERE workspace_id = $1 AND stage = 'shadow') AS "inShadow"`,
    [workspaceId, from, to],
  );
  return found.rows[0]!;
}
