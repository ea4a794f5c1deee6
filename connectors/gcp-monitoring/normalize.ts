/** Incidents of Google Cloud Monitoring, as its webhook sends them: https://cloud.google.com/monitoring/support/notification-options#webhooks */
import type { Source } from "../../src/connector/connector.ts";
import { factsLine, filled, given } from "../../src/connector/draft-parts.ts";
import { entity, observables } from "../../src/connector/raw-entities.ts";
import {
  firstText,
  isRaw,
  objectAt,
  type Raw,
  requireObject,
  requireText,
  textAt,
} from "../../src/connector/raw-fields.ts";
import { requireTime, timeAt } from "../../src/connector/raw-time.ts";
import { severityWords } from "../../src/connector/severity-scale.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";

export const gcpMonitoringSource: Source = {
  recognizes: (raw) =>
    isRaw(raw) && isRaw(raw.incident) && "policy_name" in raw.incident && "incident_id" in raw.incident,

  normalize(raw): AlertDraftInput {
    const incident = requireObject(requireObject(raw).incident, "$.incident");
    const id = requireText(incident, "incident_id", "$.incident");
    const closed = textAt(incident, "state").toLowerCase() === "closed";
    const resource = objectAt(incident, "resource");
    const metadata = objectAt(objectAt(incident, "metadata"), "system_labels");
    const word =
      textAt(incident, "severity") ||
      textAt(metadata, "severity") ||
      textAt(objectAt(incident, "policy_user_labels"), "severity");
    const policy = requireText(incident, "policy_name", "$.incident");
    const condition = textAt(incident, "condition_name");
    return {
      uid: closed ? `${id}#closed` : id,
      title: textAt(objectAt(incident, "documentation"), "subject") || condition || policy,
      description: [
        textAt(incident, "summary"),
        textAt(objectAt(incident, "documentation"), "content"),
        factsLine({ observed: textAt(incident, "observed_value"), threshold: textAt(incident, "threshold_value") }),
      ]
        .filter((part) => part !== "")
        .join("\n"),
      severity: severityOf(word),
      severityRaw: word,
      time: requireTime(incident, closed ? ["ended_at", "started_at"] : ["started_at"], "$.incident"),
      ...given({ firstSeen: timeAt(incident, "started_at"), link: textAt(incident, "url") }),
      rule: { id: policy, name: condition || policy },
      product: { name: "Cloud Monitoring", vendor: "Google" },
      categories: filled(textAt(objectAt(incident, "metric"), "type"), textAt(resource, "type")),
      entities: entitiesOf(incident, resource, policy),
      observables: observables("resource", textAt(incident, "resource_name")),
      controlOutcome: "detected",
      resolved: closed,
    };
  },
};

/** A policy may have no severity, which says nothing: https://cloud.google.com/monitoring/alerts/concepts-indepth */
export const severityOf = severityWords(
  {
    critical: "critical",
    error: "high",
    high: "high",
    warning: "medium",
    info: "informational",
    low: "low",
    "": "medium",
    "no severity": "medium",
  },
  "unknown",
);

function entitiesOf(incident: Raw, resource: Raw, policy: string) {
  const labels = objectAt(resource, "labels");
  const machine = firstText(labels, "instance_id", "node_name", "pod_name");
  const name = firstText(incident, "resource_name", "resource_id", "resource_display_name");
  const project = firstText(incident, "scoping_project_id") || textAt(labels, "project_id");
  const named = [
    ...(machine === ""
      ? entity("affected", "cloud-resource", name)
      : entity("affected", "device", machine, { aliases: [name] })),
    ...entity("affected", "cloud-account", project),
  ];
  return named.length > 0 ? named : entity("affected", "service", policy);
}
