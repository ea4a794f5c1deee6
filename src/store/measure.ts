/** What reviews count: a playbook's runs of a period, version by version, with what became of their incidents. */
import type { Queryable } from "./database.ts";
import { firstIdSince } from "./figures.ts";

/** Counts and times of one playbook version in one period. Times are in ms; a time that never came is not among them. */
export interface RunCounts {
  version: number;
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
  toAcknowledge: number[];
  toContain: number[];
  toResolve: number[];
  toAcknowledgeFromEvent: number[];
  toContainFromEvent: number[];
  toResolveFromEvent: number[];
}

const MOMENTS = ["acknowledged_at", "contained_at", "resolved_at"] as const;

function times(since: "opened_at" | "first_event_at"): string {
  const name = { acknowledged_at: "toAcknowledge", contained_at: "toContain", resolved_at: "toResolve" };
  const suffix = since === "first_event_at" ? "FromEvent" : "";
  return MOMENTS.map(
    (moment) =>
      `COALESCE(array_agg((extract(epoch FROM i.${moment} - i.${since}) * 1000)::float8) FILTER (WHERE i.first_run AND i.${moment} >= i.${since}), '{}') AS "${name[moment]}${suffix}"`,
  ).join(",\n  ");
}

/** One row a run; an incident that had several runs of one version is counted by its first. docs/reviews.md says what each column counts. */
const COUNTS = `
WITH ran AS (
  SELECT r.id, r.subject_id, r.status AS run_status, r.outcome, p.number AS version
  FROM runs r JOIN playbook_versions p ON p.id = r.program_id AND p.workspace_id = r.workspace_id
  WHERE r.workspace_id = $1 AND p.name = $2 AND r.started_at >= $3 AND r.started_at < $4 AND r.id >= $5 AND r.id < $6
), rows AS (
  SELECT ran.*, n.status, n.disposition, n.escalations, n.opened_at, n.first_event_at, n.acknowledged_at, n.contained_at, n.resolved_at,
    row_number() OVER (PARTITION BY ran.version, ran.subject_id ORDER BY ran.id) = 1 AS first_run,
    n.status IN ('resolved', 'closed') AND n.disposition <> 'unknown' AS is_judged,
    ran.run_status = 'done' AND ran.outcome <> 'handoff' AS is_answered
  FROM ran JOIN incidents n ON n.id = ran.subject_id
), acted AS (
  SELECT ran.version, count(*)::int AS effects, count(*) FILTER (WHERE e.status = 'refused')::int AS refused,
    count(a.id)::int AS approvals, count(*) FILTER (WHERE a.status = 'approved')::int AS approved, count(*) FILTER (WHERE a.status = 'denied')::int AS denied,
    count(*) FILTER (WHERE a.status = 'expired' OR (a.status = 'pending' AND a.expires_at <= now()))::int AS expired
  FROM ran JOIN effects e ON e.run_id = ran.id LEFT JOIN approvals a ON a.effect_id = e.id GROUP BY ran.version
)
SELECT i.version,
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
  ${times("opened_at")},
  ${times("first_event_at")}
FROM rows i LEFT JOIN acted ON acted.version = i.version
GROUP BY i.version ORDER BY i.version`;

const DAY_MS = 86_400_000;

/** The counts of each version that ran in `[from, to)`, lowest version first. */
export async function countRuns(
  client: Queryable,
  workspaceId: string,
  playbook: string,
  period: { from: Date; to: Date },
): Promise<RunCounts[]> {
  // Ids carry the time of their making: a day about the period leaves out all other runs without an index of their own.
  const range = [
    firstIdSince(new Date(period.from.getTime() - DAY_MS)),
    firstIdSince(new Date(period.to.getTime() + DAY_MS)),
  ];
  return (await client.query<RunCounts>(COUNTS, [workspaceId, playbook, period.from, period.to, ...range])).rows;
}

/** A playbook that is in force, and who answers for it. */
export interface ReviewedPlaybook {
  name: string;
  owner: string;
}

/** The playbooks in force in a workspace, by name. */
export async function playbooksToReview(client: Queryable, workspaceId: string): Promise<ReviewedPlaybook[]> {
  const result = await client.query<ReviewedPlaybook>(
    `SELECT DISTINCT ON (name) name, COALESCE(NULLIF(program->>'defaultQueue', ''), 'soc') AS owner FROM playbook_versions WHERE workspace_id = $1 ORDER BY name, number DESC`,
    [workspaceId],
  );
  return result.rows;
}
