/** Lets go of what is past its time: whole weeks where everybody's time is over and nothing of them must stay, rows in batches elsewhere. */
import { cutoffOf, type Periods, periodsOf, type RetentionClass } from "../model/retention.ts";
import { appendAudit } from "./audit.ts";
import { type Client, type Pool, transaction } from "./database.ts";
import { ownPeriods } from "./retention.ts";
import { listWorkspaces } from "./workspace.ts";

/** Looked at in one transaction, so that none is long. Incidents bring their runs, effects and comments with them. */
const AT_ONCE = { alerts: 5_000, deliveries: 5_000, incidents: 200 } as const;
/** Any number, the same in every process: one lets go, the others leave it to it. */
const LOCK = 4_077_105;

interface Tenant {
  id: string;
  cutoff: Date | undefined;
}

/**
 * One pass over everything that is past its time; yields after each transaction how many records it dropped. It may be stopped between any two, and the
 * next pass finds what this one left. Every batch writes in the same transaction what it dropped.
 */
export async function* retentionPass(pool: Pool, installation: Periods, now: Date): AsyncGenerator<number> {
  const workspaces = await listWorkspaces(pool);
  const own = new Map<string, Periods>();
  for (const { id } of workspaces) own.set(id, periodsOf(await ownPeriods(pool, id), installation));
  // Deliveries before alerts, and these before incidents: what keeps one of them is looked up among those that come after it.
  for (const name of ["deliveries", "alerts", "incidents"] as const) {
    const tenants = workspaces.map(({ id }) => ({ id, cutoff: cutoffOf(own.get(id) as Periods, name, now) }));
    if (name !== "incidents") yield* dropWeeks(pool, name, tenants);
    for (const { id, cutoff } of tenants) if (cutoff !== undefined) yield* dropRows(pool, name, id, cutoff);
  }
}

async function* dropWeeks(pool: Pool, of: "alerts" | "deliveries", tenants: Tenant[]): AsyncGenerator<number> {
  const cutoffs = tenants.map(({ cutoff }) => cutoff?.getTime() ?? Number.NEGATIVE_INFINITY);
  const before = Math.min(...cutoffs);
  if (!Number.isFinite(before)) return;
  const weeks = await pool.query<{ leaf: string; starts: string; ends: string }>(
    `SELECT leaf, ends, COALESCE(lag(ends) OVER (ORDER BY ends), '00000000-0000-0000-0000-000000000000') AS starts FROM weeks_of($1) ORDER BY ends`,
    [of],
  );
  for (const week of weeks.rows) {
    const dropped = await transaction(pool, (client) => dropWeek(client, of, week, tenants, new Date(before)));
    if (dropped === null) return;
    yield dropped;
  }
}

/** How many records went with the week; null when it is too young, and so are all after it. A week of which something must stay is left to the batches. */
async function dropWeek(
  client: Client,
  of: "alerts" | "deliveries",
  { leaf, starts, ends }: { leaf: string; starts: string; ends: string },
  tenants: Tenant[],
  before: Date,
): Promise<number | null> {
  const old = await client.query<{ old: boolean }>("SELECT $1::uuid <= least_id_at($2) AS old", [ends, before]);
  if (!old.rows[0]!.old || !(await alone(client))) return null;
  for (const { id } of tenants) if (await mustStay(client, of, id, starts, ends)) return 0;
  const counts = await client.query<{ workspaceId: string; records: string }>(
    `SELECT workspace_id AS "workspaceId", count(*) AS records FROM ${of} WHERE id >= $1 AND id < $2 GROUP BY 1`,
    [starts, ends],
  );
  if (of === "alerts")
    for (const table of ["alert_repeats", "alert_folds", "suppressed_alerts"])
      await client.query(`DELETE FROM ${table} WHERE alert_id >= $1 AND alert_id < $2`, [starts, ends]);
  const done = await client.query<{ done: boolean }>("SELECT drop_week($1, $2, $3) AS done", [of, leaf, before]);
  if (!done.rows[0]!.done) return null;
  for (const { workspaceId, records } of counts.rows)
    await tell(client, workspaceId, of, { records: Number(records), before, week: leaf });
  return counts.rows.reduce((sum, { records }) => sum + Number(records), 0);
}

async function mustStay(
  client: Client,
  of: string,
  workspaceId: string,
  starts: string,
  ends: string,
): Promise<boolean> {
  const found = await client.query<{ stays: boolean }>(
    `SELECT EXISTS (SELECT FROM kept_${of}($1, $2, $3)) OR EXISTS (SELECT FROM holds_now h WHERE h.workspace_id = $1
       AND (h.kind = 'workspace' OR (h.kind = 'range' AND h.range_to > time_of_id($2) AND h.range_from < time_of_id($3)))) AS stays`,
    [workspaceId, starts, ends],
  );
  return found.rows[0]!.stays;
}

