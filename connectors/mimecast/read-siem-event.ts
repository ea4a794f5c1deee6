/** One event of the SIEM feed. */
import { factsLine, wordTable } from "../../src/connector/draft-parts.ts";
import { observables } from "../../src/connector/raw-entities.ts";
import { firstText, type Raw, requireText, textAt, textsAt } from "../../src/connector/raw-fields.ts";
import { requireTime } from "../../src/connector/raw-time.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";
import type { Severity } from "../../src/model/scale.ts";
import { categoriesOf, mailParts, outcomeOf, PRODUCT } from "./mail-draft.ts";

interface Kind {
  title: string;
  severity: Severity;
  technique: string;
}

/** The feed has no severity: found malware is graver than deceit, deceit graver than spam. Receipt, process and delivery are mail flow. */
const kindOf = wordTable<Kind | undefined>(
  {
    av: { title: "Malware in a message", severity: "high", technique: "T1566.001" },
    "attachment protect": { title: "Malicious attachment", severity: "high", technique: "T1566.001" },
    "url protect": { title: "Malicious link", severity: "medium", technique: "T1566.002" },
    "impersonation protect": { title: "Impersonation", severity: "medium", technique: "T1566" },
    "internal email protect": { title: "Threat in internal mail", severity: "high", technique: "T1534" },
    spam: { title: "Spam with a threat", severity: "low", technique: "T1566" },
  },
  undefined,
);

/** `null` for mail flow, and for links that were found clean and allowed. @throws InputError naming the path of what is missing. */
export function readSiemEvent(event: Raw): AlertDraftInput | null {
  const type = requireText(event, "type").replaceAll("_", " ").toLowerCase();
  const kind = kindOf(type);
  const action = firstText(event, "action", "subtype");
  const outcome = outcomeOf(action);
  const virus = firstText(event, "virusFound", "malwareName");
  if (
    kind === undefined ||
    (outcome === "allowed" && ["url protect", "spam", "impersonation protect"].includes(type) && virus === "")
  )
    return null;
  const id = [
    requireText(event, "processingId"),
    type,
    textAt(event, "recipients"),
    textAt(event, "url"),
    firstText(event, "sha256", "fileName"),
  ];
  const subject = textAt(event, "subject");
  return {
    uid: id.join("|"),
    title: `${kind.title}${virus === "" ? "" : ` (${virus})`}: ${subject || firstText(event, "fileName", "url") || "no subject"}`,
    description: factsLine({
      action,
      reason: firstText(event, "blockReason", "analysis", "holdReason"),
      category: textAt(event, "urlCategory"),
      route: textAt(event, "route"),
      file: textAt(event, "fileName"),
    }),
    severity: outcome === "allowed" && kind.severity === "high" ? "critical" : kind.severity,
    severityRaw: action,
    time: requireTime(event, ["timestamp", "datetime"]),
    rule: {
      id: virus || textAt(event, "policyDefinition") || type,
      name: textAt(event, "policyDefinition") || kind.title,
    },
    product: PRODUCT,
    categories: categoriesOf(type, textAt(event, "subtype"), textAt(event, "urlCategory"), virus),
    techniques: [{ id: kind.technique }],
    ...mailParts({
      recipients: textsAt(event, "recipients").flatMap((one) => one.split(/[,;]\s?/)),
      sender: firstText(event, "senderHeader", "senderEnvelope", "sender"),
      senderIp: firstText(event, "senderIp", "sourceIp"),
      subject,
      messageId: textAt(event, "messageId"),
      url: textAt(event, "url"),
      more: [
        ...observables("file", textAt(event, "fileName")),
        ...observables("hash", textAt(event, "sha256"), textAt(event, "sha1"), textAt(event, "md5")),
      ],
    }),
    controlOutcome: outcome,
  };
}
