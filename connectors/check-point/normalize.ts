/**
 * Check Point logs of its Log Exporter, in its own syslog form (`[action:"Prevent"; …]`), CEF, LEEF and JSON. What a security blade stopped or noticed is an
 * alert; connections that were accepted or dropped by a rule are a log. https://support.checkpoint.com/results/sk/sk144192 lists the fields.
 */
import type { Source } from "../../src/connector/connector.ts";
import { filled, techniquesIn, wordTable } from "../../src/connector/draft-parts.ts";
import { looseTime } from "../../src/connector/infer/loose-time.ts";
import { entity, observables } from "../../src/connector/raw-entities.ts";
import { firstText, isRaw, missing, type Raw, requireObject, textAt } from "../../src/connector/raw-fields.ts";
import { severityWords } from "../../src/connector/severity-scale.ts";
import { isTextMessage, type TextMessage } from "../../src/connector/text-message.ts";
import { twoSides } from "../../src/connector/two-sides.ts";
import { itemsOf } from "../../src/connector/unwrap.ts";
import type { AlertDraftInput, ControlOutcome } from "../../src/model/alert.ts";

export const checkPointSource: Source = {
  text: "lines",
  split: itemsOf,

  recognizes: (raw) => fieldsOf(raw) !== undefined,

  normalize(raw, _settings, context): AlertDraftInput | null {
    const log = fieldsOf(raw) ?? requireObject(raw);
    const name = firstText(log, "protection_name", "malware_family", "attack", "malware_action", "name");
    const severity = firstText(log, "severity", "sev");
    if (name === "" && !/^[2-4]|medium|high|critical/i.test(severity)) return null;
    const [from, to] = [textAt(log, "src"), textAt(log, "dst")];
    const product = firstText(log, "product", "product_family");
    const action = firstText(log, "action", "act");
    return {
      uid:
        firstText(log, "loguid", "externalId") ||
        [textAt(log, "time"), from, to, name, textAt(log, "s_port")].join("|"),
      title: name || `${product} ${action}`.trim() || "Check Point alert",
      description: firstText(log, "description", "attack_info", "msg"),
      severity: severityOf(severity),
      severityRaw: severity,
      ...confidenceOf(textAt(log, "confidence_level")),
      time: timeOf(log, raw, context?.receivedAt ?? new Date(0)),
      rule: { id: firstText(log, "protection_id", "rule_uid") || name, name: name || product },
      product: { name: product === "" ? "Check Point" : product, vendor: "Check Point" },
      categories: filled(product, textAt(log, "protection_type"), textAt(log, "attack_info"), textAt(log, "appi_name")),
      techniques: techniquesIn(
        textAt(log, "mitre_initial_access"),
        textAt(log, "mitre_execution"),
        textAt(log, "mitre_command_and_control"),
        textAt(log, "mitre_credential_access"),
      ),
      entities: [
        ...twoSides(from, to),
        ...entity("affected", "user", firstText(log, "src_user_name", "user", "suser")),
        ...entity("affected", "device", firstText(log, "src_machine_name", "host_name")),
      ],
      observables: [
        ...observables("ip", from, to),
        ...observables("port", firstText(log, "service", "dpt")),
        ...observables("url", firstText(log, "resource", "request")),
        ...observables("domain", firstText(log, "dst_domain_name", "domain")),
        ...observables("file", firstText(log, "file_name", "fname")),
        ...observables(
          "hash",
          firstText(log, "file_sha256"),
          firstText(log, "file_sha1"),
          firstText(log, "file_md5", "fileHash"),
        ),
        ...observables("email", textAt(log, "from"), textAt(log, "to")),
      ],
      controlOutcome: outcomeOf(action),
    };
  },
};

/** The fields, or undefined when the message is another product's. */
function fieldsOf(raw: unknown): Raw | undefined {
  if (!isTextMessage(raw))
    return isRaw(raw) && "loguid" in raw && "product" in raw && "origin" in raw ? raw : undefined;
  if (raw.cef?.vendor === "Check Point")
    return {
      ...raw.cef.extension,
      name: raw.cef.name,
      sev: raw.cef.severity,
      product: raw.cef.product,
      time: raw.cef.extension.rt ?? "",
    };
  if (raw.leef?.vendor === "Check Point")
    return { ...raw.leef.attributes, product: raw.leef.product, time: raw.leef.attributes.devTime ?? "" };
  return ownForm(raw);
}

const FIELD = /([A-Za-z_][\w-]{0,60}):"((?:[^"\\]|\\.)*)"; ?/g;

/** `CheckPoint 1234 - [action:"Prevent"; src:"192.0.2.1"; …]`, behind a header of RFC 5424. */
function ownForm({ text }: TextMessage): Raw | undefined {
  const start = text.indexOf('[action:"') === -1 ? text.indexOf('[flags:"') : text.indexOf('[action:"');
  if (start === -1 || !text.includes("CheckPoint")) return undefined;
  const fields = [...text.slice(start).matchAll(FIELD)]
    .slice(0, 300)
    .map(([, key = "", value = ""]) => [key, value.replace(/\\(.)/g, "$1")]);
  return Object.fromEntries(fields);
}

/** 0 informational to 4 critical, or the word; CEF counts to 10. */
export const severityOf = severityWords(
  {
    0: "informational",
    1: "low",
    2: "medium",
    3: "high",
    4: "critical",
    informational: "informational",
    low: "low",
    medium: "medium",
    high: "high",
    critical: "critical",
    "very-high": "critical",
    5: "medium",
    6: "medium",
    7: "high",
    8: "high",
    9: "critical",
    10: "critical",
  },
  "unknown",
);

function confidenceOf(level: string): Pick<AlertDraftInput, "confidence"> {
  const scores: Record<string, number> = {
    1: 20,
    2: 40,
    3: 60,
    4: 80,
    5: 100,
    low: 30,
    "medium-low": 40,
    medium: 60,
    "medium-high": 75,
    high: 90,
  };
  const score = scores[level.toLowerCase()];
  return score === undefined ? {} : { confidence: score };
}

const outcomeOf = wordTable<ControlOutcome>(
  {
    prevent: "blocked",
    drop: "blocked",
    reject: "blocked",
    block: "blocked",
    inline: "blocked",
    quarantine: "quarantined",
    detect: "detected",
    monitor: "detected",
    alert: "detected",
    accept: "allowed",
    bypass: "allowed",
  },
  "unknown",
);

function timeOf(log: Raw, raw: unknown, receivedAt: Date): string {
  const header = isTextMessage(raw) ? (raw.syslog?.timestamp ?? "") : "";
  const written = textAt(log, "time");
  const epoch = written === "" ? undefined : looseTime(Number(written), receivedAt);
  const time = epoch ?? looseTime(written, receivedAt) ?? looseTime(header, receivedAt);
  if (time === undefined) throw missing("$.time", "a time", undefined);
  return time;
}
