/** What readiness counts, what people stated about it, and how its levels went. */
import { appendAudit } from "./audit.ts";
import type { Client, Queryable } from "./database.ts";
import { firstIdSince } from "./figures.ts";
import { pgJson } from "./json.ts";

export interface ReadinessCounts {
  /** Of the newest ten thousand of the last 30 days. */
  alerts: number;
  alertsWithFields: number;
  /** Of the same, each field by itself. */
  alertsWithSeverity: number;
  alertsWithEntity: number;
  alertsWithSource: number;
  alertsWithDisposition: number;
  /** Of the last 90 days, like all below that have no end of their own; of incidents and effects the newest fifty thousand. */
  incidents: number;
  byType: Record<string, number>;
  closed: number;
  closedWithReason: number;
  entities: number;
  entitiesInventoried: number;
  effectsSettled: number;
  effectsVerified: number;
  reviewsDue: number;
  reviewsAnswered: number;
  reviewsOverdue: number;
  /** Who accepted an invitation, or has a token that is no program's. */
  people: number;
  queuesOnCall: number;
  policies: number;
  taxonomyAgeDays: number | null;
  policiesAgeDays: number | null;
  /** Since the newest answered review of access, and of policies. */
  accessReviewAgeDays: number | null;
  policyReviewAgeDays: number | null;
  /** Connections by their newest write canary of 90 days. */
  canariesPassed: number;
  canariesFailed: number;
  /** Decisions whose time is over, and that nobody renewed, revoked or superseded. */
  decisionsOverdue: number;
}

const DAY_MS = 86_400_000;

/** More incidents, or effects, than these change no share that is shown, and would be read whole each hour. */
const COUNTED = 50_000;

/** An alert about nobody that is known has an entity by that name: normalize-alert.ts. */
const known = (row: string) =>
  `(${row}.entity_key <> '' AND (${row}.entity_type, ${row}.entity_key) <> ('other', 'unknown'))`;

// Whether an alert's incident has a disposition is looked up alert by alert: as EXISTS the planner may take, it reads every link there is.
const COUNTS = `
WITH newest AS (
  SELECT id, severity, entity_type, entity_key, source, initial_disposition FROM alerts WHERE workspace_id = $1 AND id >= $2 ORDER BY id DESC LIMIT 10000
), sample AS (
  SELECT a.severity <> 'unknown' AS severity, ${known("a")} AS entity, a.source <> '' AS source, a.initial_disposition <> 'unknown' OR COALESCE((
    SELECT true FROM incident_alerts l JOIN incidents n ON n.id = l.incident_id WHERE l.alert_id = a.id AND n.initial_disposition <> 'unknown' LIMIT 1), false) AS disposition
  FROM newest a
), recent AS (
  SELECT status, disposition, disposition_reason, type_id, entity_type, entity_key FROM incidents WHERE workspace_id = $1 AND id >= $3 ORDER BY id DESC LIMIT ${COUNTED}
),
ended AS (SELECT disposition <> 'unknown' AND disposition_reason <> '' AS reasoned FROM recent WHERE status IN ('resolved', 'closed')),
affected AS (SELECT DISTINCT entity_type, entity_key FROM recent r WHERE ${known("r")}),
settled AS (SELECT status FROM effects WHERE workspace_id = $1 AND id >= $3 AND status IN ('applied', 'verified', 'failed') AND effect_class IN ('contain', 'eradicate', 'recover') ORDER BY id DESC LIMIT ${COUNTED}),
tried AS (SELECT DISTINCT ON (connection) passed FROM canaries WHERE workspace_id = $1 AND id >= $3 ORDER BY connection, id DESC),
due AS (SELECT status FROM reviews WHERE workspace_id = $1 AND id >= $3 AND due_at <= $4)
SELECT (SELECT count(*)::int FROM sample) AS alerts, (SELECT count(*) FILTER (WHERE severity AND entity AND source AND disposition)::int FROM sample) AS "alertsWithFields",
  (SELECT count(*) FILTER (WHERE severity)::int FROM sample) AS "alertsWithSeverity", (SELECT count(*) FILTER (WHERE entity)::int FROM sample) AS "alertsWithEntity",
  (SELECT count(*) FILTER (WHERE source)::int FROM sample) AS "alertsWithSource", (SELECT count(*) FILTER (WHERE disposition)::int FROM sample) AS "alertsWithDisposition",
  (SELECT count(*)::int FROM recent) AS incidents,
  (SELECT COALESCE(jsonb_object_agg(type_id, n), '{}') FROM (SELECT type_id, count(*) AS n FROM recent GROUP BY 1) t) AS "byType",
  (SELECT count(*)::int FROM ended) AS closed, (SELECT count(*) FILTER (WHERE reasoned)::int FROM ended) AS "closedWithReason",
  (SELECT count(*)::int FROM affected) AS entities,
  (SELECT count(*)::int FROM affected a WHERE EXISTS (SELECT 1 FROM entities e WHERE e.workspace_id = $1 AND e.type = a.entity_type AND e.key = a.entity_key AND e.inventoried)) AS "entitiesInventoried",
  (SELECT count(*)::int FROM settled) AS "effectsSettled", (SELECT count(*) FILTER (WHERE status = 'verified')::int FROM settled) AS "effectsVerified",
  (SELECT count(*)::int FROM due) AS "reviewsDue", (SELECT count(*) FILTER (WHERE status = 'answered')::int FROM due) AS "reviewsAnswered",
  (SELECT count(*)::int FROM reviews WHERE workspace_id = $1 AND status = 'open' AND due_at <= $4) AS "reviewsOverdue",
  (SELECT count(*)::int FROM (
     SELECT person FROM memberships m WHERE workspace_id = $1 AND disabled_at IS NULL AND NOT EXISTS (SELECT 1 FROM invitations i WHERE i.person = m.person)
     UNION SELECT COALESCE(person, name) FROM tokens WHERE workspace_id = $1 AND revoked_at IS NULL AND connection_id IS NULL AND NOT roles <@ '{ingest,mcp}'
   ) p) AS people,
  (SELECT count(DISTINCT queue)::int FROM on_call WHERE workspace_id = $1 AND from_at <= $4 AND (until_at IS NULL OR until_at > $4)) AS "queuesOnCall",
  (SELECT COALESCE(jsonb_array_length(files), 0) FROM policy_versions WHERE workspace_id = $1 ORDER BY number DESC LIMIT 1) AS policies,
  (SELECT extract(epoch FROM $4 - created_at)::float8 / 86400 FROM taxonomy_versions WHERE workspace_id = $1 ORDER BY number DESC LIMIT 1) AS "taxonomyAgeDays",
  (SELECT extract(epoch FROM $4 - max(answered_at))::float8 / 86400 FROM reviews WHERE workspace_id = $1 AND kind = 'access' AND status = 'answered') AS "accessReviewAgeDays",
  (SELECT extract(epoch FROM $4 - max(answered_at))::float8 / 86400 FROM reviews WHERE workspace_id = $1 AND kind = 'policies' AND status = 'answered') AS "policyReviewAgeDays",
  (SELECT count(*) FILTER (WHERE passed)::int FROM tried) AS "canariesPassed", (SELECT count(*) FILTER (WHERE NOT passed)::int FROM tried) AS "canariesFailed",
  (SELECT count(*)::int FROM decisions WHERE workspace_id = $1 AND ended_at IS NULL AND until <= $4) AS "decisionsOverdue",
  (SELECT extract(epoch FROM $4 - created_at)::float8 / 86400 FROM policy_versions WHERE workspace_id = $1 ORDER BY number DESC LIMIT 1) AS "policiesAgeDays"`;

