/** A line of text, its envelopes opened: syslog outside, and inside a CEF or LEEF event, pairs, JSON or words. */
import { readCef } from "./cef.ts";
import { readPairs } from "./key-values.ts";
import { readLeef } from "./leef.ts";
import { isRaw } from "./raw-fields.ts";
import { openSyslog } from "./syslog-header.ts";
import type { TextMessage } from "./text-message.ts";

/** The document that a line carries: the JSON object inside it, where there is one, else the {@link TextMessage}. Total; linear in the line. */
export function openText(line: string): unknown {
  const opened = openSyslog(line);
  const message = (opened?.message ?? line).trim();
  const json = jsonIn(message) ?? jsonIn(line.trim());
  if (json !== undefined) return json;
  const syslog = opened === undefined ? {} : { syslog: opened.header };
  return { text: line, ...syslog, message, ...eventIn(message, line) } satisfies TextMessage;
}

/** Some forwarders put words of their own before the event; its mark is looked for in the whole line. */
function eventIn(message: string, line: string): Pick<TextMessage, "cef" | "leef" | "pairs"> {
  const cef = readCef(from(message, "CEF:") ?? from(line, "CEF:") ?? "");
  if (cef !== undefined) return { cef };
  const leef = readLeef(from(message, "LEEF:") ?? from(line, "LEEF:") ?? "");
  if (leef !== undefined) return { leef };
  const pairs = readPairs(message);
  return pairs === undefined ? {} : { pairs };
}

function from(text: string, mark: string): string | undefined {
  const at = text.indexOf(mark);
  return at === -1 ? undefined : text.slice(at);
}

/** A JSON object that is the whole message, also behind the `@cee:` cookie of RFC 5424's structured successors. */
function jsonIn(text: string): unknown {
  const start = text.startsWith("@cee:") ? text.slice(5).trimStart() : text;
  if (!start.startsWith("{") || !start.endsWith("}")) return undefined;
  try {
    const value: unknown = JSON.parse(start);
    return isRaw(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
