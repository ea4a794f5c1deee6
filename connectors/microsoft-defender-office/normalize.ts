/**
 * Microsoft Defender for Office 365 in the Office 365 Management Activity API: alerts of the compliance center, mail that was found bad, clicks on bad
 * links, files found bad, and users' reports. https://learn.microsoft.com/office/office-365-management-api/office-365-management-activity-api-schema
 */
import type { Source } from "../../src/connector/connector.ts";
import { filled, given, wordTable } from "../../src/connector/draft-parts.ts";
import { entity, observables } from "../../src/connector/raw-entities.ts";
import {
  firstText,
  isRaw,
  listAt,
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

const WORKLOADS = new Set(["SecurityComplianceCenter", "ThreatIntelligence"]);

export const defenderOfficeSource: Source = {
  split: (document) => itemsOf(document).flatMap((item) => listIn(item, "value")),

  recognizes: (raw) =>
    isRaw(raw) && "RecordType" in raw && "OrganizationId" in raw && WORKLOADS.has(String(raw.Workload)),

  normalize(raw): AlertDraftInput | null {
    const record = requireObject(raw);
    if (textAt(record, "Workload") === "ThreatIntelligence") return readMail(record);
    return /^Alert/.test(textAt(record, "Operation")) ? readAlert(record) : null;
  },
};

export const severityOf = severityWords(
  { high: "high", medium: "medium", low: "low", informational: "informational" },
  "unknown",
);

function readAlert(record: Raw): AlertDraftInput {
  const name = textAt(record, "Name") || requireText(record, "Operation");
  const severity = textAt(record, "Severity");
  const about = firstText(record, "AlertEntityId", "UserId");
  return {
    uid: requireText(record, "AlertId"),
    title: name,
    description: textAt(record, "Comments"),
    severity: severityOf(severity),
    severityRaw: severity,
    time: requireTime(record, ["CreationTime"]),
    rule: { id: textAt(record, "PolicyId") || name, name },
    product: { name: "Defender for Office 365", vendor: "Microsoft" },
    categories: filled(textAt(record, "Category"), textAt(record, "Operation"), name),
    techniques: /phish|malware|malicious url|url click/i.test(name)
      ? [{ id: "T1566" }]
      : /forward|inbox rule/i.test(name)
        ? [{ id: "T1114.003" }]
        : [],
    entities: entity("affected", about.includes("@") ? "mailbox" : "user", about),
    observables: observables("email", about.includes("@") ? about : ""),
    resolved: textAt(record, "Status") === "Resolved",
    controlOutcome: "detected",
  };
}

/** Mail, clicks and files. `Verdict` and `ThreatsAndDetectionTech` say what was found. */
function readMail(record: Raw): AlertDraftInput | null {
  const verdict =
    firstText(record, "Verdict", "UrlClickAction", "SourceWorkload") ||
    textsAt(record, "ThreatsAndDetectionTech")[0] ||
    "";
  const recipients = textsAt(record, "Recipients");
  const clicker = textAt(record, "UserId");
  const sender = firstText(record, "P2Sender", "P1Sender");
  const file = objectAt(record, "FileData");
  const attachments = objectsAt(record, "AttachmentData");
  const urls = [...textsAt(record, "MessageUrls"), textAt(record, "Url"), ...listAt(record, "UrlData").map(String)];
  const what =
    textAt(record, "Subject") || textAt(record, "Url") || textAt(file, "FileName") || textAt(record, "Operation");
  return {
    uid: `${firstText(record, "InternetMessageId", "NetworkMessageId", "Id") || requireText(record, "Id")}|${textAt(record, "Operation")}|${recipients[0] ?? clicker}`,
    title: `${verdict === "" ? "Threat" : verdict}: ${what}`,
    severity: /malware|phish/i.test(verdict) ? "high" : "medium",
    severityRaw: verdict,
    time: requireTime(record, ["MessageTime", "TimeOfClick", "CreationTime"]),
    rule: {
      id: textAt(record, "DetectionType") || verdict || "threat",
      name: textAt(record, "DetectionMethod") || verdict || "Threat",
    },
    product: { name: "Defender for Office 365", vendor: "Microsoft" },
    categories: filled(verdict, textAt(record, "DetectionType"), textAt(record, "Operation")),
    techniques: [{ id: attachments.length > 0 ? "T1566.001" : urls.some((url) => url !== "") ? "T1566.002" : "T1566" }],
    entities: [
      ...(recipients.length > 0 ? recipients : [clicker]).flatMap((one) => entity("affected", "mailbox", one)),
      ...entity("actor", "mailbox", sender),
      ...entity("actor", "ip", textAt(record, "SenderIp")),
    ],
    observables: [
      ...observables("email", sender),
      ...observables("ip", firstText(record, "SenderIp", "UserIp")),
      ...observables("url", ...urls),
      ...observables("file", textAt(file, "FileName"), ...attachments.map((one) => textAt(one, "FileName"))),
      ...observables("hash", firstText(file, "SHA256"), ...attachments.map((one) => textAt(one, "SHA256"))),
    ],
    controlOutcome: outcomeOf(textAt(record, "DeliveryAction") || textAt(record, "UrlClickAction")),
    ...given({ link: textAt(record, "EventDeepLink") }),
  };
}

const outcomeOf = wordTable<ControlOutcome>(
  {
    blocked: "blocked",
    deliveredasspam: "quarantined",
    replaced: "quarantined",
    delivered: "allowed",
    blockpage: "blocked",
    pendingdetonationpage: "blocked",
    blockpageoverride: "allowed",
  },
  "detected",
);
