/** Sophos Central alerts of its Common API and its SIEM API, SIEM events, and XDR detections: https://developer.sophos.com/docs/common-v1/1/routes/alerts/get */
import type { Source } from "../../src/connector/connector.ts";
import { filled, given, techniquesIn } from "../../src/connector/draft-parts.ts";
import { entity, observables } from "../../src/connector/raw-entities.ts";
import {
  firstText,
  isRaw,
  numberAt,
  objectAt,
  objectsAt,
  type Raw,
  requireObject,
  requireText,
  textAt,
} from "../../src/connector/raw-fields.ts";
import { requireTime } from "../../src/connector/raw-time.ts";
import { severitySteps, severityWords } from "../../src/connector/severity-scale.ts";
import { itemsOf, listIn } from "../../src/connector/unwrap.ts";
import type { AlertDraftInput, ControlOutcome } from "../../src/model/alert.ts";

export const sophosSource: Source = {
  split: (document) => itemsOf(document).flatMap((item) => listIn(item, "items")),

  recognizes: (raw) =>
    isRaw(raw) &&
    ((typeof raw.type === "string" && raw.type.startsWith("Event::")) ||
      ("raisedAt" in raw && "managedAgent" in raw && "severity" in raw) ||
      ("sensorGeneratedAt" in raw && "attackType" in raw && "detectionRule" in raw)),

  normalize(raw): AlertDraftInput | null {
    const message = requireObject(raw);
    if ("detectionRule" in message) return readDetection(message);
    const severity = textAt(message, "severity");
    const type = requireText(message, "type");
    // What it says of itself, such as an update, is no alert.
    if (
      /::(?:UpdateSuccess|UpdateRebootRequired|Registered|SavEnabled|NonCompliant|Compliant|ServiceRestored)$/.test(
        type,
      )
    )
      return null;
    const agent = objectAt(message, "managedAgent");
    const person = objectAt(message, "person");
    const details = { ...objectAt(message, "data"), ...objectAt(message, "source_info") };
    return {
      uid: requireText(message, "id"),
      title: firstText(message, "description", "name") || type,
      description: firstText(message, "threat"),
      severity: severityOf(severity),
      severityRaw: severity,
      time: requireTime(message, ["raisedAt", "when", "created_at"]),
      rule: { id: type, name: firstText(message, "threat") || type },
      product: { name: "Sophos Central", vendor: "Sophos" },
      categories: filled(type, textAt(message, "category"), textAt(message, "group"), textAt(message, "product")),
      techniques: techniqueOf(type),
      entities: [
        ...entity("affected", "device", firstText(message, "location", "endpoint_name") || textAt(agent, "name"), {
          aliases: [firstText(message, "endpoint_id") || textAt(agent, "id")],
        }),
        ...entity("affected", "user", firstText(message, "source", "user_id") || textAt(person, "name")),
        ...entity("affected", "ip", textAt(details, "ip")),
      ],
      observables: [
        ...observables("ip", textAt(details, "ip")),
        ...observables(
          "hash",
          firstText(message, "appSha256") || textAt(objectAt(message, "core_remedy_items"), "sha256"),
        ),
        ...observables(
          "file",
          textAt(message, "filePath"),
          ...objectsAt(objectAt(message, "core_remedy_items"), "items").map((one) => textAt(one, "descriptor")),
        ),
      ],
      controlOutcome: outcomeOf(type),
    };
  },
};

export const severityOf = severityWords(
  { critical: "critical", high: "high", medium: "medium", low: "low", none: "informational", info: "informational" },
  "unknown",
);

function techniqueOf(type: string): { id: string }[] {
  if (/Ransom|CryptoGuard/i.test(type)) return [{ id: "T1486" }];
  if (/CommandAndControl|C2|ThreatDetected::Mtd/i.test(type)) return [{ id: "T1071" }];
  if (/Phish/i.test(type)) return [{ id: "T1566" }];
  return /Threat|Malware|Virus|PuaDetected/i.test(type) ? [{ id: "T1204.002" }] : [];
}

function outcomeOf(type: string): ControlOutcome {
  if (/Cleaned|CleanUp|Quarantined|Removed/i.test(type)) return "quarantined";
  return /Blocked|Prevented|Terminated/i.test(type) ? "blocked" : "detected";
}

function readDetection(detection: Raw): AlertDraftInput {
  const severity = numberAt(detection, "severity");
  const device = objectAt(detection, "device");
  const rule = requireText(detection, "detectionRule");
  const data = objectAt(detection, "rawData");
  return {
    uid: requireText(detection, "id"),
    title: textAt(detection, "detectionDescription") || rule,
    severity: riskToTen(severity),
    severityRaw: severity === undefined ? "" : String(severity),
    time: requireTime(detection, ["sensorGeneratedAt", "time"]),
    rule: { id: rule, name: rule },
    product: { name: "Sophos XDR", vendor: "Sophos" },
    categories: filled(textAt(detection, "attackType"), textAt(detection, "type")),
    techniques: techniquesIn(
      ...objectsAt(detection, "mitreAttacks").flatMap((one) =>
        objectsAt(objectAt(one, "tactic"), "techniques").map((technique) => textAt(technique, "id")),
      ),
    ),
    entities: [
      ...entity("affected", "device", textAt(device, "entity"), { aliases: [textAt(device, "id")] }),
      ...entity("affected", "user", firstText(data, "username", "user_name")),
    ],
    observables: [
      ...observables("hash", firstText(data, "sha256")),
      ...observables("process", firstText(data, "cmdline")),
      ...observables("ip", firstText(data, "remote_ip")),
    ],
    ...given({ description: textAt(detection, "detectionDescription") }),
  };
}

/** Risk of a detection, 0 to 10: https://docs.sophos.com/central/customer/help/en-us/ManageYourProducts/ThreatAnalysisCenter/Detections/ */
export const riskToTen = severitySteps([
  [9, "critical"],
  [7, "high"],
  [4, "medium"],
  [2, "low"],
  [0, "informational"],
]);
