/** An incident as an OCSF Incident Finding (class 2005) of OCSF 1.8.0: https://schema.ocsf.io/1.8.0/classes/incident_finding. */
import type { Incident } from "../model/incident.ts";
import { isOpen, PRIORITIES, STATUSES } from "../model/scale.ts";
import { SEVERITY, VERDICT } from "./ocsf-scales.ts";

type Json = Record<string, unknown>;

/** Times may still be dates, as the database gives them. */
export type StoredIncident = Pick<
  Incident,
  | "id"
  | "number"
  | "title"
  | "status"
  | "severity"
  | "priority"
  | "disposition"
  | "dispositionReason"
  | "entityType"
  | "entityKey"
  | "source"
  | "typeId"
  | "techniques"
  | "alertCount"
  | "owner"
  | "queue"
> & { firstEventAt: string | Date; openedAt: string | Date; closedAt: string | Date | null };

/** Captions of `status_id`, from 1 in the order of the scale; and of `priority_id`, from 0. */
const STATUS = ["New", "In Progress", "On Hold", "Resolved", "Closed"];
const PRIORITY = ["Unknown", "Low", "Medium", "High", "Critical"];

/** The incident as it stands, valid against the schema of the class. Times are epoch milliseconds. Pure. */
export function toIncidentFinding(incident: StoredIncident): Json {
  const activity = isOpen(incident.status) ? { id: 2, name: "Update" } : { id: 3, name: "Close" };
  const severity = SEVERITY[incident.severity];
  const verdict = VERDICT[incident.disposition];
  const product = { name: "Cordon", vendor_name: "Cordon" };
  return {
    class_uid: 2005,
    class_name: "Incident Finding",
    category_uid: 2,
    category_name: "Findings",
    type_uid: 200_500 + activity.id,
    type_name: `Incident Finding: ${activity.name}`,
    activity_id: activity.id,
    activity_name: activity.name,
    time: epoch(incident.openedAt),
    start_time: epoch(incident.firstEventAt),
    ...(incident.closedAt === null ? {} : { end_time: epoch(incident.closedAt) }),
    metadata: { version: "1.8.0", product, uid: incident.id },
    message: incident.title,
    desc: incident.dispositionReason,
    severity_id: severity.id,
    severity: severity.caption,
    status_id: STATUSES.indexOf(incident.status) + 1,
    status: STATUS[STATUSES.indexOf(incident.status)],
    priority_id: PRIORITIES.indexOf(incident.priority),
    priority: PRIORITY[PRIORITIES.indexOf(incident.priority)],
    verdict_id: verdict.id,
    verdict: verdict.caption,
    count: incident.alertCount,
    ...assignedOf(incident),
    ...(incident.techniques.length === 0 ? {} : { attacks: incident.techniques.map(attackOf) }),
    finding_info_list: [
      {
        uid: incident.id,
        title: incident.title,
        types: [incident.typeId],
        product: { name: incident.source || "unknown" },
      },
    ],
    unmapped: { number: incident.number, entity: { type: incident.entityType, key: incident.entityKey } },
  };
}

/** The class asks for one of the two, also where nobody has it. */
function assignedOf({ owner, queue }: StoredIncident): Json {
  const group = queue ?? (owner === null ? "unassigned" : null);
  return {
    ...(owner === null ? {} : { assignee: { name: owner } }),
    ...(group === null ? {} : { assignee_group: { name: group } }),
  };
}

function attackOf(id: string): Json {
  const [parent, sub] = id.split(".");
  return sub === undefined ? { technique: { uid: id } } : { technique: { uid: parent }, sub_technique: { uid: id } };
}

function epoch(time: string | Date): number {
  return new Date(time).getTime();
}
