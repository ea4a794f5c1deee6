/** Incidents as the doors show them. */
import type { Incident } from "../model/incident.ts";
import type { Predicate } from "../model/predicate.ts";
import { type Disposition, isOpen, type Status } from "../model/scale.ts";
import { type Counts, countBy } from "./count.ts";
import type { Queryable } from "./database.ts";
import { conditionOf } from "./filter-sql.ts";
import { impliedRange, withinRange } from "./id-range.ts";
import { type Condition, type Paged, selectAll } from "./page.ts";
import { INCIDENT_FIELDS } from "./record-fields-sql.ts";
import { type SortedPage, selectRecords } from "./record-page.ts";
import { lookForIncidents, pageByWords, wordsOf } from "./words.ts";

const SUMMARY = `i.id, i.workspace_id AS "workspaceId", i.number::int, i.title, i.status, i.severity, i.priority, i.disposition,
  i.initial_disposition AS "initialDisposition", i.disposition_reason AS "dispositionReason", i.entity_type AS "entityType", i.entity_key AS "entityKey",
  i.entity_name AS "entityName", i.source, i.type_id AS "typeId", i.taxonomy_version AS "taxonomyVersion", i.techniques, i.alert_count AS "alertCount",
  i.owner, i.queue, i.handoff_reason AS "handoffReason", i.first_event_at AS "firstEventAt", i.opened_at AS "openedAt", i.acknowledged_at AS "acknowledgedAt",
  i.contained_at AS "containedAt", i.resolved_at AS "resolvedAt", i.closed_at AS "closedAt", i.acknowledge_by AS "acknowledgeBy",
  i.contain_by AS "containBy", i.resolve_by AS "resolveBy", i.revision`;

/** A row: as {@link Incident}, with times still as dates. */
export type IncidentRow = Incident;

export interface IncidentFilter {
  severity?: string[] | undefined;
  priority?: string[] | undefined;
  status?: Status[] | undefined;
  disposition?: string[] | undefined;
  initialDisposition?: string[] | undefined;
  source?: string | undefined;
  type?: string | undefined;
  /** Its keys: one of these is the affected entity's. */
  entity?: string[] | undefined;
  owner?: string | undefined;
  queue?: string | undefined;
  /** Opened at or after, and before. */
  since?: string | undefined;
  until?: string | undefined;
  /** Words of its title, its entity, its source or its type. */
  q?: string | undefined;
  where?: Predicate | undefined;
}

/** One page of a workspace's incidents, newest first unless the page says otherwise. With `q` a page may be short and not the last. */
export function listIncidents(
  client: Queryable,
  workspaceId: string,
  filter: IncidentFilter,
  page: SortedPage,
): Promise<Paged<IncidentRow>> {
  if (filter.q !== undefined) {
    const select = `SELECT ${SUMMARY} FROM incidents i`;
    const conditions = conditionsOf(workspaceId, filter);
    return pageByWords<IncidentRow>(page, lookForIncidents(client, wordsOf(filter.q)), (ids) =>
      selectAll<IncidentRow>(client, select, [["i.id = ANY (?::uuid[])", ids], ...conditions], "i.id DESC"),
    );
  }
  const { entity, ...rest } = filter;
  const of = { from: { table: "incidents", alias: "i" } as const, columns: SUMMARY };
  const anyOf = { column: "i.entity_key", values: entity };
  return selectRecords<IncidentRow>(client, { ...of, conditions: conditionsOf(workspaceId, rest), anyOf }, page);
}

/** How many of a workspace's incidents there are by these fields. */
export function countIncidents(
  client: Queryable,
  workspaceId: string,
  filter: IncidentFilter,
  by: readonly string[],
): Promise<Counts> {
  const conditions = [...conditionsOf(workspaceId, filter), ...textCondition(filter.q)];
  return countBy(client, "incidents i", { by, fields: INCIDENT_FIELDS, conditions });
}

function conditionsOf(workspaceId: string, filter: IncidentFilter): Condition[] {
  return [
    ["i.workspace_id = ?", workspaceId],
    ["i.severity = ANY (?::text[])", filter.severity],
    ["i.priority = ANY (?::text[])", filter.priority],
    ["i.status = ANY (?::text[])", filter.status],
    // What the list of values says already, in the words of the index over open incidents.
    ...(filter.status?.every(isOpen) ? [["i.status NOT IN ('resolved', 'closed')"] as const] : []),
    ["i.disposition = ANY (?::text[])", filter.disposition],
    ["i.initial_disposition = ANY (?::text[])", filter.initialDisposition],
    ["i.source = ?", filter.source],
    ["i.type_id = ?", filter.type],
    ["i.entity_key = ANY (?::text[])", filter.entity],
    ["i.owner = ?", filter.owner],
    ["COALESCE(i.queue, '') = ?", filter.queue],
    ...withinRange("i.id", "i.opened_at", filter),
    ...impliedRange(filter.where, "openedAt", "i.id"),
    ...(filter.where === undefined ? [] : [conditionOf(filter.where, INCIDENT_FIELDS)]),
  ];
}

