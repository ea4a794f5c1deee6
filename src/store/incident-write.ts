/** Opening, joining and moving incidents: set-based, within the caller's transaction. */
import type { IncidentFacts } from "../model/incident.ts";
import { type Client, together } from "./database.ts";
import { pgJson } from "./json.ts";

export interface NewIncident {
  id: string;
  workspaceId: string;
  number: number;
  status: string;
  priority: string;
  disposition: string;
  initialDisposition: string;
  dispositionReason: string;
  connectionId: string;
  typeId: string;
  typeReason: string;
  taxonomyVersion: number;
  lastAlertAt: string;
  queue: string | null;
  handoffReason: string | null;
  acknowledgedAt: string | null;
  closedAt: string | null;
  acknowledgeBy: string | null;
  containBy: string | null;
  resolveBy: string | null;
  escalations: { to: string; reason: string }[];
  facts: IncidentFacts;
  alerts: { id: string; reason: string }[];
  /** Whether other systems are told of it: false where no connection could. */
  told: boolean;
}

const INSERT = `
WITH input AS (
  SELECT * FROM json_to_recordset($1::json) AS r(id uuid, "workspaceId" uuid, number bigint, status text, priority text, disposition text,
    "initialDisposition" text, "dispositionReason" text, "connectionId" uuid, "typeId" text, "typeReason" text, "taxonomyVersion" int,
    "lastAlertAt" timestamptz, queue text, "handoffReason" text, "acknowledgedAt" timestamptz, "closedAt" timestamptz,
    "acknowledgeBy" timestamptz, "containBy" timestamptz, "resolveBy" timestamptz, escalations jsonb, facts jsonb, techniques text[], "alertCount" int, told boolean)
), queued AS (
  INSERT INTO sync_outbox (workspace_id, incident_id, change)
  SELECT "workspaceId", id, jsonb_build_object('kind', 'opened') FROM input WHERE told
), audited AS (
  INSERT INTO audit (workspace_id, actor, action, subject_type, subject_id, details)
  SELECT "workspaceId", 'system', 'incident-opened', 'incident', id::text,
    jsonb_build_object('type', "typeId", 'taxonomyVersion', "taxonomyVersion", 'initialDisposition', "initialDisposition") FROM input
), remembered AS (
  INSERT INTO incident_facts (incident_id, workspace_id, facts, searched)
  SELECT id, "workspaceId", facts, concat_ws(' ', facts->>'title', facts->'entity'->>'key', facts->'entity'->>'name', facts->>'source', "typeId") FROM input
)
INSERT INTO incidents (id, workspace_id, number, title, status, severity, severity_id, priority, disposition, initial_disposition, disposition_reason,
  entity_type, entity_key, entity_name, source, connection_id, type_id, type_reason, taxonomy_version, techniques, alert_count,
  last_alert_at, queue, handoff_reason, first_event_at, opened_at, acknowledged_at, resolved_at, closed_at, acknowledge_by, contain_by, resolve_by, escalations)
SELECT id, "workspaceId", number, facts->>'title', status, facts->>'severity', (facts->>'severityId')::smallint, priority, disposition, "initialDisposition",
  "dispositionReason", facts->'entity'->>'type', facts->'entity'->>'key', facts->'entity'->>'name', facts->>'source', "connectionId", "typeId", "typeReason",
  "taxonomyVersion", techniques, "alertCount", "lastAlertAt", queue, "handoffReason",
  (facts->>'firstEventAt')::timestamptz, (facts->>'openedAt')::timestamptz, "acknowledgedAt", "closedAt", "closedAt", "acknowledgeBy", "containBy", "resolveBy", escalations
FROM input`;

/** Inserts incidents with their alerts, their audit rows and the word to other systems. */
export async function insertIncidents(client: Client, incidents: NewIncident[]): Promise<void> {
  if (incidents.length === 0) return;
  const rows = incidents.map(({ alerts, ...incident }) => ({
    ...incident,
    techniques: incident.facts.techniques,
    alertCount: alerts.length,
  }));
  const links = incidents.flatMap(({ id: incidentId, workspaceId, alerts }) =>
    alerts.map(({ id: alertId, reason }) => ({ incidentId, alertId, workspaceId, reason })),
  );
  await together([
    client.query({ name: "insert-incidents", text: INSERT, values: [pgJson(rows)] }),
    linkAlerts(client, links),
  ]);
}

