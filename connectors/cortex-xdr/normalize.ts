/** Cortex XDR and XSIAM: alerts of its API (`get_alerts_multi_events`), of its webhook and inside of incidents (`get_incident_extra_data`), and bare incidents. */
import type { Source } from "../../src/connector/connector.ts";
import { filled, given, techniquesIn, wordTable } from "../../src/connector/draft-parts.ts";
import { entity, observables } from "../../src/connector/raw-entities.ts";
import {
  firstText,
  isRaw,
  objectAt,
  objectsAt,
  type Raw,
  requireObject,
  textAt,
  textsAt,
} from "../../src/connector/raw-fields.ts";
import { requireTime } from "../../src/connector/raw-time.ts";
import { severityWords } from "../../src/connector/severity-scale.ts";
import { itemsOf, listIn } from "../../src/connector/unwrap.ts";
import type { AlertDraftInput, ControlOutcome } from "../../src/model/alert.ts";
import type { Disposition } from "../../src/model/scale.ts";

export const cortexXdrSource: Source = {
  split: (document) =>
    itemsOf(document)
      .map((item) => (isRaw(item) && isRaw(item.reply) ? item.reply : item))
      .flatMap((item) =>
        isRaw(item) && isRaw(item.alerts)
          ? listIn(item.alerts, "data")
          : isRaw(item) && "incidents" in item
            ? listIn(item, "incidents")
            : listIn(item, "alerts"),
      ),

  recognizes: (raw) =>
    isRaw(raw) &&
    (("alert_id" in raw && "detection_timestamp" in raw && ("endpoint_id" in raw || "category" in raw)) ||
      ("incident_id" in raw && "incident_sources" in raw)),

  normalize(raw): AlertDraftInput {
    const message = requireObject(raw);
    return "incident_id" in message && "incident_sources" in message ? readIncident(message) : readAlert(message);
  },
};

export const severityOf = severityWords(
  {
    critical: "critical",
    sev_050_critical: "critical",
    high: "high",
    sev_040_high: "high",
    medium: "medium",
    sev_030_medium: "medium",
    low: "low",
    sev_020_low: "low",
    informational: "informational",
    sev_010_info: "informational",
  },
  "unknown",
);

const dispositionOf = wordTable<Disposition>(
  {
    resolved_false_positive: "false-positive",
    resolved_true_positive: "true-positive",
    resolved_known_issue: "benign",
    resolved_duplicate: "duplicate",
    resolved_security_testing: "test",
    status_060_resolved_false_positive: "false-positive",
  },
  "unknown",
);

function outcomeOf(action: string): ControlOutcome {
  if (/block|prevent|denied/i.test(action)) return "blocked";
  if (/quarantin|remediat|cleaned/i.test(action)) return "quarantined";
  return "detected";
}

function readAlert(alert: Raw): AlertDraftInput {
  const events = objectsAt(alert, "events").length > 0 ? objectsAt(alert, "events") : [alert];
  const event = events[0] ?? alert;
  const name = textAt(alert, "name") || textAt(alert, "alert_name") || "Alert";
  const severity = textAt(alert, "severity");
  return {
    uid: firstText(alert, "alert_id", "external_id"),
    title: name,
    description: textAt(alert, "description"),
    severity: severityOf(severity),
    severityRaw: severity,
    time: requireTime(alert, ["detection_timestamp", "event_timestamp", "local_insert_ts"]),
    rule: { id: firstText(alert, "matching_service_rule_id", "name") || name, name },
    product: { name: textAt(alert, "source") || "Cortex XDR", vendor: "Palo Alto Networks" },
    categories: filled(textAt(alert, "category"), textAt(alert, "alert_type"), textAt(alert, "source")),
    techniques: techniquesIn(textsAt(alert, "mitre_technique_id_and_name").join(" ")),
    entities: [
      ...entity("affected", "device", firstText(alert, "host_name", "endpoint_name"), {
        aliases: [textAt(alert, "endpoint_id"), ...textsAt(alert, "host_ip").slice(0, 3)],
      }),
      ...[...new Set(events.map((one) => firstText(one, "user_name", "actor_effective_username")))]
        .slice(0, 5)
        .flatMap((user) => entity("affected", "user", user)),
      ...entity("actor", "ip", firstText(event, "action_remote_ip", "action_external_ip")),
    ],
    observables: events
      .slice(0, 10)
      .flatMap((one) => [
        ...observables("ip", firstText(one, "action_local_ip"), firstText(one, "action_remote_ip")),
        ...observables("domain", textAt(one, "dns_query_name"), textAt(one, "action_external_hostname")),
        ...observables(
          "hash",
          textAt(one, "action_file_sha256"),
          textAt(one, "actor_process_image_sha256"),
          textAt(one, "action_process_image_sha256"),
        ),
        ...observables("file", textAt(one, "action_file_path"), textAt(one, "actor_process_image_path")),
        ...observables(
          "process",
          textAt(one, "actor_process_command_line"),
          textAt(one, "action_process_image_command_line"),
        ),
      ]),
    controlOutcome: outcomeOf(firstText(alert, "action", "action_pretty")),
    disposition: dispositionOf(textAt(alert, "resolution_status").toLowerCase()),
    resolved: /resolved/i.test(textAt(alert, "resolution_status")),
  };
}

function readIncident(incident: Raw): AlertDraftInput {
  const severity = textAt(incident, "severity");
  const name = firstText(incident, "incident_name", "description") || `Incident ${textAt(incident, "incident_id")}`;
  return {
    uid: `incident ${textAt(incident, "incident_id")}`,
    title: name,
    description: textAt(incident, "description"),
    severity: severityOf(severity),
    severityRaw: severity,
    time: requireTime(incident, ["modification_time", "creation_time"]),
    rule: { id: textsAt(incident, "alert_categories")[0] ?? name, name },
    product: { name: "Cortex XDR", vendor: "Palo Alto Networks" },
    categories: filled(
      ...textsAt(incident, "alert_categories").slice(0, 10),
      ...textsAt(incident, "incident_sources").slice(0, 5),
    ),
    techniques: techniquesIn(textsAt(incident, "mitre_techniques_ids_and_names").join(" ")),
    entities: [
      ...textsAt(incident, "hosts")
        .slice(0, 20)
        .flatMap((host) =>
          entity("affected", "device", host.split(":")[0] ?? "", { aliases: [host.split(":")[1] ?? ""] }),
        ),
      ...textsAt(incident, "users")
        .slice(0, 20)
        .flatMap((user) => entity("affected", "user", user)),
    ],
    observables: objectsAt(objectAt(incident, "network_artifacts"), "data").flatMap((one) => [
      ...observables("ip", textAt(one, "network_remote_ip")),
      ...observables("domain", textAt(one, "network_domain")),
    ]),
    disposition: dispositionOf(textAt(incident, "status").toLowerCase()),
    resolved: /^resolved/i.test(textAt(incident, "status")),
    ...given({ link: textAt(incident, "xdr_url") }),
  };
}
