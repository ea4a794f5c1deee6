/** What the tests for drift are fed, each once: streams of what has happened, and how far each was read. */
import type { Client, Queryable } from "./database.ts";

export const DRIFT_STREAMS = ["runs", "judged", "opened", "weeks"] as const;
export type DriftStream = (typeof DRIFT_STREAMS)[number];

export interface Cursor {
  /** ISO 8601 with all its microseconds, as the database has them. */
  at: string;
  id: string;
}

const iso = (moment: string) => `to_char(${moment} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** What is written in a transaction carries the time of its beginning: so long one may take to be seen. */
const SETTLED = "now() - interval '1 minute'";
const AT_ONCE = 500;
const START: Cursor = { at: "1970-01-01T00:00:00Z", id: "00000000-0000-0000-0000-000000000000" };

/** How far the stream was read; null when another process has it in hand. Held to the end of the transaction. */
export async function takeCursor(client: Client, workspaceId: string, stream: DriftStream): Promise<Cursor | null> {
  await client.query("INSERT INTO drift_cursors VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING", [
    ...[workspaceId, stream, START.at, START.id],
  ]);
  const result = await client.query<Cursor>(
    `SELECT ${iso("at")} AS at, id FROM drift_cursors WHERE workspace_id = $1 AND stream = $2 FOR UPDATE SKIP LOCKED`,
    [workspaceId, stream],
  );
  return result.rows[0] ?? null;
}

export async function moveCursor(
  client: Client,
  workspaceId: string,
  stream: DriftStream,
  { at, id }: Cursor,
): Promise<void> {
  await client.query("UPDATE drift_cursors SET at = $3, id = $4 WHERE workspace_id = $1 AND stream = $2", [
    ...[workspaceId, stream, at, id],
  ]);
}

export interface FedRun extends Cursor {
  playbook: string;
  /** Of the version that ran, as it is stored. */
  programId: string;
  incident: string;
  failed: boolean;
  handedOver: boolean;
  effects: number;
  refused: number;
  took: Record<string, string>;
}

/** The next runs that ended, in the order of their ends. */
export async function nextRuns(client: Queryable, workspaceId: string, { at, id }: Cursor): Promise<FedRun[]> {
  const result = await client.query<FedRun>(
    `SELECT r.id, ${iso("r.ended_at")} AS at, p.name AS playbook, p.id AS "programId", r.subject_id AS incident, r.status = 'failed' AS failed,
       r.status <> 'cancelled' AND r.outcome = 'handoff' IS TRUE AS "handedOver", acted.effects, acted.refused, chose.took
     FROM runs r JOIN playbook_versions p ON p.id = r.program_id,
       LATERAL (SELECT count(*)::int AS effects, count(*) FILTER (WHERE e.status = 'refused')::int AS refused FROM effects e WHERE e.incident_id = r.subject_id AND e.run_id = r.id) acted,
       LATERAL (SELECT COALESCE(jsonb_object_agg(f.step, f.took), '{}') AS took FROM (
         SELECT DISTINCT ON (s.step) s.step, left(s.output::text, 200) AS took FROM run_steps s WHERE s.run_id = r.id AND s.kind IN ('if', 'switch') ORDER BY s.step, s.position
       ) f) chose
     WHERE r.workspace_id = $1 AND NOT r.shadow AND r.ended_at < ${SETTLED} AND (r.ended_at, r.id) > ($2::timestamptz, $3::uuid) ORDER BY r.ended_at, r.id LIMIT ${AT_ONCE}`,
    [workspaceId, at, id],
  );
  return result.rows;
}

export interface FedJudged extends Cursor {
  playbooks: string[];
  falsePositive: boolean;
}

/** The next incidents that were resolved with a disposition, and the playbooks that ran for them. One that is opened again and resolved anew comes again. */
export async function nextJudged(client: Queryable, workspaceId: string, { at, id }: Cursor): Promise<FedJudged[]> {
  const result = await client.query<FedJudged>(
    `SELECT n.id, ${iso("n.resolved_at")} AS at, n.disposition = 'false-positive' AS "falsePositive",
       CASE WHEN n.disposition = 'unknown' OR n.status NOT IN ('resolved', 'closed') THEN '{}'
         ELSE ARRAY(SELECT DISTINCT p.name FROM runs r JOIN playbook_versions p ON p.id = r.program_id WHERE r.subject_id = n.id AND NOT r.shadow ORDER BY 1) END AS playbooks
     FROM incidents n
     WHERE n.workspace_id = $1 AND n.resolved_at < ${SETTLED} AND (n.resolved_at, n.id) > ($2::timestamptz, $3::uuid) ORDER BY n.resolved_at, n.id LIMIT ${AT_ONCE}`,
    [workspaceId, at, id],
  );
  return result.rows;
}

export interface FedOpened extends Cursor {
  source: string;
  severity: string;
  entityType: string;
  initialDisposition: string;
  filled: { severity: boolean; entity: boolean; initialDisposition: boolean; techniques: boolean };
}

/** The next incidents that were opened. */
export async function nextOpened(client: Queryable, workspaceId: string, { id }: Cursor): Promise<FedOpened[]> {
  const result = await client.query<FedOpened>(
    `SELECT n.id, ${iso("n.opened_at")} AS at, n.source, n.severity, n.entity_type AS "entityType", n.initial_disposition AS "initialDisposition",
       jsonb_build_object('severity', n.severity <> 'unknown', 'entity', n.entity_key <> '', 'initialDisposition', n.initial_disposition <> 'unknown',
         'techniques', cardinality(n.techniques) > 0) AS filled
     FROM incidents n WHERE n.workspace_id = $1 AND n.id > $2 AND n.opened_at < ${SETTLED} ORDER BY n.id LIMIT ${AT_ONCE}`,
    [workspaceId, id],
  );
  return result.rows;
}

export interface FedWeek {
  kind: "playbook" | "source";
  name: string;
  count: number;
}

/** How many runs and incidents began in the week from `monday` (UTC), of each playbook and source that ever had one before its end. */
export async function countWeek(client: Queryable, workspaceId: string, monday: Date): Promise<FedWeek[]> {
  const result = await client.query<FedWeek>(
    `WITH week AS (SELECT least_id_at($2) AS first, least_id_at($2::timestamptz + interval '7 days') AS ended), counted AS (
       SELECT 'playbook' AS kind, p.name, count(*)::int AS count FROM runs r JOIN playbook_versions p ON p.id = r.program_id, week
       WHERE r.workspace_id = $1 AND NOT r.shadow AND r.id >= week.first AND r.id < week.ended GROUP BY 2
       UNION ALL SELECT 'source', n.source, count(*)::int FROM incidents n, week WHERE n.workspace_id = $1 AND n.id >= week.first AND n.id < week.ended GROUP BY 2
     ), known AS (SELECT DISTINCT kind, name FROM drift_watches WHERE workspace_id = $1 AND watch = 'volume')
     SELECT COALESCE(c.kind, k.kind) AS kind, COALESCE(c.name, k.name) AS name, COALESCE(c.count, 0) AS count
     FROM counted c FULL JOIN known k ON k.kind = c.kind AND k.name = c.name ORDER BY 1, 2`,
    [workspaceId, monday],
  );
  return result.rows;
}

/** The stored programs of these versions, by id. */
export async function programsOf(client: Queryable, ids: readonly string[]): Promise<Map<string, unknown>> {
  const result = await client.query<{ id: string; program: unknown }>(
    "SELECT id, program FROM playbook_versions WHERE id = ANY ($1::uuid[])",
    [ids],
  );
  return new Map(result.rows.map(({ id, program }) => [id, program]));
}

/** When a workspace was made. */
export async function madeAt(client: Queryable, workspaceId: string): Promise<Date> {
  const result = await client.query<{ at: Date }>("SELECT created_at AS at FROM workspaces WHERE id = $1", [
    workspaceId,
  ]);
  return result.rows[0]!.at;
}
