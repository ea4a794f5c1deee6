/** The fields of alerts (alias `a`) and incidents (alias `i`) as the store reads them. */
import type { FieldSql, FieldsSql } from "./filter-sql.ts";

const text = (sql: string): FieldSql => ({ type: "text", sql });
const number = (sql: string): FieldSql => ({ type: "number", sql });
const moment = (sql: string): FieldSql => ({ type: "moment", sql });

/** The columns that alerts and incidents have alike. */
const columnsOf = (alias: string) => ({
  id: text(`${alias}.id::text`),
  title: text(`${alias}.title`),
  severity: text(`${alias}.severity`),
  initialDisposition: text(`${alias}.initial_disposition`),
  source: text(`${alias}.source`),
  connection: text(`COALESCE((SELECT c.name FROM connections c WHERE c.id = ${alias}.connection_id), '')`),
  techniques: { type: "list", sql: `${alias}.techniques` } satisfies FieldSql,
  "entity.type": text(`${alias}.entity_type`),
  "entity.key": text(`${alias}.entity_key`),
  "entity.name": text(`${alias}.entity_name`),
});

/** What correlation kept beside the columns, in a JSON object. */
const keptIn = (json: string) => ({
  ruleName: text(`COALESCE(${json}->>'ruleName', '')`),
  categories: texts(`${json}->'categories'`),
  confidence: number(`COALESCE((${json}->>'confidence')::float8, 0)`),
  controlOutcome: text(`COALESCE(${json}->>'controlOutcome', 'unknown')`),
  entities: { type: "items", sql: `COALESCE(${json}->'entities', '[]')` } satisfies FieldSql,
  observables: { type: "items", sql: `COALESCE(${json}->'observables', '[]')` } satisfies FieldSql,
});

function texts(json: string): FieldSql {
  return { type: "list", sql: `ARRAY(SELECT jsonb_array_elements_text(COALESCE(${json}, '[]')))` };
}

const OF_INCIDENT = "FROM incident_alerts l JOIN incidents n ON n.id = l.incident_id WHERE l.alert_id = a.id";
const ofIncident = (column: string) => `(SELECT ${column} ${OF_INCIDENT} ORDER BY n.id DESC LIMIT 1)`;

/** Of the incident that took the alert; null while none has. */
const TAKEN_BY = {
  id: text(ofIncident("n.id::text")),
  number: number(ofIncident("n.number")),
  type: text(ofIncident("n.type_id")),
  status: text(ofIncident("n.status")),
  disposition: text(ofIncident("n.disposition")),
};

export const ALERT_FIELDS: FieldsSql = {
  ...columnsOf("a"),
  ...keptIn("a.details"),
  ruleId: text("a.rule_id"),
  uid: text("a.uid"),
  resolved: { type: "bool", sql: "COALESCE((a.details->>'resolved')::bool, false)" },
  time: moment("a.time"),
  receivedAt: moment("a.received_at"),
  duplicates: number("COALESCE((SELECT r.duplicates FROM alert_repeats r WHERE r.alert_id = a.id), 0)"),
  ...Object.fromEntries(Object.entries(TAKEN_BY).map(([name, field]) => [`incident.${name}`, field])),
};

/** Facts lie in a table of their own, which is read only where a filter asks for them. */
const FACTS = "(SELECT f.facts FROM incident_facts f WHERE f.incident_id = i.id)";

export const INCIDENT_FIELDS: FieldsSql = {
  ...columnsOf("i"),
  ...keptIn(FACTS),
  ruleId: text(`COALESCE(${FACTS}->>'ruleId', '')`),
  number: number("i.number"),
  type: text("i.type_id"),
  status: text("i.status"),
  open: { type: "bool", sql: "(i.status NOT IN ('resolved', 'closed'))" },
  priority: text("i.priority"),
  disposition: text("i.disposition"),
  users: texts(`${FACTS}->'users'`),
  devices: texts(`${FACTS}->'devices'`),
  ips: texts(`${FACTS}->'ips'`),
  alertCount: number("i.alert_count"),
  revision: number("i.revision"),
  owner: text("COALESCE(i.owner, '')"),
  queue: text("COALESCE(i.queue, '')"),
  firstEventAt: moment("i.first_event_at"),
  openedAt: moment("i.opened_at"),
  acknowledgedAt: moment("i.acknowledged_at"),
  containedAt: moment("i.contained_at"),
  resolvedAt: moment("i.resolved_at"),
  closedAt: moment("i.closed_at"),
  acknowledgeBy: moment("i.acknowledge_by"),
  containBy: moment("i.contain_by"),
  resolveBy: moment("i.resolve_by"),
};
