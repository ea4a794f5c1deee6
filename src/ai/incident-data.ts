/** What a model is shown of an incident: the least that the question needs, with the ids that reasons may cite. */

/** The incident as the store reads it, with runs and effects. */
export type IncidentRecord = Readonly<Record<string, unknown>>;

const INCIDENT = [
  ...[
    "id",
    "number",
    "title",
    "status",
    "severity",
    "priority",
    "disposition",
    "initialDisposition",
    "typeId",
    "typeReason",
  ],
  ...[
    "entityType",
    "entityKey",
    "entityName",
    "source",
    "techniques",
    "alertCount",
    "handoffReason",
    "firstEventAt",
    "openedAt",
    "containedAt",
  ],
];
const ALERT = [
  "id",
  "title",
  "severity",
  "source",
  "entityType",
  "entityKey",
  "ruleId",
  "initialDisposition",
  "time",
  "duplicates",
  "reason",
];
const EFFECT = ["id", "capability", "status", "entityType", "entityKey", "playbook"];
const RUN = ["id", "playbook", "status", "outcome"];
const COMMENT = ["id", "author", "body", "at"];

/** Its parts, those that matter most first: what does not fit is left out from the end. */
export function incidentData(record: IncidentRecord, facts: unknown): Record<string, unknown> {
  return {
    incident: picked(record, INCIDENT),
    facts:
      facts === null
        ? null
        : picked(facts as IncidentRecord, ["entities", "observables", "categories", "ruleName", "controlOutcome"]),
    alert: listOf(record.alerts, ALERT),
    effect: listOf(record.effects, EFFECT),
    run: listOf(record.runs, RUN),
    comment: listOf(record.comments, COMMENT),
  };
}

function listOf(value: unknown, names: readonly string[]): unknown[] {
  return Array.isArray(value) ? value.map((item) => picked(item as IncidentRecord, names)) : [];
}

function picked(record: IncidentRecord, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.filter((name) => record[name] != null).map((name) => [name, record[name]]));
}
