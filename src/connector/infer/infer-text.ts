/** Lines of text as objects that inference can read: the fields of a CEF or LEEF event, pairs, or the words of the message. */
import type { Raw } from "../raw-fields.ts";
import type { SyslogHeader, TextMessage } from "../text-message.ts";
import { SYSLOG_SEVERITY } from "./scale.ts";

/** Of RFC 5424 6.2.1. Informational and debug are how most logs are sent, and say nothing of the alert inside. */
const NOTICE = 5;

/** The message as a document with telling names. */
export function documentOfText({ text, syslog, message, cef, leef, pairs }: TextMessage): Raw {
  if (cef !== undefined) {
    const { vendor, product, signatureId, name, severity, extension } = cef;
    return { vendor, product, rule_id: signatureId, title: name, severity, ...header(syslog, false), ...extension };
  }
  if (leef !== undefined) {
    const { vendor, product, eventId, attributes } = leef;
    return { vendor, product, rule_id: eventId, title: eventId, ...header(syslog, true), ...attributes };
  }
  if (pairs !== undefined) return { ...header(syslog, true), ...pairs };
  const app = syslog?.app ?? "";
  return {
    title: message.slice(0, 300),
    ...(app === "" ? {} : { product: app, rule_name: app }),
    ...header(syslog, true),
    message: text,
  };
}

function header(syslog: SyslogHeader | undefined, withSeverity: boolean): Raw {
  if (syslog === undefined) return {};
  const { timestamp, host, severity } = syslog;
  return {
    ...(timestamp === "" ? {} : { receive_time: timestamp }),
    ...(host === "" ? {} : { host }),
    ...(withSeverity && severity !== undefined && severity <= NOTICE
      ? { log_severity: SYSLOG_SEVERITY[severity] }
      : {}),
  };
}
