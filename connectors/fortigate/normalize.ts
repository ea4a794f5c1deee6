/**
 * FortiGate logs: `key=value` by syslog, CEF, and JSON of its collectors. Security logs (type utm) and events that were refused are alerts; sessions
 * that were let through are a log. https://docs.fortinet.com/document/fortigate/7.4.0/fortios-log-message-reference
 */
import type { Source } from "../../src/connector/connector.ts";
import { filled, given, wordTable } from "../../src/connector/draft-parts.ts";
import { entity, observables } from "../../src/connector/raw-entities.ts";
import { firstText, isRaw, missing, type Raw, requireObject, textAt } from "../../src/connector/raw-fields.ts";
import { isoTime } from "../../src/connector/raw-time.ts";
import { severityWords } from "../../src/connector/severity-scale.ts";
import { isTextMessage } from "../../src/connector/text-message.ts";
import { twoSides } from "../../src/connector/two-sides.ts";
import { itemsOf } from "../../src/connector/unwrap.ts";
import type { AlertDraftInput, ControlOutcome } from "../../src/model/alert.ts";

export const fortigateSource: Source = {
  text: "lines",
  split: itemsOf,

  recognizes: (raw) => fieldsOf(raw) !== undefined,

  normalize(raw): AlertDraftInput | null {
    const log = fieldsOf(raw) ?? requireObject(raw);
    const [type, subtype] = [textAt(log, "type"), textAt(log, "subtype")];
    const isFailedLogin =
      type === "event" && /^(?:failed|deny|failure)$/i.test(textAt(log, "status") || textAt(log, "action"));
    if (type !== "utm" && type !== "anomaly" && !isFailedLogin) return null;
    const action = textAt(log, "action");
    // A page of a permitted category is a log.
    if (
      /^(?:webfilter|app-ctrl|dns|ssl|ssh)$/.test(subtype) &&
      /^(?:passthrough|pass|permit|allow)/.test(action) &&
      !textAt(log, "level").startsWith("alert")
    )
      return null;
    const [from, to] = [firstText(log, "srcip", "remip", "ui_ip"), textAt(log, "dstip")];
    const severity = firstText(log, "severity", "crlevel", "apprisk", "level");
    const name = firstText(log, "attack", "virus", "eventtype", "logdesc", "msg") || subtype;
    return {
      uid: [
        textAt(log, "devid"),
        textAt(log, "logid"),
        textAt(log, "eventtime") || `${textAt(log, "date")} ${textAt(log, "time")}`,
        textAt(log, "sessionid"),
        from,
        to,
        name,
      ].join("|"),
      session: textAt(log, "sessionid") === "" ? "" : `${textAt(log, "devid")}/${textAt(log, "sessionid")}`,
      title: name,
      description: firstText(log, "msg", "logdesc"),
      severity: severityOf(severity),
      severityRaw: severity,
      time: timeOf(log),
      rule: { id: firstText(log, "attackid", "virusid", "logid") || name, name },
      product: { name: "FortiGate", vendor: "Fortinet" },
      categories: filled(`${type}/${subtype}`, textAt(log, "eventtype"), textAt(log, "catdesc"), textAt(log, "appcat")),
      techniques: techniqueOf(isFailedLogin ? "login" : subtype),
      entities: [
        ...(isFailedLogin ? entity("actor", "ip", from) : twoSides(from, to)),
        ...entity("affected", "user", firstText(log, "user", "unauthuser")),
        ...entity("affected", "device", isFailedLogin || from === "" ? textAt(log, "devname") : "", {
          aliases: [textAt(log, "devid")],
        }),
      ],
      observables: [
        ...observables("ip", from, to),
        ...observables("port", textAt(log, "dstport")),
        ...observables("url", urlOf(log)),
        ...observables("domain", firstText(log, "hostname", "qname")),
        ...observables("file", textAt(log, "filename")),
        ...observables("hash", firstText(log, "filehash", "analyticscksum")),
        ...observables("user-agent", textAt(log, "agent")),
      ],
      controlOutcome: outcomeOf(action.split("_")[0] ?? ""),
      ...given({ link: textAt(log, "ref") }),
    };
  },
};

