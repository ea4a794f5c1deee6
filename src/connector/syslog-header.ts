/** The header of a syslog line, as the standards write it and as devices in the field do. Pure, linear, never throws. */
import { readStructured } from "./syslog-structured.ts";
import type { SyslogHeader } from "./text-message.ts";

export interface OpenedSyslog {
  header: SyslogHeader;
  message: string;
}

// Every pattern is anchored and its repetitions are bounded, so that none looks at more than the head of a line.
const COUNTED = /^\d{1,6} (?=<\d{1,3}>)/;
const PRIORITY = /^<(\d{1,3})>/;
const VERSION = /^[1-9]\d{0,2} (?=(?:-|\d{4}-\d\d-\d\dT[^ ]{1,40}) )/;
const ISO = "\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?(?: ?(?:Z|[+-]\\d\\d:?\\d\\d))?";
const MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";
const CLOCK = "\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?";
const BSD = `(?:\\d{4} )?${MONTH} {1,2}\\d{1,2} (?:\\d{4},? )?${CLOCK}(?: \\d{4}(?= ))?(?: (?:UTC|GMT))?`;
/** Routers number their messages, and mark a clock that is not set by `*` or `.`. */
const TIME = new RegExp(`^(?:\\d{1,10}: {1,2}){0,2}[*.]?(${ISO}|${BSD})(?::(?= )| |$)`);
const HOST = /^ {0,4}([\p{L}\p{N}_.:/-]{1,255}) (?! {0,2}$)/u;
const TAG = /^ {0,4}([\p{L}\p{N}_./@-]{1,128})(?:\[([^\]\s]{1,128})\])?:(?:\s{1,4}|$)/u;
const ENVELOPE = /^(?:CEF|LEEF)$/;

/** The header and what it stood before, or undefined when the line has neither a priority nor a time to know it by. RFC 3164, RFC 5424. */
export function readSyslog(line: string): OpenedSyslog | undefined {
  let rest = line.replace(COUNTED, "");
  const priority = PRIORITY.exec(rest);
  const value = Number(priority?.[1] ?? Number.NaN);
  const level = value <= 191 ? { facility: value >> 3, severity: value & 7 } : {};
  if (priority !== null) rest = rest.slice(priority[0].length);
  const version = VERSION.exec(rest);
  if (version !== null) {
    const opened = readNew(rest.slice(version[0].length), level);
    if (opened !== undefined) return opened;
  }
  return readOld(rest, level, priority !== null);
}

type Level = Pick<SyslogHeader, "facility" | "severity">;

/** RFC 5424 6.2: five fields of one word each, then the structured data. */
function readNew(text: string, level: Level): OpenedSyslog | undefined {
  const words: string[] = [];
  let at = 0;
  while (words.length < 5) {
    const end = text.indexOf(" ", at);
    if (end === -1) return undefined;
    const word = text.slice(at, end);
    words.push(word === "-" ? "" : word);
    at = end + 1;
  }
  const [timestamp, host, app, pid, messageId] = words as [string, string, string, string, string];
  const { structured, end } = readStructured(text, at);
  const message = text
    .slice(end)
    .replace(/^ /, "")
    .replace(/^\ufeff/, "");
  return { header: { format: "rfc5424", ...level, timestamp, host, app, pid, messageId, structured }, message };
}

/** RFC 3164 4.1, where every part may be missing. */
function readOld(text: string, level: Level, certain: boolean): OpenedSyslog | undefined {
  const time = TIME.exec(text);
  if (time === null && !certain) return undefined;
  let rest = text.slice(time?.[0].length ?? 0);
  const host = time === null ? "" : hostOf(rest);
  if (host !== "") rest = rest.slice(HOST.exec(rest)?.[0].length ?? 0);
  rest = rest.replace(/^ {0,4}(?:: {1,4})?/, "");
  const tag = TAG.exec(rest);
  const named = tag !== null && !ENVELOPE.test(tag[1] ?? "");
  const message = named ? rest.slice(tag[0].length) : rest;
  const [app, pid] = named ? [tag[1] ?? "", tag[2] ?? ""] : ["", ""];
  const timestamp = time?.[1] ?? "";
  return {
    header: { format: "rfc3164", ...level, timestamp, host, app, pid, messageId: "", structured: {} },
    message,
  };
}

/** The word after the time, unless it is the tag or the message already because the device left its name out. */
function hostOf(text: string): string {
  const word = HOST.exec(text)?.[1] ?? "";
  const missing = word.endsWith(":") || /^(?:CEF|LEEF):/.test(word);
  return missing ? "" : word;
}
