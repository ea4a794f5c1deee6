/** Alerts as the doors show them. */
import type { Predicate } from "../model/predicate.ts";
import { type Counts, countBy } from "./count.ts";
import type { Queryable } from "./database.ts";
import { conditionOf } from "./filter-sql.ts";
import { foldsInto } from "./fold.ts";
import { impliedRange, madeWithin } from "./id-range.ts";
import { type KeptBody, unpackBody } from "./packed-body.ts";
import { type Condition, type Paged, selectAll } from "./page.ts";
import { ALERT_FIELDS } from "./record-fields-sql.ts";
import { type SortedPage, selectRecords } from "./record-page.ts";
import { lookForAlerts, pageByWords, wordsOf } from "./words.ts";

const SUMMARY = `a.id, a.workspace_id AS "workspaceId", a.connection_id AS "connectionId", a.delivery_id AS "deliveryId",
  (SELECT l.incident_id FROM incident_alerts l WHERE l.alert_id = a.id LIMIT 1) AS "incidentId",
  a.uid, a.title, a.severity, a.entity_type AS "entityType", a.entity_key AS "entityKey", a.entity_name AS "entityName", a.source,
  a.initial_disposition AS "initialDisposition", a.rule_id AS "ruleId", a.techniques, a.time, a.received_at AS "receivedAt",
  COALESCE((SELECT r.duplicates FROM alert_repeats r WHERE r.alert_id = a.id), 0) AS duplicates`;

/** Those of before stand in the other column. */
const FINDING = "COALESCE(a.finding_text, a.finding::json) AS finding";

export interface AlertFilter {
  severity?: string[] | undefined;
  initialDisposition?: string[] | undefined;
  source?: string | undefined;
  /** Its keys: one of these is the affected entity's. */
  entity?: string[] | undefined;
  incident?: string | undefined;
  /** Received at or after, and before. */
  since?: string | undefined;
  until?: string | undefined;
  /** Words of its text. */
  q?: string | undefined;
  where?: Predicate | undefined;
}

/** One page of a workspace's alerts, newest first unless the page says otherwise. With `q` a page may be short and not the last. */
export function listAlerts(
  client: Queryable,
  workspaceId: string,
  filter: AlertFilter,
  page: SortedPage,
): Promise<Paged<{ id: string }>> {
  return selectAlerts(client, SUMMARY, workspaceId, filter, page);
}

/** One page of alerts with their findings, for handing on whole. */
export function listFindings(
  client: Queryable,
  workspaceId: string,
  filter: AlertFilter,
  page: SortedPage,
): Promise<Paged<{ id: string; finding: Record<string, unknown> }>> {
  return selectAlerts(client, `a.id, ${FINDING}`, workspaceId, filter, page);
}

/** How many of a workspace's alerts there are by these fields. */
export function countAlerts(
  client: Queryable,
  workspaceId: string,
  filter: AlertFilter,
  by: readonly string[],
): Promise<Counts> {
  const conditions = [...conditionsOf(workspaceId, filter), ...textCondition(filter.q)];
  return countBy(client, "alerts a", { by, fields: ALERT_FIELDS, conditions });
}

function selectAlerts<T extends { id: string }>(
  client: Queryable,
  columns: string,
  workspaceId: string,
  filter: AlertFilter,
  page: SortedPage,
): Promise<Paged<T>> {
  if (filter.q !== undefined) {
    const conditions = conditionsOf(workspaceId, filter);
    return pageByWords<T>(page, lookForAlerts(client, wordsOf(filter.q), filter.since), (ids) =>
      selectAll<T>(
        client,
        `SELECT ${columns} FROM alerts a`,
        [["a.id = ANY (?::uuid[])", ids], ...conditions],
        "a.id DESC",
      ),
    );
  }
  const { entity, severity, ...rest } = filter;
  // An entity is the narrowest of what has an index; without one the severities are few.
  const [anyOf, conditions] =
    entity === undefined
      ? [{ column: "a.severity", values: severity }, conditionsOf(workspaceId, rest)]
      : [{ column: "a.entity_key", values: entity }, conditionsOf(workspaceId, { ...rest, severity })];
  return selectRecords<T>(client, { from: { table: "alerts", alias: "a" }, columns, conditions, anyOf }, page);
}

function conditionsOf(workspaceId: string, filter: AlertFilter): Condition[] {
  return [
    ["a.workspace_id = ?", workspaceId],
    ["a.severity = ANY (?::text[])", filter.severity],
    ["a.initial_disposition = ANY (?::text[])", filter.initialDisposition],
    ["a.source = ?", filter.source],
    ["a.entity_key = ANY (?::text[])", filter.entity],
    ["a.id IN (SELECT l.alert_id FROM incident_alerts l WHERE l.incident_id = ?::uuid)", filter.incident],
    ...madeWithin("a.id", filter),
    ...impliedRange(filter.where, "receivedAt", "a.id"),
    ...(filter.where === undefined ? [] : [conditionOf(filter.where, ALERT_FIELDS)]),
  ];
}

/** Words where everything is counted, and no page bounds what is read. */
function textCondition(q: string | undefined): Condition[] {
  if (q === undefined) return [];
  const searched = "searched_text(a.title, a.entity_key, a.entity_name, a.source, a.rule_id, a.details)";
  return [[`searched_words(${searched}) @@ to_tsquery('simple', ?)`, wordsOf(q).query]];
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
    `SELECT ${SUMMARY}, ${FINDING}, a.position, c.name AS connection, s.suppression_id AS "suppressionId" FROM alerts a
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
  const found = await client.query<{ contentType: string; receivedAt: Date; bytes: number } & KeptBody>(
    `SELECT content_type AS "contentType", received_at AS "receivedAt", COALESCE(unpacked_bytes, octet_length(body)) AS bytes,
       CASE WHEN unpacked_bytes IS NULL THEN substring(body FROM 1 FOR ${MAX_SHOWN_BYTES}) ELSE body END AS body, unpacked_bytes AS "unpackedBytes"
     FROM deliveries WHERE workspace_id = $1 AND id = $2`,
    [workspaceId, deliveryId],
  );
  const row = found.rows[0];
  if (row === undefined) return null;
  const { body, unpackedBytes, ...known } = row;
  const text = unpackBody({ body, unpackedBytes }).toString("utf8", 0, MAX_SHOWN_BYTES);
  return { ...known, position, text, truncated: row.bytes > MAX_SHOWN_BYTES };
}