/** Words where everything is counted. */
function textCondition(q: string | undefined): Condition[] {
  if (q === undefined) return [];
  const searched = "i.title || ' ' || i.entity_key || ' ' || i.entity_name || ' ' || i.source || ' ' || i.type_id";
  return [[`searched_words(${searched}) @@ to_tsquery('simple', ?)`, wordsOf(q).query]];
}

/** The id of an incident named by its id or its number; null when the workspace has none. */
export async function incidentIdOf(client: Queryable, workspaceId: string, ref: string): Promise<string | null> {
  const by = /^\d+$/.test(ref) ? "number = $2::bigint" : "id = $2::uuid";
  const found = await client.query<{ id: string }>(`SELECT id FROM incidents WHERE workspace_id = $1 AND ${by}`, [
    workspaceId,
    ref,
  ]);
  return found.rows[0]?.id ?? null;
}

/** One incident with everything a person needs to go on; null when the workspace has none of that id. */
export async function readIncident(
  client: Queryable,
  workspaceId: string,
  id: string,
): Promise<Record<string, unknown> | null> {
  const found = await client.query<Record<string, unknown>>(
    `SELECT ${SUMMARY}, i.type_reason AS "typeReason", i.handoff_questions AS "handoffQuestions", i.escalations, c.name AS connection,
       (SELECT m.number::int FROM incidents m WHERE m.id = i.merged_into) AS "mergedInto"
     FROM incidents i LEFT JOIN connections c ON c.id = i.connection_id WHERE i.workspace_id = $1 AND i.id = $2`,
    [workspaceId, id],
  );
  const incident = found.rows[0];
  if (incident === undefined) return null;
  const [alerts, comments, links, timeline] = [
    await alertsOf(client, id),
    await commentsOf(client, id),
    await linksOf(client, id),
    await timelineOf(client, workspaceId, id),
  ];
  return { ...incident, alerts, comments, links, timeline };
}

async function alertsOf(client: Queryable, id: string): Promise<unknown[]> {
  const result = await client.query(
    `SELECT a.id, a.title, a.severity, a.source, a.entity_type AS "entityType", a.entity_key AS "entityKey", a.rule_id AS "ruleId",
       a.initial_disposition AS "initialDisposition", a.time, a.received_at AS "receivedAt", COALESCE(r.duplicates, 0) AS duplicates, l.reason
     FROM incident_alerts l JOIN alerts a ON a.id = l.alert_id LEFT JOIN alert_repeats r ON r.alert_id = a.id WHERE l.incident_id = $1 ORDER BY a.id DESC LIMIT 100`,
    [id],
  );
  return result.rows;
}

async function commentsOf(client: Queryable, id: string): Promise<unknown[]> {
  const result = await client.query(
    `SELECT c.id, c.author, c.body, c.at, k.name AS "via" FROM comments c
     LEFT JOIN sync_links l ON l.id = c.link_id LEFT JOIN connections k ON k.id = l.connection_id
     WHERE c.incident_id = $1 ORDER BY c.id DESC LIMIT 200`,
    [id],
  );
  return result.rows;
}

async function linksOf(client: Queryable, id: string): Promise<unknown[]> {
  const result = await client.query(
    `SELECT l.kind, k.name AS connection, l.external_id AS "externalId", l.url, l.error
     FROM sync_links l JOIN connections k ON k.id = l.connection_id WHERE l.incident_id = $1 ORDER BY l.id LIMIT 50`,
    [id],
  );
  return result.rows;
}

/** What happened, oldest first: to the incident, its runs, effects, approvals and leases. */
async function timelineOf(client: Queryable, workspaceId: string, id: string): Promise<unknown[]> {
  const result = await client.query(
    `WITH subjects (type, id) AS (
       SELECT 'incident', $2::text
       UNION ALL SELECT 'run', id::text FROM runs WHERE subject_id = $2::uuid AND NOT shadow
       UNION ALL SELECT 'effect', id::text FROM effects WHERE incident_id = $2::uuid
       UNION ALL SELECT 'approval', p.id::text FROM approvals p JOIN effects e ON e.id = p.effect_id WHERE e.incident_id = $2::uuid
       UNION ALL SELECT 'lease', l.id::text FROM leases l JOIN effects e ON e.id = l.effect_id WHERE e.incident_id = $2::uuid
     ), newest AS (
       SELECT a.* FROM subjects s JOIN audit a ON a.workspace_id = $1 AND a.subject_type = s.type AND a.subject_id = s.id ORDER BY a.id DESC LIMIT 500
     )
     SELECT at, actor, action, subject_type AS "subjectType", subject_id AS "subjectId", details FROM newest ORDER BY id`,
    [workspaceId, id],
  );
  return result.rows;
}

/** Where an incident stands and what it is said to be; undefined when the workspace has none of that id. The row is held until the transaction ends. */
export async function readIncidentState(
  client: Queryable,
  workspaceId: string,
  id: string,
): Promise<{ status: Status; disposition: Disposition } | undefined> {
  const sql = "SELECT status, disposition FROM incidents WHERE workspace_id = $1 AND id = $2 FOR UPDATE";
  return (await client.query<{ status: Status; disposition: Disposition }>(sql, [workspaceId, id])).rows[0];
}
