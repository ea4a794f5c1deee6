/**
 * Palo Alto Networks firewalls: THREAT, GLOBALPROTECT and SYSTEM logs by syslog (comma separated, CEF or LEEF) and as JSON of the logging service.
 * Traffic that is only counted is no alert. https://docs.paloaltonetworks.com/pan-os/11-1/pan-os-admin/monitoring/use-syslog-for-monitoring
 */
import type { Source } from "../../src/connector/connector.ts";
import { filled, wordTable } from "../../src/connector/draft-parts.ts";
import { looseTime } from "../../src/connector/infer/loose-time.ts";
import { entity, observables } from "../../src/connector/raw-entities.ts";
import { firstText, isRaw, missing, type Raw, requireObject, textAt } from "../../src/connector/raw-fields.ts";
import { severityWords } from "../../src/connector/severity-scale.ts";
import { isTextMessage } from "../../src/connector/text-message.ts";
import { twoSides } from "../../src/connector/two-sides.ts";
import { itemsOf } from "../../src/connector/unwrap.ts";
import type { AlertDraftInput, ControlOutcome } from "../../src/model/alert.ts";
import { fieldsOfLine, renamed } from "./fields.ts";

export const panOsSource: Source = {
  text: "lines",
  split: itemsOf,

  recognizes: (raw) => fieldsOf(raw) !== undefined,

  normalize(raw, _settings, context): AlertDraftInput | null {
    const fields = fieldsOf(raw) ?? requireObject(raw);
    const type = textAt(fields, "type").toUpperCase();
    if (type === "GLOBALPROTECT") return readRemoteAccess(fields, context?.receivedAt ?? new Date(0));
    return type === "THREAT" || type === "WILDFIRE" ? readThreat(fields, context?.receivedAt ?? new Date(0)) : null;
  },
};

/** The fields under our names, or undefined when the message is another product's. */
function fieldsOf(raw: unknown): Raw | undefined {
  if (isTextMessage(raw)) {
    if (raw.cef?.vendor === "Palo Alto Networks") {
      const { name, severity, signatureId, extension } = raw.cef;
      const fields = { ...labelled(extension), ...renamed(extension) };
      return { ...fields, type: name, subtype: signatureId, threatid: extension.cat ?? "", cefSeverity: severity };
    }
    if (raw.leef?.vendor === "Palo Alto Networks")
      return {
        threatid: raw.leef.eventId,
        ...renamed(raw.leef.attributes),
        type: raw.leef.attributes.Type ?? raw.leef.attributes.type ?? "THREAT",
      };
    return fieldsOfLine(raw);
  }
  return isRaw(raw) && "LogType" in raw && "TimeGenerated" in raw && ("DeviceSN" in raw || "LogSourceName" in raw)
    ? renamed(raw)
    : undefined;
}

/** Custom fields of CEF under what their labels call them: `cs1Label=Rule`. */
function labelled(extension: Record<string, string>): Raw {
  const names: Record<string, string> = { Rule: "rule", "URL Category": "category", "Threat ID": "threatid" };
  return Object.fromEntries(
    Object.entries(extension).flatMap(([key, label]) => {
      const name = key.endsWith("Label") ? names[label] : undefined;
      return name === undefined ? [] : [[name, extension[key.slice(0, -5)] ?? ""]];
    }),
  );
}

export const severityOf = severityWords(
  {
    critical: "critical",
    high: "high",
    medium: "medium",
    low: "low",
    informational: "informational",
    5: "critical",
    4: "high",
    3: "medium",
    2: "low",
    1: "informational",
  },
  "unknown",
);

const OUTCOMES = wordTable<ControlOutcome>(
  { alert: "detected", allow: "allowed", continue: "allowed", "syncookie-sent": "detected" },
  "blocked",
);

/** https://docs.paloaltonetworks.com/pan-os/11-1/pan-os-admin/monitoring/use-syslog-for-monitoring/syslog-field-descriptions/threat-log-fields: Threat/Content Type */
const techniqueOf = wordTable<string>(
  {
    spyware: "T1071",
    "wildfire-virus": "T1204.002",
    wildfire: "T1204.002",
    virus: "T1204.002",
    vulnerability: "T1190",
    url: "T1071.001",
    scan: "T1046",
    flood: "T1498",
    "ml-virus": "T1204.002",
    "dns-security": "T1071.004",
  },
  "",
);