/** The next `count` numbers of a workspace, as the first of them. */
export async function reserveNumbers(client: Client, workspaceId: string, count: number): Promise<number> {
  const result = await client.query<{ last: string }>({
    name: "reserve-numbers",
    text: "UPDATE workspaces SET incident_count = incident_count + $2 WHERE id = $1 RETURNING incident_count AS last",
    values: [workspaceId, count],
  });
  return Number(result.rows[0]!.last) - count + 1;
}

export interface JoiningAlert {
  incidentId: string;
  alertId: string;
  workspaceId: string;
  severity: string;
  severityId: number;
  at: string;
  reason: string;
  /** Whether other systems are told of it: false where no connection could. */
  told: boolean;
}

/** Adds alerts to open incidents, with the word to other systems; the incident takes the graver severity. */
export async function joinIncidents(client: Client, joining: JoiningAlert[]): Promise<void> {
  if (joining.length === 0) return;
  const sums = [...summed(joining).values()];
  await together([linkAlerts(client, joining), tellOthers(client, sums), growIncidents(client, sums)]);
}

/** What a batch adds to one incident. */
interface Growth extends Omit<JoiningAlert, "alertId" | "reason"> {
  alerts: number;
}

function summed(joining: JoiningAlert[]): Map<string, Growth> {
  const sums = new Map<string, Growth>();
  for (const { incidentId, workspaceId, severity, severityId, at, told } of joining) {
    const sum = sums.get(incidentId);
    if (sum === undefined) {
      sums.set(incidentId, { incidentId, workspaceId, severity, severityId, at, told, alerts: 1 });
      continue;
    }
    sum.alerts += 1;
    sum.told ||= told;
    if (at > sum.at) sum.at = at;
    if (severityId > sum.severityId) Object.assign(sum, { severity, severityId });
  }
  return sums;
}

// Lists instead of JSON: a list costs the server a third of the rows of a JSON text, and this is done for every alert of a storm.

async function linkAlerts(
  client: Client,
  links: readonly { incidentId: string; alertId: string; workspaceId: string; reason: string }[],
): Promise<void> {
  await client.query({
    name: "link-alerts",
    text: `INSERT INTO incident_alerts (incident_id, alert_id, workspace_id, reason)
      SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[])`,
    values: [
      links.map((one) => one.incidentId),
      links.map((one) => one.alertId),
      links.map((one) => one.workspaceId),
      links.map((one) => one.reason),
    ],
  });
}

async function tellOthers(client: Client, sums: readonly Growth[]): Promise<void> {
  const told = sums.filter((sum) => sum.told);
  if (told.length === 0) return;
  await client.query({
    name: "tell-of-joining",
    text: `INSERT INTO sync_outbox (workspace_id, incident_id, change)
      SELECT workspace, incident, jsonb_build_object('kind', 'joined') FROM unnest($1::uuid[], $2::uuid[]) AS told(workspace, incident)`,
    values: [told.map((sum) => sum.workspaceId), told.map((sum) => sum.incidentId)],
  });
}

async function growIncidents(client: Client, sums: readonly Growth[]): Promise<void> {
  await client.query({
    name: "grow-incidents",
    text: `UPDATE incidents i SET alert_count = i.alert_count + s.alerts, last_alert_at = GREATEST(i.last_alert_at, s.at), revision = i.revision + 1,
        severity_id = GREATEST(i.severity_id, s.severity_id), severity = CASE WHEN s.severity_id > i.severity_id THEN s.severity ELSE i.severity END
      FROM unnest($1::uuid[], $2::int[], $3::timestamptz[], $4::smallint[], $5::text[]) AS s(id, alerts, at, severity_id, severity) WHERE i.id = s.id`,
    values: [
      sums.map((sum) => sum.incidentId),
      sums.map((sum) => sum.alerts),
      sums.map((sum) => sum.at),
      sums.map((sum) => sum.severityId),
      sums.map((sum) => sum.severity),
    ],
  });
}
