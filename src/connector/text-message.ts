/** A line of text that carries an alert, with the envelopes around it opened: what sources that read lines are handed. */
import { isRaw } from "./raw-fields.ts";

/** The header of a syslog message: RFC 3164 (as it is seen in the wild) or RFC 5424. */
export interface SyslogHeader {
  format: "rfc3164" | "rfc5424";
  /** 0 to 23 and 0 to 7, from the priority; missing where the message had none. */
  facility?: number;
  severity?: number;
  /** As written. RFC 3164 times have neither year nor zone. */
  timestamp: string;
  host: string;
  app: string;
  pid: string;
  messageId: string;
  /** RFC 5424 6.3: element by id, its parameters by name. */
  structured: Record<string, Record<string, string>>;
}

/** ArcSight Common Event Format, version 0 and 1. Extension values are unescaped; custom fields stay under their own keys. */
export interface CefEvent {
  version: string;
  vendor: string;
  product: string;
  productVersion: string;
  /** Device event class id. */
  signatureId: string;
  name: string;
  severity: string;
  extension: Record<string, string>;
}

/** IBM Log Event Extended Format, version 1.0 and 2.0. */
export interface LeefEvent {
  version: string;
  vendor: string;
  product: string;
  productVersion: string;
  eventId: string;
  attributes: Record<string, string>;
}

export interface TextMessage {
  /** The line as it came. */
  text: string;
  syslog?: SyslogHeader;
  /** What the syslog header stood before; the whole line when there was none. */
  message: string;
  cef?: CefEvent;
  leef?: LeefEvent;
  /** When the line arrived, ISO 8601: what gives a time without a year its year, so that reading stays pure. */
  receivedAt?: string;
  /** `key=value key="quoted value"` pairs, where the message consists of them. */
  pairs?: Record<string, string>;
}

/** True for what {@link TextMessage} describes; other values are JSON documents or whole bodies. */
export function isTextMessage(value: unknown): value is TextMessage {
  return isRaw(value) && typeof value.text === "string" && typeof value.message === "string";
}
