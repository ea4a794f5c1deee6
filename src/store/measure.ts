/** What reviews count: the runs of a period, part by part, with what became of their incidents. */
import type { Queryable } from "./database.ts";
import { firstIdSince } from "./figures.ts";

/** Counts and times of one period. Times are in ms; a time that never came is not among them. */
export interface RunCounts {
  runs: number;
  ended: number;
  failed: number;
  cancelled: number;
  handedOver: number;
  incidents: number;
  escalated: number;
  judged: number;
  falsePositives: number;
  answered: number;
  overridden: number;
  effects: number;
  refused: number;
  approvals: number;
  approved: number;
  denied: number;
  expired: number;
  toDetect: number[];
  toAcknowledge: number[];
  toContain: number[];
  toResolve: number[];
  toAcknowledgeFromEvent: number[];
  toContainFromEvent: number[];
  toResolveFromEvent: number[];
}

/** What runs can be told apart by, and the expression it is. */
const PARTS = {
  version: "p.number",
  playbook: "p.name",
  type: "n.type_id",
  source: "n.source",
  /** The Monday, UTC. */
  week: "to_char(date_trunc('week', r.started_at AT TIME ZONE 'UTC'), 'YYYY-MM-DD')",
  workspace: "''",
} as const;

export type Part = keyof typeof PARTS;
export const PART_NAMES = Object.keys(PARTS) as [Part, ...Part[]];

const MOMENTS = ["acknowledged_at", "contained_at", "resolved_at"] as const;

function times(since: "opened_at" | "first_event_at"): string {
  const name = { acknowledged_at: "toAcknowledge", contained_at: "toContain", resolved_at: "toResolve" };
  const suffix = since === "first_event_at" ? "FromEvent" : "";
  return MOMENTS.map(
    (moment) =>
      `COALESCE(array_agg((extract(epoch FROM i.${moment} - i.${since}) * 1000)::float8) FILTER (WHERE i.first_run AND i.${moment} >= i.${since}), '{}') AS "${name[moment]}${suffix}"`,
  ).join(",\n  ");
}

/** One row a run; an incident that had several runs of one part is counted by its first. docs/reviews.md says what each column counts. */
const counts = (by: Part) => `
WITH ran AS (
  SELECT r.id, r.subject_id, r.status AS run_status, r.outcome, ${PARTS[by]} AS part
  FROM runs r JOIN playbook_versions p ON p.id = r.program_id AND p.workspace_id = r.workspace_id JOIN incidents n ON n.id = r.subject_id
  WHERE r.workspace_id = $1 AND NOT r.shadow AND p.name = COALESCE($2::text, p.name) AND r.started_at >= $3::timestamptz AND r.started_at < $4::timestamptz AND r.id >= $5 AND r.id < $6
), rows AS (
  SELECT ran.*, n.status, n.disposition, n.escalations, n.opened_at, n.first_event_at, n.acknowledged_at, n.contained_at, n.resolved_at,
    row_number() OVER (PARTITION BY ran.part, ran.subject_id ORDER BY ran.id) = 1 AS first_run,
    n.status IN ('resolved', 'closed') AND n.disposition <> 'unknown' AS is_judged,
    ran.run_status = 'done' AND ran.outcome <> 'handoff' AS is_answered
  FROM ran JOIN incidents n ON n.id = ran.subject_id
), acted AS (
  SELECT ran.part, count(*)::int AS effects, count(*) FILTER (WHERE e.status = 'refused')::int AS refused,
    count(a.id)::int AS approvals, count(*) FILTER (WHERE a.status = 'approved')::int AS approved, count(*) FILTER (WHERE a.status = 'denied')::int AS denied,
    count(*) FILTER (WHERE a.status = 'expired' OR (a.status = 'pending' AND a.expires_at <= now()))::int AS expired
  FROM ran JOIN effects e ON e.run_id = ran.id LEFT JOIN approvals a ON a.effect_id = e.id GROUP BY ran.part
)
SELECT i.part,
  count(*)::int AS runs,
  count(*) FILTER (WHERE i.run_status IN ('done', 'failed', 'cancelled'))::int AS ended,
  count(*) FILTER (WHERE i.run_status = 'failed')::int AS failed,
  count(*) FILTER (WHERE i.run_status = 'cancelled')::int AS cancelled,
  count(*) FILTER (WHERE i.run_status IN ('done', 'failed') AND i.outcome = 'handoff')::int AS "handedOver",
  count(*) FILTER (WHERE i.first_run)::int AS incidents,
  count(*) FILTER (WHERE i.first_run AND jsonb_array_length(i.escalations) > 0)::int AS escalated,
  count(*) FILTER (WHERE i.first_run AND i.is_judged)::int AS judged,
  count(*) FILTER (WHERE i.first_run AND i.is_judged AND i.disposition = 'false-positive')::int AS "falsePositives",
  count(*) FILTER (WHERE i.is_answered)::int AS answered,
  count(*) FILTER (WHERE i.is_answered AND i.disposition <> i.outcome)::int AS overridden,
  COALESCE(max(acted.effects), 0) AS effects, COALESCE(max(acted.refused), 0) AS refused, COALESCE(max(acted.approvals), 0) AS approvals,
  COALESCE(max(acted.approved), 0) AS approved, COALESCE(max(acted.denied), 0) AS denied, COALESCE(max(acted.expired), 0) AS expired,
  COALESCE(array_agg((extract(epoch FROM i.opened_at - i.first_event_at) * 1000)::float8) FILTER (WHERE i.first_run AND i.opened_at >= i.first_event_at), '{}') AS "toDetect",
  ${times("opened_at")},
  ${times("first_event_at")}
FROM rows i LEFT JOIN acted ON acted.part = i.part
GROUP BY i.part ORDER BY i.part`;

