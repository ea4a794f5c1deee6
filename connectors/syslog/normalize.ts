/**
 * Lines that no product claims: ArcSight CEF, IBM LEEF (https://www.ibm.com/docs/en/dsm?topic=leef-overview), and syslog of RFC 3164 and RFC 5424 of
 * severity warning and graver. Recognizes nothing by itself: it is the reading of connections that say so.
 */
import type { Source } from "../../src/connector/connector.ts";
import { factsLine, filled, techniquesIn } from "../../src/connector/draft-parts.ts";
import { logTime } from "../../src/connector/log-time.ts";
import { entity, observables } from "../../src/connector/raw-entities.ts";
import { firstText, kindOf, missing, type Raw, textAt } from "../../src/connector/raw-fields.ts";
import { isTextMessage, type TextMessage } from "../../src/connector/text-message.ts";
import { InputError } from "../../src/errors.ts";
import { hashOf, sha256 } from "../../src/ids.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";
import { customFields, entitiesOf, observablesOf } from "./fields.ts";
import { outcomeOf, syslogSeverity, tenStepSeverity } from "./scales.ts";

export const syslogSource: Source = {
  text: "lines",
  anyText: true,

  normalize(written, _settings, context): AlertDraftInput | null {
    const raw = arrivedAt(written, context?.receivedAt);
    if (!isTextMessage(raw)) {
      throw new InputError("normalize.wrong-type", `$: expected a line of text, found ${kindOf(raw)}`, {
        details: { path: "$" },
      });
    }
    if (isHeader(raw.cef)) return readEvent(raw, ofCef(raw.cef));
    if (isHeader(raw.leef)) return readEvent(raw, ofLeef(raw.leef));
    return readLine(raw);
  },
};

/** The line with when it arrived, unless it says so itself. */
function arrivedAt(raw: unknown, receivedAt: Date | undefined): unknown {
  return isTextMessage(raw) && raw.receivedAt === undefined && receivedAt !== undefined
    ? { ...raw, receivedAt: receivedAt.toISOString() }
    : raw;
}

/** Raw alerts come from storage too: what is there is looked at, not believed. */
function isHeader<T extends object>(value: T | undefined): value is T {
  return value !== undefined && value !== null && typeof value === "object";
}

interface Event {
  format: "CEF" | "LEEF";
  vendor: string;
  product: string;
  ruleId: string;
  name: string;
  severity: string;
  fields: Raw;
  times: readonly string[];
}

function ofCef(cef: NonNullable<TextMessage["cef"]>): Event {
  const fields: Raw = isHeader(cef.extension) ? cef.extension : {};
  const header = cef as unknown as Raw;
  const [vendor, product] = [textAt(header, "vendor"), textAt(header, "product")];
  const name = textAt(header, "name") || textAt(header, "signatureId");
  const times = ["rt", "deviceReceiptTime", "end", "start", "deviceCustomDate1"];
  return {
    format: "CEF",
    vendor,
    product,
    ruleId: textAt(header, "signatureId"),
    name,
    severity: textAt(header, "severity"),
    fields,
    times,
  };
}

function ofLeef(leef: NonNullable<TextMessage["leef"]>): Event {
  const fields: Raw = isHeader(leef.attributes) ? leef.attributes : {};
  const header = leef as unknown as Raw;
  const [vendor, product] = [textAt(header, "vendor"), textAt(header, "product")];
  const ruleId = textAt(header, "eventId");
  const name = firstText(fields, "eventName", "name", "title", "msg") || ruleId;
  return {
    format: "LEEF",
    vendor,
    product,
    ruleId,
    name,
    severity: textAt(fields, "sev"),
    fields,
    times: ["devTime", "startTime", "endTime"],
  };
}

