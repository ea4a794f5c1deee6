/** Alerts that no incident has taken yet. */

import type { Client, Queryable } from "./database.ts";
import type { AlertDetails } from "./delivery.ts";
import { freshAlert } from "./fresh-alerts.ts";

export interface InboxAlert {
  id: string;
  workspaceId: string;
  connectionId: string;
  connection: string;
  uid: string;
  title: string;
  severity: string;
  entityType: string;
  entityKey: string;
  entityName: string;
  source: string;
  initialDisposition: string;
  ruleId: string;
  techniques: string[];
  time: Date;
  receivedAt: Date;
  details: AlertDetails;
}

const COLUMNS = `a.id, a.workspace_id AS "workspaceId", a.connection_id AS "connectionId", c.name AS connection, a.uid,
        a.title, a.severity, a.entity_type AS "entityType", a.entity_key AS "entityKey", a.entity_name AS "entityName", a.source,
        a.initial_disposition AS "initialDisposition", a.rule_id AS "ruleId", a.techniques, a.time, a.received_at AS "receivedAt", a.details`;

/** One correlator at a time over all processes: two of them would open two incidents for one entity. */
const LOCK = 4_077_102;

/**
 * Takes up to `limit` of the oldest alerts out of the inbox, within the caller's transaction: they are back when it rolls back.
 * ARRAY makes Postgres choose the rows once: under IN it may choose anew for each row it deletes, and take more than the limit.
 * @param skip alerts set aside because they could not be taken on their own.
 */
export async function takeFromInbox(client: Client, limit: number, skip: string[]): Promise<InboxAlert[]> {
  const taken = await client.query<{ id: string }>({
    name: "take-from-inbox",
    text: `
      WITH lock AS MATERIALIZED (SELECT pg_advisory_xact_lock(${LOCK}))
      DELETE FROM alert_inbox WHERE alert_id = ANY (ARRAY(
        SELECT alert_id FROM alert_inbox, lock WHERE NOT alert_id = ANY ($2::uuid[]) ORDER BY alert_id LIMIT $1 FOR UPDATE OF alert_inbox SKIP LOCKED
      )) RETURNING alert_id AS id`,
    values: [limit, skip],
  });
  const alerts = new Map<string, InboxAlert>();
  const missing: string[] = [];
  for (const { id } of taken.rows) {
    const fresh = freshAlert(id);
    if (fresh === undefined) missing.push(id);
    else alerts.set(id, fresh);
  }
  for (const alert of await readBack(client, missing)) alerts.set(alert.id, alert);
  return [...alerts.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

async function readBack(client: Client, ids: readonly string[]): Promise<InboxAlert[]> {
  if (ids.length === 0) return [];
  const result = await client.query<InboxAlert>({
    name: "read-inbox-alerts",
    text: `SELECT ${COLUMNS} FROM alerts a JOIN connections c ON c.id = a.connection_id WHERE a.id = ANY ($1::uuid[])`,
    values: [ids],
  });
  return result.rows;
}

/** The alerts of an incident as correlation saw them, oldest first, at most `limit`. */
export async function alertsOfIncident(client: Client, incidentId: string, limit: number): Promise<InboxAlert[]> {
  const result = await client.query<InboxAlert>(
    `SELECT ${COLUMNS} FROM incident_alerts l JOIN alerts a ON a.id = l.alert_id JOIN connections c ON c.id = a.connection_id
     WHERE l.incident_id = $1 ORDER BY a.id LIMIT $2`,
    [incidentId, limit],
  );
  return result.rows;
}

/** An alert that was correlated before, with the incident that it is in now. */
export interface PastAlert extends InboxAlert {
  incidentId: string | null;
  incident: number | null;
}

/** A workspace's alerts received since `from` and before `to`, oldest first, from behind the one of id `after`. */
export async function pastAlerts(
  client: Queryable,
  workspaceId: string,
  range: { from: Date; to: Date; after: string | null; limit: number },
): Promise<PastAlert[]> {
  const result = await client.query<PastAlert>({
    name: "past-alerts",
    text: `SELECT ${COLUMNS}, i.id AS "incidentId", i.number::int AS incident
      FROM alerts a JOIN connections c ON c.id = a.connection_id LEFT JOIN incident_alerts l ON l.alert_id = a.id LEFT JOIN incidents i ON i.id = l.incident_id
      WHERE a.workspace_id = $1 AND a.id >= least_id_at($2) AND a.id < least_id_at($3) AND ($4::uuid IS NULL OR a.id > $4::uuid) ORDER BY a.id LIMIT $5`,
    values: [workspaceId, range.from, range.to, range.after, range.limit],
  });
  return result.rows;
}
