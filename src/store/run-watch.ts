/** Runs that wait for something to happen to their incident: what they see of it, and the word that something changed. */
import type { Observable } from "../model/observable.ts";
import { type Observation, observationsOf } from "../model/observation.ts";
import type { Client, Pool } from "./database.ts";
import { pgJson } from "./json.ts";

export interface Watch {
  runId: string;
  workspaceId: string;
  incidentId: string;
}

/** The incident as a waiting run sees it. */
export interface ObservedIncident {
  status: string;
  severity: string;
  severityId: number;
  priority: string;
  disposition: string;
  owner: string;
  alertCount: number;
  observations: Observation[];
  commentCount: number;
  revision: number;
  ticketChanges: number;
  leasesEnded: number;
  approvalsAnswered: number;
}

/** What was seen in the alerts that came first; of the others it is known that they are there. */
const SEEN = `(SELECT json_agg(json_build_array(a.time, a.details->'observables') ORDER BY a.id) FROM alerts a
  JOIN (SELECT l.alert_id FROM incident_alerts l WHERE l.incident_id = i.id ORDER BY l.alert_id LIMIT 100) first ON first.alert_id = a.id)`;

interface Row extends Omit<ObservedIncident, "observations"> {
  id: string;
  seen: [string, Observable[]][] | null;
}

/** Asks for word of changes, and looks. One look a watch, in order. */
export async function watchIncidents(client: Client, watches: Watch[]): Promise<(ObservedIncident | null)[]> {
  await client.query({
    name: "watch-incidents",
    text: `INSERT INTO run_watches (run_id, workspace_id, incident_id)
      SELECT DISTINCT "runId", "workspaceId", "incidentId" FROM json_to_recordset($1::json) AS r("runId" uuid, "workspaceId" uuid, "incidentId" uuid)
      ON CONFLICT DO NOTHING`,
    values: [pgJson(watches)],
  });
  const result = await client.query<Row>({
    name: "observe-incidents",
    text: `SELECT i.id, i.status, i.severity, i.severity_id AS "severityId", i.priority, i.disposition, COALESCE(i.owner, '') AS owner, i.alert_count AS "alertCount",
        i.revision, (SELECT count(*)::int FROM comments c WHERE c.incident_id = i.id) AS "commentCount",
        (SELECT count(*)::int FROM audit a WHERE a.workspace_id = i.workspace_id AND a.subject_type = 'incident' AND a.subject_id = i.id::text
          AND a.actor LIKE 'connection:%') AS "ticketChanges",
        (SELECT count(*)::int FROM leases l WHERE l.incident_id = i.id AND l.status = 'released') AS "leasesEnded",
        (SELECT count(*)::int FROM approvals p WHERE p.incident_id = i.id AND p.decided_at IS NOT NULL) AS "approvalsAnswered", ${SEEN} AS seen
      FROM incidents i WHERE i.id = ANY ($1::uuid[])`,
    values: [watches.map((watch) => watch.incidentId)],
  });
  const seen = new Map(result.rows.map(({ id, ...row }) => [id, lookOf(row)]));
  return watches.map((watch) => seen.get(watch.incidentId) ?? null);
}

function lookOf({ seen, ...row }: Omit<Row, "id">): ObservedIncident {
  const alerts = (seen ?? []).map(([time, observables]) => ({ time: new Date(time), observables }));
  return { ...row, observations: observationsOf(alerts, row.alertCount) };
}

/**
 * Makes runs due whose incident changed; answers how many. Runs that somebody holds at this moment are passed over and called the next time:
 * nobody waits for a lock, so nobody can wait in a circle.
 */
export async function callWatchers(pool: Pool): Promise<number> {
  const result = await pool.query({
    name: "call-watchers",
    text: `WITH free AS (
        SELECT id FROM runs WHERE id IN (SELECT run_id FROM run_calls ORDER BY id LIMIT 500) FOR UPDATE SKIP LOCKED
      ), heard AS (
        DELETE FROM run_calls WHERE run_id IN (SELECT id FROM free)
      ), unwatched AS (
        DELETE FROM run_watches WHERE run_id IN (SELECT id FROM free)
      )
      UPDATE runs SET wake_at = now() FROM free WHERE runs.id = free.id AND runs.status IN ('ready', 'running', 'waiting')`,
  });
  return result.rowCount ?? 0;
}
