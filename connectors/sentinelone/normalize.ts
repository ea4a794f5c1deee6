/** SentinelOne threats (`/web/api/v2.1/threats`) and alerts of custom rules (`/web/api/v2.1/cloud-detection/alerts`), from its API, a webhook or its syslog in JSON. */
import type { Source } from "../../src/connector/connector.ts";
import { filled, techniquesIn, wordTable } from "../../src/connector/draft-parts.ts";
import { entity, observables } from "../../src/connector/raw-entities.ts";
import {
  firstText,
  isRaw,
  objectAt,
  objectsAt,
  type Raw,
  requireObject,
  requireText,
  textAt,
  textsAt,
} from "../../src/connector/raw-fields.ts";
import { requireTime } from "../../src/connector/raw-time.ts";
import { severityWords } from "../../src/connector/severity-scale.ts";
import { itemsOf, listIn } from "../../src/connector/unwrap.ts";
import type { AlertDraftInput, ControlOutcome } from "../../src/model/alert.ts";
import type { Disposition } from "../../src/model/scale.ts";

export const sentinelOneSource: Source = {
  split: (document) =>
    itemsOf(document)
      .flatMap((item) => listIn(item, "data"))
      .map((item) => (isRaw(item) && isRaw(item.data) && "threatInfo" in item.data ? item.data : item)),

  recognizes: (raw) =>
    isRaw(raw) &&
    ((isRaw(raw.threatInfo) && "agentRealtimeInfo" in raw) ||
      (isRaw(raw.alertInfo) && isRaw(raw.ruleInfo) && "sourceProcessInfo" in raw)),

  normalize(raw): AlertDraftInput {
    const message = requireObject(raw);
    return isRaw(message.alertInfo) ? readRuleAlert(message) : readThreat(message);
  },
};

const verdictOf = wordTable<Disposition>(
  { true_positive: "true-positive", false_positive: "false-positive", suspicious: "suspicious", undefined: "unknown" },
  "unknown",
);

const outcomeOf = wordTable<ControlOutcome>(
  { mitigated: "quarantined", marked_as_benign: "allowed", not_mitigated: "detected" },
  "detected",
);

function readThreat(message: Raw): AlertDraftInput {
  const threat = objectAt(message, "threatInfo");
  const agent = { ...objectAt(message, "agentDetectionInfo"), ...objectAt(message, "agentRealtimeInfo") };
  const name = textAt(threat, "threatName") || textAt(threat, "classification") || "Threat";
  const confidence = textAt(threat, "confidenceLevel");
  const techniques = objectsAt(message, "indicators")
    .flatMap((one) => objectsAt(one, "tactics"))
    .flatMap((one) => objectsAt(one, "techniques"))
    .map((one) => textAt(one, "name"));
  return {
    uid: textAt(threat, "threatId") || requireText(message, "id"),
    title: name,
    description: `${textAt(threat, "classification")} found by ${textsAt(threat, "detectionEngines").join(", ") || textAt(threat, "initiatedBy")}`,
    // The product has no severity: what it is sure of is high, what it suspects is medium.
    severity: confidence === "malicious" ? "high" : confidence === "suspicious" ? "medium" : "unknown",
    severityRaw: confidence,
    time: requireTime(threat, ["identifiedAt", "createdAt"], "$.threatInfo"),
    rule: { id: textAt(threat, "classification") || name, name },
    product: { name: "SentinelOne", vendor: "SentinelOne" },
    categories: filled(
      textAt(threat, "classification"),
      textAt(threat, "detectionType"),
      textAt(threat, "initiatedBy"),
    ),
    techniques: techniquesIn(techniques.join(" ")),
    entities: [
      ...hostOf(agent),
      ...entity(
        "affected",
        "user",
        firstText(threat, "processUser") || firstText(agent, "agentLastLoggedInUserName", "agentLastLoggedInUpn"),
      ),
    ],
    observables: [
      ...observables("hash", textAt(threat, "sha256"), textAt(threat, "sha1"), textAt(threat, "md5")),
      ...observables("file", textAt(threat, "filePath")),
      ...observables("process", textAt(threat, "originatorProcess"), textAt(threat, "maliciousProcessArguments")),
      ...observables("ip", firstText(agent, "agentIpV4").split(",")[0] ?? ""),
    ],
    controlOutcome: outcomeOf(textAt(threat, "mitigationStatus")),
    disposition: verdictOf(textAt(threat, "analystVerdict")),
    resolved: textAt(threat, "incidentStatus") === "resolved",
  };
}

function hostOf(agent: Raw) {
  return entity("affected", "device", firstText(agent, "agentComputerName", "name", "machineName"), {
    aliases: [firstText(agent, "agentUuid", "uuid"), firstText(agent, "agentId", "id")],
  });
}

export const severityOf = severityWords(
  { critical: "critical", high: "high", medium: "medium", low: "low", info: "informational" },
  "unknown",
);

function readRuleAlert(message: Raw): AlertDraftInput {
  const [alert, rule, process, agent] = [
    objectAt(message, "alertInfo"),
    objectAt(message, "ruleInfo"),
    objectAt(message, "sourceProcessInfo"),
    objectAt(message, "agentDetectionInfo"),
  ];
  const name = requireText(rule, "name", "$.ruleInfo");
  const severity = textAt(rule, "severity");
  return {
    uid: requireText(alert, "alertId", "$.alertInfo"),
    title: name,
    description: textAt(rule, "description"),
    severity: severityOf(severity),
    severityRaw: severity,
    time: requireTime(alert, ["reportedAt", "createdAt"], "$.alertInfo"),
    rule: { id: textAt(rule, "id") || name, name },
    product: { name: "SentinelOne", vendor: "SentinelOne" },
    categories: filled(textAt(alert, "eventType"), textAt(rule, "treatAsThreat")),
    techniques: techniquesIn(textAt(rule, "description"), name),
    entities: [
      ...hostOf({ ...agent, ...objectAt(message, "agentRealtimeInfo") }),
      ...entity("affected", "user", textAt(process, "user")),
      ...entity("actor", "ip", textAt(alert, "srcIp")),
    ],
    observables: [
      ...observables("ip", textAt(alert, "srcIp"), textAt(alert, "dstIp")),
      ...observables("domain", textAt(alert, "dnsRequest")),
      ...observables("hash", textAt(process, "fileHashSha256"), textAt(process, "fileHashMd5")),
      ...observables("file", textAt(process, "filePath")),
      ...observables("process", textAt(process, "commandline")),
    ],
    disposition: verdictOf(textAt(alert, "analystVerdict")),
    resolved: /resolved/i.test(textAt(alert, "incidentStatus")),
  };
}
