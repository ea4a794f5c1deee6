/** Carbon Black Cloud alerts, version 7 of its API and data forwarder, and version 6 of its notifications: https://developer.carbonblack.com/reference/carbon-black-cloud/data-forwarder/schema/latest/alert-2.0.0/ */
import type { Source } from "../../src/connector/connector.ts";
import { filled, given, techniquesIn, wordTable } from "../../src/connector/draft-parts.ts";
import { entity, observables } from "../../src/connector/raw-entities.ts";
import {
  firstText,
  isRaw,
  numberAt,
  objectAt,
  requireObject,
  requireText,
  textAt,
  textsAt,
} from "../../src/connector/raw-fields.ts";
import { requireTime, timeAt } from "../../src/connector/raw-time.ts";
import { severitySteps } from "../../src/connector/severity-scale.ts";
import { itemsOf, listIn } from "../../src/connector/unwrap.ts";
import type { AlertDraftInput, ControlOutcome } from "../../src/model/alert.ts";
import type { Disposition } from "../../src/model/scale.ts";

export const carbonBlackSource: Source = {
  split: (document) => itemsOf(document).flatMap((item) => listIn(item, "results")),

  recognizes: (raw) =>
    isRaw(raw) &&
    "org_key" in raw &&
    "device_id" in raw &&
    ("detection_timestamp" in raw || "backend_timestamp" in raw || "create_time" in raw) &&
    "severity" in raw,

  normalize(raw): AlertDraftInput {
    const alert = requireObject(raw);
    const severity = numberAt(alert, "severity");
    const title = firstText(alert, "reason", "threat_cause_threat_category") || textAt(alert, "type");
    const rule =
      firstText(alert, "report_name", "watchlist_name", "rule_category_id", "policy_applied_name") ||
      textAt(alert, "type");
    return {
      uid: requireText(alert, "id"),
      title,
      description: textAt(alert, "report_description") || textAt(alert, "notes"),
      severity: scoreToTen(severity),
      severityRaw: severity === undefined ? "" : String(severity),
      time: requireTime(alert, [
        "detection_timestamp",
        "last_event_timestamp",
        "first_event_timestamp",
        "create_time",
        "backend_timestamp",
      ]),
      ...given({ firstSeen: timeAt(alert, "first_event_timestamp"), lastSeen: timeAt(alert, "last_event_timestamp") }),
      rule: { id: firstText(alert, "report_id", "rule_id", "reason_code") || rule, name: rule },
      product: { name: "Carbon Black Cloud", vendor: "VMware" },
      categories: filled(
        textAt(alert, "type"),
        ...textsAt(alert, "ttps").slice(0, 10),
        textAt(alert, "threat_category"),
      ),
      techniques: techniquesIn(
        textsAt(alert, "attack_technique").join(" "),
        textsAt(alert, "ttps")
          .join(" ")
          .replace(/T(\d{4})_(\d{3})/g, "T$1.$2")
          .replaceAll("_", " "),
      ),
      entities: [
        ...entity("affected", "device", firstText(alert, "device_name"), {
          aliases: [textAt(alert, "device_id"), textAt(alert, "device_internal_ip")],
        }),
        ...entity("affected", "user", firstText(alert, "process_username", "device_username", "childproc_username")),
        ...entity("actor", "ip", firstText(alert, "netconn_remote_ip", "remote_ip", "threat_cause_actor_ip")),
      ],
      observables: [
        ...observables(
          "hash",
          textAt(alert, "process_sha256"),
          textAt(alert, "process_md5"),
          textAt(alert, "blocked_sha256"),
          textAt(alert, "threat_cause_actor_sha256"),
        ),
        ...observables("file", textAt(alert, "process_name"), textAt(alert, "blocked_name")),
        ...observables("process", textAt(alert, "process_cmdline")),
        ...observables("ip", firstText(alert, "netconn_remote_ip", "remote_ip")),
        ...observables("domain", firstText(alert, "netconn_remote_domain", "remote_domain")),
      ],
      controlOutcome: outcomeOf(textAt(alert, "sensor_action")),
      disposition: dispositionOf(
        textAt(objectAt(alert, "determination"), "value") || textAt(alert, "determination_value"),
      ),
      resolved:
        textAt(objectAt(alert, "workflow"), "status") === "CLOSED" || textAt(alert, "workflow_status") === "CLOSED",
      ...given({ link: textAt(alert, "alert_url") }),
    };
  },
};

/** 1 to 10: https://docs.vmware.com/en/VMware-Carbon-Black-Cloud/services/carbon-black-cloud-user-guide/GUID-alert-severity.html */
export const scoreToTen = severitySteps([
  [9, "critical"],
  [7, "high"],
  [4, "medium"],
  [1, "low"],
]);

const outcomeOf = wordTable<ControlOutcome>(
  { deny: "blocked", terminate: "blocked", allow: "allowed", allow_and_log: "allowed" },
  "detected",
);

const dispositionOf = wordTable<Disposition>(
  { true_positive: "true-positive", false_positive: "false-positive" },
  "unknown",
);