const OWNER = "COALESCE(NULLIF(p.program->>'defaultQueue', ''), 'soc')";
const DAY_MS = 86_400_000;

/** The counts of each version of a playbook that ran in `[from, to)`, lowest version first. */
export async function countRuns(
  client: Queryable,
  workspaceId: string,
  playbook: string,
  period: { from: Date; to: Date },
): Promise<(RunCounts & { version: number })[]> {
  const rows = await countParts(client, workspaceId, { by: "version", playbook }, period);
  return rows.map(({ part, ...counted }) => ({ version: Number(part), ...counted }));
}

/** The counts of each part of the runs of one playbook, or of all, that began in `[from, to)`, ordered by it. */
export async function countParts(
  client: Queryable,
  workspaceId: string,
  { by, playbook }: { by: Part; playbook?: string | undefined },
  period: { from: Date; to: Date },
): Promise<(RunCounts & { part: string | number })[]> {
  // Ids carry the time of their making: a day about the period leaves out all other runs without an index of their own.
  const values = [workspaceId, playbook ?? null, period.from, period.to, ...idRange(period)];
  return (await client.query<RunCounts & { part: string | number }>(counts(by), values)).rows;
}

/** The ids that can have been made about a period; the time of making is in each. */
export function idRange({ from, to }: { from: Date; to: Date }): [first: string, end: string] {
  return [firstIdSince(new Date(from.getTime() - DAY_MS)), firstIdSince(new Date(to.getTime() + DAY_MS))];
}

/** How often a step that chooses went which way. */
export interface BranchCount {
  step: string;
  /** What its condition or value was, as JSON; of a long one the beginning. */
  took: string;
  count: number;
}

/** The ways that the choosing steps of a playbook went in the runs that began in `[from, to)`: the first 500, by step. */
export async function countBranches(
  client: Queryable,
  workspaceId: string,
  playbook: string,
  period: { from: Date; to: Date },
): Promise<BranchCount[]> {
  const result = await client.query<BranchCount>(
    `SELECT s.step, left(s.output::text, 100) AS took, count(*)::int AS count
     FROM runs r JOIN playbook_versions p ON p.id = r.program_id AND p.workspace_id = r.workspace_id JOIN run_steps s ON s.run_id = r.id AND s.kind IN ('if', 'switch')
     WHERE r.workspace_id = $1 AND NOT r.shadow AND p.name = $2 AND r.started_at >= $3::timestamptz AND r.started_at < $4::timestamptz AND r.id >= $5 AND r.id < $6
     GROUP BY 1, 2 ORDER BY 1, 2 LIMIT 500`,
    [workspaceId, playbook, period.from, period.to, ...idRange(period)],
  );
  return result.rows;
}

/** A playbook, and who answers for it. */
export interface ReviewedPlaybook {
  name: string;
  owner: string;
}

/**
 * The playbooks that a period is reviewed of, by name: all that ran in it, whatever has become of them, and those in force that ran in the period of the same
 * length before and fell silent. One that is asked for by its name is reviewed whenever it is in force.
 */
export async function playbooksToReview(
  client: Queryable,
  workspaceId: string,
  { from, to }: { from: Date; to: Date },
  named: string | null = null,
): Promise<ReviewedPlaybook[]> {
  const since = new Date(2 * from.getTime() - to.getTime());
  const result = await client.query<ReviewedPlaybook>(
    `WITH ran AS (
       SELECT p.name, bool_or(r.started_at >= $3::timestamptz) AS lately
       FROM runs r JOIN playbook_versions p ON p.id = r.program_id AND p.workspace_id = r.workspace_id
       WHERE r.workspace_id = $1 AND NOT r.shadow AND r.started_at >= $2::timestamptz AND r.started_at < $4::timestamptz AND r.id >= $5 AND r.id < $6 GROUP BY p.name
     )
     SELECT DISTINCT ON (p.name) p.name, ${OWNER} AS owner
     FROM playbook_versions p LEFT JOIN playbook_lives l ON l.version_id = p.id AND l.status = 'in-force' LEFT JOIN ran ON ran.name = p.name
     WHERE p.workspace_id = $1 AND p.name = COALESCE($7::text, p.name)
       AND (ran.lately OR ((ran.name IS NOT NULL OR $7::text IS NOT NULL) AND EXISTS (SELECT 1 FROM playbook_lives f WHERE f.workspace_id = $1 AND f.name = p.name AND f.status = 'in-force')))
     ORDER BY p.name, l.version_id IS NULL, p.number DESC`,
    [workspaceId, since, from, to, ...idRange({ from: since, to }), named],
  );
  return result.rows;
}

/** Who answers for a playbook: its default queue. */
export async function ownerOfPlaybook(client: Queryable, workspaceId: string, name: string): Promise<string> {
  const found = await client.query<{ owner: string }>(
    `SELECT ${OWNER} AS owner FROM playbook_lives l JOIN playbook_versions p ON p.id = l.version_id WHERE l.workspace_id = $1 AND l.name = $2 AND l.status = 'in-force'`,
    [workspaceId, name],
  );
  return found.rows[0]?.owner ?? "soc";
}