function readEvent(message: TextMessage, event: Event): AlertDraftInput {
  const { fields, ruleId, name, format } = event;
  const time = timeOf(message, event.times.map((key) => textAt(fields, key)).concat(otherTimes(fields)));
  if (time === undefined)
    throw missing(
      `$.${format.toLowerCase()}.${event.times[0]}`,
      "a time with its year",
      textAt(fields, event.times[0] ?? ""),
    );
  const external = firstText(fields, "externalId", "eventId");
  const action = firstText(fields, "act", "action", "outcome", "policyAction");
  const custom = customFields(fields);
  return {
    // A vendor's own number of the event is only unique with the rest: many number anew after a restart.
    uid: `${event.vendor}|${event.product}|${external === "" ? hashOf([event.ruleId, fields, name]) : `${external}|${ruleId}|${time}`}`,
    title: name || `${event.product} event`,
    description: [
      firstText(fields, "msg", "reason", "message"),
      factsLine({
        action,
        outcome: textAt(fields, "outcome"),
        reason: textAt(fields, "reason"),
        policy: firstText(fields, "policy", "policyName"),
        ...Object.fromEntries(custom),
      }),
    ]
      .filter((part) => part !== "")
      .join("\n"),
    severity: tenStepSeverity(event.severity),
    severityRaw: event.severity,
    time,
    rule: { id: ruleId || name, name: name || ruleId },
    product: { name: event.product || format, vendor: event.vendor || "unknown" },
    categories: filled(
      textAt(fields, "cat"),
      textAt(fields, "deviceEventCategory"),
      ruleId,
      action,
      firstText(fields, "app", "proto"),
    ),
    techniques: techniquesIn(
      textAt(fields, "cat"),
      ...custom.map(([label, value]) => (/mitre|technique|att&?ck/i.test(label) ? value : "")),
    ),
    entities: entitiesOf(fields, hostOf(message)),
    observables: observablesOf(fields),
    controlOutcome: outcomeOf(action),
  };
}

/** Notices and less are logs; a line without a priority is taken, since somebody chose to send it here. */
function readLine(message: TextMessage): AlertDraftInput | null {
  const header = (isHeader(message.syslog) ? message.syslog : {}) as unknown as Raw;
  const level = typeof header.severity === "number" ? header.severity : undefined;
  if (level !== undefined && level > 4) return null;
  const time = timeOf(message, []);
  if (time === undefined) throw missing("$.syslog.timestamp", "a time with its year", header.timestamp);
  const app = textAt(header, "app") || "syslog";
  const fields: Raw = isHeader(message.pairs) ? message.pairs : {};
  const rule = textAt(header, "messageId").replace(/^-$/, "") || app;
  const reporter = hostOf(message);
  const named = entitiesOf(fields, reporter);
  return {
    uid: sha256(`${stampOf(message) === "" ? "" : time}\n${message.text}`),
    title: message.message.slice(0, 300) || `Message of ${app}`,
    description: message.message,
    severity: syslogSeverity(level),
    severityRaw: level === undefined ? "" : String(level),
    time,
    rule: { id: `${app}/${rule}`, name: rule },
    product: { name: app, vendor: "syslog" },
    categories: filled(app, rule),
    techniques: techniquesIn(message.message),
    entities: named.length > 0 ? named : entity("affected", "service", app),
    observables: [
      ...observablesOf(fields),
      ...observables("ip", ...addressesIn(message.message)),
      ...observables("host", reporter),
    ],
    controlOutcome: outcomeOf(firstText(fields, "action", "act")),
  };
}

/**
 * The event's own time, else that of the syslog header; times without a year take it from when the line arrived. A line without any time
 * happened when it arrived, as far as anybody knows.
 */
function timeOf(message: TextMessage, own: readonly string[]): string | undefined {
  const near = typeof message.receivedAt === "string" ? message.receivedAt : undefined;
  for (const text of [...own, stampOf(message)]) {
    const time = text === "" ? undefined : logTime(text, near);
    if (time !== undefined) return time;
  }
  return near === undefined ? undefined : logTime(near);
}

function stampOf(message: TextMessage): string {
  return isHeader(message.syslog) ? textAt(message.syslog as unknown as Raw, "timestamp") : "";
}

/** Times under names of the vendor's own: `…UtcTime`, `…Timestamp`. */
function otherTimes(fields: Raw): string[] {
  const names = Object.keys(fields).slice(0, 200);
  return names.filter((name) => /(?:utctime|timestamp|eventtime)$/i.test(name)).map((name) => textAt(fields, name));
}

function hostOf(message: TextMessage): string {
  return isHeader(message.syslog) ? textAt(message.syslog as unknown as Raw, "host").replace(/^-$/, "") : "";
}

function addressesIn(text: string): string[] {
  return (text.slice(0, 4000).match(/(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])/g) ?? []).slice(0, 10);
}