/** The fields, or undefined when the message is another product's. CEF prefixes those without a standard name. */
function fieldsOf(raw: unknown): Raw | undefined {
  if (!isTextMessage(raw)) return isRaw(raw) && "logid" in raw && "devid" in raw && "subtype" in raw ? raw : undefined;
  if (raw.pairs !== undefined)
    return "logid" in raw.pairs && "type" in raw.pairs && "subtype" in raw.pairs ? raw.pairs : undefined;
  if (raw.cef?.vendor !== "Fortinet") return undefined;
  const { extension } = raw.cef;
  const own = Object.fromEntries(
    Object.entries(extension).flatMap(([key, value]) => (key.startsWith("FTNTFGT") ? [[key.slice(7), value]] : [])),
  );
  const [type = "", subtype = ""] = (extension.cat ?? "").split(":");
  const standard = {
    srcip: extension.src ?? "",
    dstip: extension.dst ?? "",
    user: extension.suser ?? extension.duser ?? "",
    dstport: extension.dpt ?? "",
    action: extension.act ?? "",
    hostname: extension.dhost ?? "",
    url: extension.request ?? "",
    filename: extension.fname ?? "",
    devid: extension.deviceExternalId ?? "",
    devname: extension.dvchost ?? "",
    msg: extension.msg ?? "",
    eventtime: extension.start ?? "",
  };
  return { type, subtype, ...standard, ...own };
}

/** https://docs.fortinet.com/document/fortigate/7.4.0/fortios-log-message-reference/524940: levels of syslog, and severities of IPS signatures. */
export const severityOf = severityWords(
  {
    emergency: "critical",
    alert: "high",
    critical: "critical",
    high: "high",
    elevated: "high",
    error: "medium",
    medium: "medium",
    warning: "medium",
    notice: "low",
    low: "low",
    information: "informational",
    info: "informational",
    debug: "informational",
  },
  "unknown",
);

const outcomeOf = wordTable<ControlOutcome>(
  {
    blocked: "blocked",
    block: "blocked",
    dropped: "blocked",
    reset: "blocked",
    clear: "blocked",
    deny: "blocked",
    failed: "blocked",
    detected: "detected",
    monitored: "detected",
    passthrough: "allowed",
    pass: "allowed",
    quarantined: "quarantined",
    login: "blocked",
  },
  "detected",
);

const TECHNIQUES: ReadonlyMap<string, string> = new Map([
  ...Object.entries({
    ips: "T1190",
    virus: "T1204.002",
    anomaly: "T1498",
    dns: "T1071.004",
    webfilter: "T1071.001",
    waf: "T1190",
    login: "T1110",
    "file-filter": "T1204.002",
    emailfilter: "T1566",
  }),
]);

function techniqueOf(subtype: string): { id: string }[] {
  const id = TECHNIQUES.get(subtype);
  return id === undefined ? [] : [{ id }];
}

function urlOf(log: Raw): string {
  const [url, host] = [textAt(log, "url"), textAt(log, "hostname")];
  if (url === "" || url.includes("://")) return url;
  return host === ""
    ? ""
    : `${textAt(log, "service").toUpperCase() === "HTTPS" ? "https" : "http"}://${host}${url.startsWith("/") ? "" : "/"}${url}`;
}

/** `eventtime` in nanoseconds since 7.0, seconds before; else date, time and zone. */
function timeOf(log: Raw): string {
  const stamp = textAt(log, "eventtime");
  const zone = /^[+-]\d{4}$/.test(textAt(log, "tz")) ? textAt(log, "tz") : "";
  const time =
    isoTime(stamp.length > 13 ? Number(stamp.slice(0, 13)) : stamp) ??
    isoTime(`${textAt(log, "date")} ${textAt(log, "time")}${zone}`);
  if (time === undefined) throw missing("$.eventtime", "a time", undefined);
  return time;
}