async function* dropRows(pool: Pool, of: RetentionClass, workspaceId: string, cutoff: Date): AsyncGenerator<number> {
  let cursor: string | null = "00000000-0000-0000-0000-000000000000";
  while (cursor !== null) {
    const batch: Batch | null = await transaction(pool, async (client) => {
      if (!(await alone(client))) return null;
      const found = await client.query<{ last: string | null; records: string }>(BATCHES[of], [
        workspaceId,
        cursor,
        cutoff,
        AT_ONCE[of],
      ]);
      const { last, records } = found.rows[0]!;
      if (Number(records) > 0) await tell(client, workspaceId, of, { records: Number(records), before: cutoff });
      return { last, records: Number(records) };
    });
    if (batch === null) return;
    cursor = batch.last;
    yield batch.records;
  }
}

interface Batch {
  last: string | null;
  records: number;
}

const rowsOf = (of: "alerts" | "deliveries") => `WITH looked AS (
    SELECT t.id, t.received_at FROM ${of} t WHERE t.workspace_id = $1 AND t.id > $2 AND t.id < least_id_at($3::timestamptz) ORDER BY t.id LIMIT $4
  ), bounds AS (SELECT (array_agg(id ORDER BY id))[1] AS low, (array_agg(id ORDER BY id DESC))[1] AS last FROM looked
  ), kept AS MATERIALIZED (SELECT k.id FROM bounds b, kept_${of}($1, b.low, least_id_at(time_of_id(b.last) + interval '1 millisecond')) k
  ), gone AS (
    DELETE FROM ${of} t USING looked l WHERE t.id = l.id AND NOT held_whole($1, l.received_at) AND t.id NOT IN (SELECT id FROM kept) RETURNING t.id
  )`;
const counted = "SELECT (SELECT last FROM bounds) AS last, (SELECT count(*) FROM gone) AS records";

const BATCHES: Readonly<Record<RetentionClass, string>> = {
  deliveries: `${rowsOf("deliveries")} ${counted}`,
  alerts: `${rowsOf("alerts")}, repeats AS (DELETE FROM alert_repeats WHERE alert_id IN (SELECT id FROM gone)
  ), folds AS (DELETE FROM alert_folds WHERE alert_id IN (SELECT id FROM gone)
  ), held_back AS (DELETE FROM suppressed_alerts WHERE alert_id IN (SELECT id FROM gone)) ${counted}`,
  incidents: `WITH looked AS (
      SELECT i.id, is_kept(i) AS kept FROM incidents i WHERE i.workspace_id = $1 AND i.id > $2
        AND i.status IN ('resolved', 'closed') AND COALESCE(i.closed_at, i.resolved_at) < $3::timestamptz ORDER BY i.id LIMIT $4 FOR UPDATE SKIP LOCKED
    ), bounds AS (SELECT (array_agg(id ORDER BY id DESC))[1] AS last FROM looked
    ), gone AS (SELECT id FROM looked WHERE NOT kept
    ), of_runs AS (DELETE FROM run_moves WHERE run_id IN (SELECT r.id FROM runs r JOIN gone ON r.subject_id = gone.id)
    ), of_effects AS (SELECT e.id FROM effects e JOIN gone ON e.incident_id = gone.id
    ), a AS (DELETE FROM approvals WHERE effect_id IN (SELECT id FROM of_effects)
    ), b AS (DELETE FROM leases WHERE effect_id IN (SELECT id FROM of_effects)
    ), room AS (DELETE FROM budget_held WHERE workspace_id = $1 AND effect_id IN (SELECT id FROM of_effects)
    ), c AS (DELETE FROM effects WHERE id IN (SELECT id FROM of_effects)
    ), d AS (DELETE FROM runs WHERE subject_id IN (SELECT id FROM gone)
    ), e AS (DELETE FROM comments WHERE incident_id IN (SELECT id FROM gone)
    ), f AS (DELETE FROM sync_outbox WHERE incident_id IN (SELECT id FROM gone)
    ), g AS (DELETE FROM sync_links WHERE incident_id IN (SELECT id FROM gone)
    ), h AS (DELETE FROM incident_facts WHERE incident_id IN (SELECT id FROM gone)
    ), i AS (DELETE FROM incident_alerts WHERE incident_id IN (SELECT id FROM gone)
    ), scores AS (DELETE FROM triage_scores WHERE incident_id IN (SELECT id FROM gone)
    ), suggested AS (DELETE FROM proposals WHERE incident_id IN (SELECT id FROM gone)
    ), moves AS (DELETE FROM incident_moves WHERE from_id IN (SELECT id FROM gone) OR to_id IN (SELECT id FROM gone)
    ), j AS (DELETE FROM incidents WHERE id IN (SELECT id FROM gone))
    ${counted}`,
};

/** Whether no other process is at it, until the transaction ends; until then no hold is placed either, so that none comes too late. */
async function alone(client: Client): Promise<boolean> {
  const got = await client.query<{ alone: boolean }>("SELECT pg_try_advisory_xact_lock($1) AS alone", [LOCK]);
  if (!got.rows[0]!.alone) return false;
  await client.query("LOCK TABLE holds IN SHARE MODE");
  return true;
}

async function tell(client: Client, workspaceId: string, of: RetentionClass, details: object): Promise<void> {
  const entry = { workspaceId, actor: "system", action: "retention-applied", subjectType: "retention", subjectId: of };
  await appendAudit(client, [{ ...entry, details: { ...details } }]);
}