/** Counts what readiness is measured by. */
export async function countReadiness(client: Queryable, workspaceId: string, now: Date): Promise<ReadinessCounts> {
  const since = (days: number) => firstIdSince(new Date(now.getTime() - days * DAY_MS));
  const result = await client.query<Omit<ReadinessCounts, "policies"> & { policies: number | null }>(
    COUNTS.replaceAll("$4", "$4::timestamptz"),
    [workspaceId, since(30), since(90), now],
  );
  const counts = result.rows[0]!;
  return { ...counts, policies: counts.policies ?? 0 };
}

export interface ReadinessAnswer {
  probe: string;
  yes: boolean;
  reason: string;
  by: string;
  at: Date;
}

/** The newest answer to each probe that is stated. */
export async function readAnswers(client: Queryable, workspaceId: string): Promise<ReadinessAnswer[]> {
  const text = "SELECT probe, yes, reason, by, at FROM readiness_answers WHERE workspace_id = $1 ORDER BY probe";
  return (await client.query<ReadinessAnswer>(text, [workspaceId])).rows;
}

/** Writes down what a person states; it takes the place of the answer before. */
export async function stateReadiness(
  client: Client,
  workspaceId: string,
  { probe, yes, reason, by }: Omit<ReadinessAnswer, "at">,
): Promise<void> {
  await client.query(
    `INSERT INTO readiness_answers (workspace_id, probe, yes, reason, by) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (workspace_id, probe) DO UPDATE SET yes = excluded.yes, reason = excluded.reason, by = excluded.by, at = now()`,
    [workspaceId, probe, yes, reason, by],
  );
  const subject = { subjectType: "readiness", subjectId: probe };
  await appendAudit(client, [
    { workspaceId, actor: by, action: "readiness-stated", ...subject, details: { yes, reason } },
  ]);
}

/** Keeps the levels of a day. False when they were kept already. */
export async function keepLevels(
  client: Client,
  workspaceId: string,
  levels: Record<string, number>,
  now: Date,
): Promise<boolean> {
  const result = await client.query(
    `INSERT INTO readiness_levels VALUES ($1, ($2::timestamptz AT TIME ZONE 'UTC')::date, $3)
     ON CONFLICT (workspace_id, day) DO UPDATE SET levels = excluded.levels WHERE readiness_levels.levels <> excluded.levels`,
    [workspaceId, now, pgJson(levels)],
  );
  return result.rowCount === 1;
}

/** The days on which the levels changed, newest first: at most 200. */
export async function levelHistory(
  client: Queryable,
  workspaceId: string,
): Promise<{ day: string; levels: Record<string, number> }[]> {
  const result = await client.query<{ day: string; levels: Record<string, number> }>(
    `SELECT day::text, levels FROM (
       SELECT day, levels, lag(levels) OVER (ORDER BY day) AS before FROM readiness_levels WHERE workspace_id = $1
     ) l WHERE before IS DISTINCT FROM levels ORDER BY day DESC LIMIT 200`,
    [workspaceId],
  );
  return result.rows;
}
