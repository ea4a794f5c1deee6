/** Netskope alerts of its REST API version 2 and of its webhooks: malware, malsite, DLP, anomaly and UBA, compromised credentials, policy, C2. https://docs.netskope.com/en/get-alerts-data/ */
import type { Source } from "../../src/connector/connector.ts";
import { filled, wordTable } from "../../src/connector/draft-parts.ts";
import { entity, observables } from "../../src/connector/raw-entities.ts";
import { firstText, isRaw, type Raw, requireObject, requireText, textAt } from "../../src/connector/raw-fields.ts";
import { requireTime } from "../../src/connector/raw-time.ts";
import { severityWords } from "../../src/connector/severity-scale.ts";
import { itemsOf, listIn } from "../../src/connector/unwrap.ts";
import type { AlertDraftInput, ControlOutcome } from "../../src/model/alert.ts";
import type { Severity } from "../../src/model/scale.ts";

export const netskopeSource: Source = {
  split: (document) =>
    itemsOf(document)
      .flatMap((item) => listIn(item, "result"))
      .flatMap((item) => listIn(item, "data")),

  recognizes: (raw) =>
    isRaw(raw) &&
    "alert_type" in raw &&
    "alert_name" in raw &&
    ("ccl" in raw || "access_method" in raw || "organization_unit" in raw || "ur_normalized" in raw),

  normalize(raw): AlertDraftInput | null {
    const alert = requireObject(raw);
    const type = requireText(alert, "alert_type");
    const name = requireText(alert, "alert_name");
    const severity = firstText(
      alert,
      "severity",
      "malware_severity",
      "dlp_rule_severity",
      "severity_level",
      "risk_level",
      "malsite_severity",
    );
    const user = firstText(alert, "user", "ur_normalized", "userkey");
    const [from, to] = [firstText(alert, "userip", "srcip"), textAt(alert, "dstip")];
    const meaning = TYPES.get(type.toLowerCase());
    return {
      uid: firstText(alert, "_id", "alert_id", "transaction_id") || `${textAt(alert, "timestamp")}|${user}|${name}`,
      title: name,
      description: firstText(alert, "other_categories", "incident_type", "risk_level_id"),
      severity: severityOf(severity) === "unknown" ? (meaning?.severity ?? "medium") : severityOf(severity),
      severityRaw: severity,
      time: requireTime(alert, ["timestamp", "_insertion_epoch_timestamp", "alert_time"]),
      rule: {
        id: firstText(alert, "policy_id", "dlp_rule", "malware_id", "policy") || name,
        name: firstText(alert, "policy", "dlp_rule") || name,
      },
      product: { name: "Netskope", vendor: "Netskope" },
      categories: filled(
        type,
        firstText(alert, "category", "malware_type"),
        textAt(alert, "activity"),
        textAt(alert, "app"),
      ),
      techniques: meaning === undefined ? [] : [{ id: meaning.technique }],
      entities: [
        ...entity("affected", "user", user, { aliases: [textAt(alert, "userkey")] }),
        ...entity("affected", "device", firstText(alert, "hostname", "device_name"), {
          aliases: [textAt(alert, "nsdeviceuid")],
        }),
        ...entity("affected", "ip", user === "" ? from : ""),
        ...entity("actor", "ip", to),
      ],
      observables: [
        ...observables("ip", from, to),
        ...observables("url", urlOf(alert)),
        ...observables("domain", firstText(alert, "domain", "site")),
        ...observables("file", firstText(alert, "file_name", "object", "local_path")),
        ...observables("hash", textAt(alert, "local_sha256"), textAt(alert, "local_md5") || textAt(alert, "md5")),
      ],
      controlOutcome: outcomeOf(textAt(alert, "action")),
      disposition: textAt(alert, "acked") === "true" ? "disregard" : "unknown",
    };
  },
};

const TYPES: ReadonlyMap<string, { severity: Severity; technique: string }> = new Map([
  ["malware", { severity: "high", technique: "T1204.002" }],
  ["malsite", { severity: "high", technique: "T1204.001" }],
  ["dlp", { severity: "medium", technique: "T1567" }],
  ["compromised credential", { severity: "high", technique: "T1078" }],
  ["anomaly", { severity: "medium", technique: "T1078" }],
  ["uba", { severity: "medium", technique: "T1078" }],
  ["c2", { severity: "critical", technique: "T1071" }],
  ["ctep", { severity: "high", technique: "T1190" }],
  ["security assessment", { severity: "medium", technique: "T1580" }],
  ["watchlist", { severity: "low", technique: "T1078" }],
  ["policy", { severity: "low", technique: "T1567" }],
]);

export const severityOf = severityWords(
  { critical: "critical", high: "high", medium: "medium", med: "medium", low: "low", informational: "informational" },
  "unknown",
);

const outcomeOf = wordTable<ControlOutcome>(
  {
    block: "blocked",
    blocked: "blocked",
    quarantine: "quarantined",
    alert: "detected",
    detection: "detected",
    allow: "allowed",
    useralert: "detected",
    anomaly_detection: "detected",
  },
  "detected",
);

function urlOf(alert: Raw): string {
  const url = firstText(alert, "url", "malsite_url");
  return url === "" || url.includes("://") ? url : `https://${url}`;
}
