/** Logs of Targeted Threat Protection: links, attachments, impersonation. */
import { factsLine } from "../../src/connector/draft-parts.ts";
import { observables } from "../../src/connector/raw-entities.ts";
import {
  firstText,
  flagAt,
  objectsAt,
  type Raw,
  requireText,
  textAt,
  textsAt,
} from "../../src/connector/raw-fields.ts";
import { requireTime } from "../../src/connector/raw-time.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";
import { categoriesOf, mailParts, outcomeOf, PRODUCT } from "./mail-draft.ts";

/** `null` for a link that was found clean. A malicious one that a user was let through to is critical. */
export function readClickLog(log: Raw): AlertDraftInput | null {
  const result = requireText(log, "scanResult").toLowerCase();
  const action = textAt(log, "action");
  const outcome = outcomeOf(action);
  if (result === "clean" && outcome === "allowed") return null;
  const time = requireTime(log, ["date"]);
  const user = requireText(log, "userEmailAddress");
  const url = textAt(log, "url");
  return {
    uid: ["url", textAt(log, "messageId"), user, url, time].join("|"),
    title: `Click on a ${result} link by ${user}`,
    description: factsLine({
      link: url,
      action,
      category: textAt(log, "category"),
      override: textAt(log, "userOverride"),
    }),
    severity: outcome === "blocked" ? "medium" : result === "clean" ? "low" : "critical",
    severityRaw: result,
    time,
    rule: { id: textAt(log, "ttpDefinition") || "url-protect", name: textAt(log, "ttpDefinition") || "URL Protect" },
    product: PRODUCT,
    categories: categoriesOf("url protect", textAt(log, "category"), result),
    techniques: [{ id: "T1566.002" }, { id: "T1204.001" }],
    ...mailParts({ ...envelope(log, "fromUserEmailAddress", "sendingIp"), recipients: [user], url, more: [] }),
    controlOutcome: outcome,
  };
}

/** `null` for a file that was found safe. */
export function readAttachmentLog(log: Raw): AlertDraftInput | null {
  const result = requireText(log, "result").toLowerCase();
  if (result === "safe" || result === "clean") return null;
  const time = requireTime(log, ["date"]);
  const recipient = requireText(log, "recipientAddress");
  const file = textAt(log, "fileName");
  const action = textAt(log, "actionTriggered");
  return {
    uid: ["attachment", textAt(log, "messageId"), recipient, textAt(log, "fileHash"), time].join("|"),
    title: `${result} attachment: ${file || "without a name"}`,
    description: [
      textAt(log, "details"),
      factsLine({ action, type: textAt(log, "fileType"), route: textAt(log, "route") }),
    ].join("\n"),
    severity: result === "malicious" ? "high" : "medium",
    severityRaw: result,
    time,
    rule: {
      id: textAt(log, "definition") || "attachment-protect",
      name: textAt(log, "definition") || "Attachment Protect",
    },
    product: PRODUCT,
    categories: categoriesOf("attachment protect", result),
    techniques: [{ id: "T1566.001" }],
    ...mailParts({
      ...envelope(log, "senderAddress", "senderIpAddress"),
      recipients: [recipient],
      url: "",
      more: [...observables("file", file), ...observables("hash", textAt(log, "fileHash"))],
    }),
    controlOutcome: outcomeOf(action.split(",")[0] ?? ""),
  };
}

/** Every log is a hit; the more identifiers it hit, and if Mimecast tags it malicious, the graver. */
export function readImpersonationLog(log: Raw): AlertDraftInput {
  const identifiers = textsAt(log, "identifiers");
  const similar = objectsAt(log, "impersonationResults").map((one) => textAt(one, "similarDomain"));
  const action = textAt(log, "action");
  const subject = textAt(log, "subject");
  return {
    uid: requireText(log, "id"),
    title: `Impersonation: ${subject || "no subject"}`,
    description: factsLine({
      action,
      hits: textAt(log, "hits"),
      identifiers: identifiers.join(", "),
      like: similar.filter((one) => one !== "").join(", "),
    }),
    severity: flagAt(log, "taggedMalicious") ? "high" : identifiers.length > 1 ? "medium" : "low",
    severityRaw: identifiers.join(", "),
    time: requireTime(log, ["eventTime", "date"]),
    rule: {
      id: textAt(log, "definition") || "impersonation-protect",
      name: textAt(log, "definition") || "Impersonation Protect",
    },
    product: PRODUCT,
    categories: categoriesOf("impersonation protect", ...identifiers),
    techniques: [{ id: "T1566" }, { id: "T1656" }],
    ...mailParts({
      ...envelope(log, "senderAddress", "senderIpAddress"),
      recipients: textsAt(log, "recipientAddress"),
      url: "",
      more: observables("domain", ...similar),
    }),
    controlOutcome: outcomeOf(action),
  };
}

function envelope(log: Raw, sender: string, ip: string) {
  return {
    sender: textAt(log, sender),
    senderIp: firstText(log, ip),
    subject: textAt(log, "subject"),
    messageId: textAt(log, "messageId"),
  };
}
