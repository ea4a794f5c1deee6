/** Alerts as the doors show them. */
import type { Queryable } from "./database.ts";
import { foldsInto } from "./fold.ts";
import { containing, type Page, type Paged, selectPage } from "./page.ts";

const SUMMARY = `a.id, a.workspace_id AS "workspaceId", a.connection_id AS "connectionId", a.delivery_id AS "deliveryId", l.incident_id AS "incidentId",
  a.uid, a.title, a.severity, a.entity_type AS "entityType", a.entity_key AS "entityKey", a.entity_name AS "entityName", a.source,
  a.initial_disposition AS "initialDisposition", a.rule_id AS "ruleId", a.techniques, a.time, a.received_at AS "receivedAt", COALESCE(r.duplicates, 0) AS duplicates`;
const FROM =
  "FROM alerts a LEFT JOIN incident_alerts l ON l.alert_id = a.id LEFT JOIN alert_repeats r ON r.alert_id = a.id";

export interface AlertFilter {
  severity?: string[] | undefined;
  initialDisposition?: string[] | undefined;
  source?: string | undefined;
  /** Its keys: one of these is the affected entity's. */
  entity?: string[] | undefined;
  incident?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  q?: string | undefined;
}

/** One page of a workspace's alerts, newest first. */
export function listAlerts(
  client: Queryable,
  workspaceId: string,
  filter: AlertFilter,
  page: Page,
): Promise<Paged<{ id: string }>> {
  return selectPage(
    client,
    `SELECT ${SUMMARY} ${FROM}`,
    [
      ["a.workspace_id = ?", workspaceId],
      ["a.severity = ANY (?::text[])", filter.severity],
      ["a.initial_disposition = ANY (?::text[])", filter.initialDisposition],
      ["a.source = ?", filter.source],
      ["a.entity_key = ANY (?::text[])", filter.entity],
      ["l.incident_id = ?::uuid", filter.incident],
      ["a.received_at >= ?::timestamptz", filter.from],
      ["a.received_at < ?::timestamptz", filter.to],
      ["a.title ILIKE ?", filter.q === undefined ? undefined : containing(filter.q)],
    ],
    page,
    "a.id",
  );
}

/** A message as it came in, as text; what is longer than `maxBytes` is cut and says so. */
export interface RawMessage {
  contentType: string;
  receivedAt: Date;
  bytes: number;
  position: number;
  text: string;
  truncated: boolean;
}

/** One alert with its finding and the message it came in; null when the workspace has none of that id. */
export async function readAlert(
  client: Queryable,
  workspaceId: string,
  id: string,
): Promise<Record<string, unknown> | null> {
  const found = await client.query<Record<string, unknown> & { deliveryId: string; position: number }>(
    `SELECT ${SUMMARY}, a.finding, a.position, c.name AS connection, s.suppression_id AS "suppressionId" ${FROM}
     LEFT JOIN connections c ON c.id = a.connection_id LEFT JOIN suppressed_alerts s ON s.alert_id = a.id WHERE a.workspace_id = $1 AND a.id = $2`,
    [workspaceId, id],
  );
  const row = found.rows[0];
  if (row === undefined) return null;
  const { position, ...alert } = row;
  const folds = await foldsInto(client, id);
  return { ...alert, folds, raw: await readRaw(client, workspaceId, row.deliveryId, position) };
}

const MAX_SHOWN_BYTES = 262_144;

/** The message that something was read from; null when it is no longer kept. */
export async function readRaw(
  client: Queryable,
  workspaceId: string,
  deliveryId: string,
  position: number,
): Promise<RawMessage | null> {
  const found = await client.query<{ contentType: string; receivedAt: Date; bytes: number; start: Buffer }>(
    `SELECT content_type AS "contentType", received_at AS "receivedAt", octet_length(body) AS bytes, substring(body FROM 1 FOR ${MAX_SHOWN_BYTES}) AS start
     FROM deliveries WHERE workspace_id = $1 AND id = $2`,
    [workspaceId, deliveryId],
  );
  const row = found.rows[0];
  if (row === undefined) return null;
  const { start, ...known } = row;
  return { ...known, position, text: start.toString("utf8"), truncated: row.bytes > MAX_SHOWN_BYTES };
}