function readThreat(fields: Raw, receivedAt: Date): AlertDraftInput | null {
  const [subtype, action, severity] = [
    textAt(fields, "subtype"),
    textAt(fields, "action"),
    textAt(fields, "severity") || textAt(fields, "cefSeverity"),
  ];
  // Pages and files that were let through without a word are a log, not an alert.
  if (
    (subtype === "url" || subtype === "file" || subtype === "data") &&
    /^(?:alert|allow)$/.test(action) &&
    /^(?:informational|low|1)?$/.test(severity)
  )
    return null;
  const threat = textAt(fields, "threatid") || subtype;
  const id = /\((\d+)\)\s*$/.exec(threat)?.[1] ?? threat;
  const [from, to, technique] = [textAt(fields, "src"), textAt(fields, "dst"), techniqueOf(subtype)];
  const what = textAt(fields, "misc");
  return {
    uid: [
      textAt(fields, "serial"),
      textAt(fields, "seqno"),
      textAt(fields, "sessionid"),
      id,
      textAt(fields, "time_generated"),
      from,
      to,
    ].join("|"),
    // Numbered by each firewall; zero is none.
    session:
      Number(textAt(fields, "sessionid")) > 0 ? `${textAt(fields, "serial")}/${textAt(fields, "sessionid")}` : "",
    title:
      subtype === "url"
        ? `URL ${textAt(fields, "category")}: ${action}`
        : threat.replace(/\s*\(\d+\)\s*$/, "") || subtype,
    severity: severityOf(severity),
    severityRaw: severity,
    time: timeOf(fields, receivedAt),
    rule: { id, name: threat },
    product: { name: "PAN-OS", vendor: "Palo Alto Networks" },
    categories: filled(`threat/${subtype}`, textAt(fields, "category"), textAt(fields, "app"), textAt(fields, "rule")),
    techniques: technique === "" ? [] : [{ id: technique }],
    entities: [
      ...twoSides(from, to),
      ...entity("affected", "user", textAt(fields, "srcuser")),
      ...entity("affected", "user", textAt(fields, "dstuser")),
    ],
    observables: [
      ...observables("ip", from, to),
      ...observables("port", textAt(fields, "dport")),
      ...observables(subtype === "url" ? "url" : "file", subtype === "url" ? addressOf(what) : what),
      ...observables("hash", textAt(fields, "filedigest")),
      ...observables("user-agent", textAt(fields, "user_agent")),
      ...observables("email", textAt(fields, "sender"), textAt(fields, "recipient")),
    ],
    controlOutcome: action === "" ? "unknown" : OUTCOMES(action),
  };
}

/** URL logs leave out the scheme. */
function addressOf(text: string): string {
  return text === "" || text.includes("://") ? text : `http://${text}`;
}

function readRemoteAccess(fields: Raw, receivedAt: Date): AlertDraftInput | null {
  if (!/fail/i.test(textAt(fields, "status"))) return null;
  const [user, from] = [textAt(fields, "srcuser"), firstText(fields, "src", "src6")];
  return {
    uid: [textAt(fields, "serial"), textAt(fields, "time_generated"), user, from, textAt(fields, "stage")].join("|"),
    title: `Remote access failed at ${textAt(fields, "stage") || "login"}`,
    description: firstText(fields, "error", "opaque"),
    severity: "low",
    severityRaw: "",
    time: timeOf(fields, receivedAt),
    rule: { id: `globalprotect ${textAt(fields, "stage")}`, name: "GlobalProtect failure" },
    product: { name: "PAN-OS", vendor: "Palo Alto Networks" },
    categories: filled("globalprotect", textAt(fields, "stage"), textAt(fields, "auth_method")),
    techniques: [{ id: "T1110" }],
    entities: [...entity("affected", "user", user), ...entity("actor", "ip", from)],
    observables: [...observables("ip", from), ...observables("host", textAt(fields, "machinename"))],
    controlOutcome: "blocked",
  };
}

/** `2026/03/01 10:00:00`, by the firewall's clock, read as UTC. */
function timeOf(fields: Raw, receivedAt: Date): string {
  const text = firstText(fields, "time_generated", "receive_time");
  const time = looseTime(text.replace(/^(\d{4})\/(\d{2})\/(\d{2}) /, "$1-$2-$3 "), receivedAt);
  if (time === undefined) throw missing("$.time_generated", "a time", text === "" ? undefined : text);
  return time;
}
