/** Zscaler Internet Access: web and firewall logs of its streaming service, as JSON or CEF. What was blocked or bears a threat is an alert. https://help.zscaler.com/zia/nss-feed-output-format-web-logs */
import type { Source } from "../../src/connector/connector.ts";
import { filled } from "../../src/connector/draft-parts.ts";
import { looseTime } from "../../src/connector/infer/loose-time.ts";
import { entity, observables } from "../../src/connector/raw-entities.ts";
import {
  firstText,
  isRaw,
  missing,
  numberAt,
  objectAt,
  type Raw,
  requireObject,
  textAt,
} from "../../src/connector/raw-fields.ts";
import { severitySteps, severityWords } from "../../src/connector/severity-scale.ts";
import { isTextMessage } from "../../src/connector/text-message.ts";
import { itemsOf } from "../../src/connector/unwrap.ts";
import { hashOf } from "../../src/ids.ts";
import type { AlertDraftInput, ControlOutcome } from "../../src/model/alert.ts";

export const zscalerSource: Source = {
  text: "lines",
  split: itemsOf,

  recognizes: (raw) => fieldsOf(raw) !== undefined,

  normalize(raw, _settings, context): AlertDraftInput | null {
    const log = fieldsOf(raw) ?? requireObject(raw);
    const [action, threat] = [
      textAt(log, "action"),
      known(firstText(log, "threatname", "malwarecategory", "threatcategory")),
    ];
    const risk = numberAt(log, "pagerisk") ?? numberAt(log, "riskscore") ?? 0;
    const blocked = /block|drop|den|reset/i.test(action);
    if (
      threat === "" &&
      !(
        blocked &&
        /security|threat|malware|botnet|phish|ips|c2/i.test(
          `${textAt(log, "urlsupercategory")} ${textAt(log, "urlclass")} ${textAt(log, "reason")} ${textAt(log, "ipscat")}`,
        )
      )
    )
      return null;
    const severity = textAt(log, "threatseverity");
    const [user, from, to] = [
      firstText(log, "user", "login"),
      firstText(log, "clientip", "csip", "cip"),
      firstText(log, "serverip", "sdip", "sip"),
    ];
    const url = firstText(log, "url", "eurl");
    const name = threat || firstText(log, "reason", "urlcategory") || "Blocked";
    return {
      uid: firstText(log, "recordid", "transactionid") || hashOf(log),
      title: `${name}: ${action || "seen"}`,
      description: textAt(log, "reason"),
      severity: severityOf(severity) === "unknown" ? pageRisk(risk) : severityOf(severity),
      severityRaw: severity || (risk > 0 ? String(risk) : ""),
      time: timeOf(log, context?.receivedAt ?? new Date(0)),
      rule: { id: name, name },
      product: { name: "Zscaler Internet Access", vendor: "Zscaler" },
      categories: filled(
        known(textAt(log, "threatcategory")),
        textAt(log, "urlcategory"),
        textAt(log, "threatclass"),
        textAt(log, "ipscat"),
      ),
      techniques: [{ id: techniqueOf(`${name} ${textAt(log, "threatcategory")} ${textAt(log, "urlcategory")}`) }],
      entities: [
        ...entity("affected", "user", user),
        ...entity("affected", "device", known(firstText(log, "devicehostname", "devicename"))),
        ...entity("affected", "ip", from),
        ...entity("actor", "ip", to),
      ],
      observables: [
        ...observables("ip", from, to),
        ...observables("url", url === "" || url.includes("://") ? url : `http://${url}`),
        ...observables("domain", firstText(log, "hostname", "ehost")),
        ...observables("hash", known(firstText(log, "bamd5", "md5", "sha256"))),
        ...observables("file", known(textAt(log, "filename"))),
        ...observables("user-agent", textAt(log, "useragent")),
      ],
      controlOutcome: outcomeOf(blocked, action),
    };
  },
};

/** The fields, or undefined when the message is another product's. */
function fieldsOf(raw: unknown): Raw | undefined {
  if (isTextMessage(raw)) {
    if (raw.cef?.vendor !== "Zscaler") return undefined;
    const { extension, severity, signatureId } = raw.cef;
    const standard = {
      action: extension.act ?? signatureId,
      user: extension.suser ?? "",
      clientip: extension.src ?? "",
      serverip: extension.dst ?? "",
      url: extension.request ?? "",
      hostname: extension.dhost ?? "",
      threatname: extension.cs5 ?? "",
      pagerisk: String(Number(severity) * 10),
      datetime: extension.rt ?? "",
      useragent: extension.requestClientApplication ?? "",
      urlcategory: extension.cat ?? "",
    };
    return standard;
  }
  const event = isRaw(raw) && isRaw(raw.event) && /^zscaler/i.test(textAt(raw, "sourcetype")) ? raw.event : raw;
  const isOurs =
    isRaw(event) &&
    ("urlsupercategory" in event || "threatname" in event || "malwarecategory" in event) &&
    ("clientip" in event || "login" in event || "user" in event || "csip" in event);
  return isOurs ? { ...event, ...(event === raw ? {} : objectAt(raw as Raw, "event")) } : undefined;
}

/** Fields without a value hold a word. */
function known(text: string): string {
  return /^(?:none|n\/a|na|null)$/i.test(text) ? "" : text;
}

export const severityOf = severityWords(
  {
    "critical (90-100)": "critical",
    "high (75-89)": "high",
    "medium (46-74)": "medium",
    "low (1-45)": "low",
    critical: "critical",
    high: "high",
    medium: "medium",
    low: "low",
  },
  "unknown",
);

/** Page risk, 0 to 100, in the ranges of the threat severities. */
export const pageRisk = severitySteps([
  [90, "critical"],
  [75, "high"],
  [46, "medium"],
  [0, "low"],
]);

function techniqueOf(words: string): string {
  if (/phish/i.test(words)) return "T1566.002";
  return /bot|c2|c&c|callback|command/i.test(words) ? "T1071.001" : "T1204.002";
}

function outcomeOf(blocked: boolean, action: string): ControlOutcome {
  if (blocked) return "blocked";
  return /allow|permit/i.test(action) ? "allowed" : "detected";
}

function timeOf(log: Raw, receivedAt: Date): string {
  const text = firstText(log, "datetime", "time", "epochtime");
  const time = looseTime(text, receivedAt) ?? looseTime(text.replace(/ [A-Z]{3} /, " "), receivedAt);
  if (time === undefined) throw missing("$.datetime", "a time", text === "" ? undefined : text);
  return time;
}
