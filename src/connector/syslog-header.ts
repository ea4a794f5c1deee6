/**
 * The header of a syslog message: RFC 5424, and RFC 3164 as devices write it, with ISO times, a year, a missing host or no priority at all.
 * What is no header is left in the message: nothing is lost by reading it wrongly.
 */
import type { SyslogHeader } from "./text-message.ts";

export interface OpenedSyslog {
  header: SyslogHeader;
  /** What comes after the header. */
  message: string;
}

const PRIORITY = /^<(\d{1,3})>/;
const ISO_TIME = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})?$/;
/** `Mar  1 10:00:00`, also with a year before or behind the time, a fraction or a zone, as routers write it. */
const BSD_TIME =
  /^[*.]?((?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) {1,2}\d{1,2} (?:\d{4} )?\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?(?: \d{4}(?= ))?(?: (?:UTC|GMT|Z))?):? /;
const HOST = /^[\w.:%-]{1,255}$/;
const TAG = /^([\w./-]{1,64}?)(?:\[([\w.-]{1,32})\])?: ?/;

/** Takes the header off, or undefined when the line has none. Linear in the length of the line. */
export function openSyslog(line: string): OpenedSyslog | undefined {
  const text = withoutFrame(line);
  const priority = PRIORITY.exec(text);
  const value = Number(priority?.[1]);
  if (priority !== null && value > 191) return undefined;
  const codes = priority === null ? {} : { facility: value >> 3, severity: value & 7 };
  const rest = text.slice(priority?.[0].length ?? 0);
  if (priority !== null && /^1 /.test(rest)) {
    const opened = open5424(rest.slice(2), codes);
    if (opened !== undefined) return opened;
  }
  return open3164(rest, codes, priority !== null);
}

/** RFC 6587 3.4.1: a count of octets before the message, where a file or a body kept it. */
function withoutFrame(line: string): string {
  return line.replace(/^\d{1,6} (?=<\d{1,3}>)/, "");
}

type Codes = Pick<SyslogHeader, "facility" | "severity">;

/** RFC 5424 6: TIMESTAMP HOSTNAME APP-NAME PROCID MSGID STRUCTURED-DATA [MSG]. */
function open5424(text: string, codes: Codes): OpenedSyslog | undefined {
  const words: string[] = [];
  let at = 0;
  for (let count = 0; count < 5; count += 1) {
    const end = text.indexOf(" ", at);
    if (end === -1) return undefined;
    words.push(text.slice(at, end));
    at = end + 1;
  }
  const [timestamp = "", host = "", app = "", pid = "", messageId = ""] = words.map((word) =>
    word === "-" ? "" : word,
  );
  if (timestamp !== "" && !ISO_TIME.test(timestamp)) return undefined;
  const data = readStructured(text, at);
  const message = text.slice(data.end).replace(/^ ?\ufeff?/, "");
  const names = { timestamp, host, app, pid, messageId, structured: data.elements };
  return { header: { format: "rfc5424", ...codes, ...names }, message };
}

interface Structured {
  elements: Record<string, Record<string, string>>;
  /** Where the message begins. */
  end: number;
}

const MAX_PARAMETERS = 200;
const PARAMETER = / ([^\s="\]]{1,64})="((?:[^"\\\]]|\\.)*)"/y;

/** RFC 5424 6.3: `-`, or `[id name="value" …]` several times; `\"`, `\\` and `\]` are escapes. */
function readStructured(text: string, start: number): Structured {
  const elements: Structured["elements"] = {};
  if (text[start] === "-") return { elements, end: start + 1 };
  let at = start;
  let count = 0;
  while (text[at] === "[" && count < MAX_PARAMETERS) {
    const id = /[^\s=\]"]{1,128}/y;
    id.lastIndex = at + 1;
    const name = id.exec(text)?.[0];
    if (name === undefined) break;
    const parameters: Record<string, string> = Object.create(null);
    PARAMETER.lastIndex = at + 1 + name.length;
    let end = PARAMETER.lastIndex;
    for (let found = PARAMETER.exec(text); found !== null && count < MAX_PARAMETERS; found = PARAMETER.exec(text)) {
      parameters[found[1]!] = found[2]!.replace(/\\(["\\\]])/g, "$1");
      end = PARAMETER.lastIndex;
      count += 1;
    }
    if (text[end] !== "]") break;
    elements[name] = { ...parameters };
    at = end + 1;
  }
  return { elements, end: at };
}

/** RFC 3164 4.1: TIMESTAMP HOSTNAME TAG[PID]: MESSAGE, each of which may be missing. */
function open3164(text: string, codes: Codes, hasPriority: boolean): OpenedSyslog | undefined {
  // Sequence numbers that routers put first: `000123: `.
  const numbered = hasPriority ? text.replace(/^\d{1,10}: /, "") : text;
  const { timestamp, rest } = takeTime(numbered);
  if (timestamp === "" && !hasPriority) return undefined;
  const { host, after } = timestamp === "" ? { host: "", after: rest } : takeHost(rest);
  const tag = TAG.exec(after);
  const names = { timestamp, host, app: tag?.[1] ?? "", pid: tag?.[2] ?? "", messageId: "", structured: {} };
  // A format of its own begins here, not the name of a program.
  const own = /^(?:CEF|LEEF):/.test(after);
  return {
    header: { format: "rfc3164", ...codes, ...names, ...(own ? { app: "", pid: "" } : {}) },
    message: own ? after : after.slice(tag?.[0].length ?? 0),
  };
}

function takeTime(text: string): { timestamp: string; rest: string } {
  const bsd = BSD_TIME.exec(text);
  if (bsd !== null) return { timestamp: bsd[1]!, rest: text.slice(bsd[0].length) };
  const space = text.indexOf(" ");
  const word = space === -1 ? "" : text.slice(0, space);
  if (ISO_TIME.test(word)) return { timestamp: word, rest: text.slice(space + 1) };
  const second = text.indexOf(" ", space + 1);
  const two = second === -1 ? "" : text.slice(0, second);
  if (ISO_TIME.test(two)) return { timestamp: two, rest: text.slice(second + 1) };
  return { timestamp: "", rest: text };
}

/** The next word, unless it is a tag (`sshd[1]:`, `%FW-6:`) or the message itself. */
function takeHost(text: string): { host: string; after: string } {
  const space = text.indexOf(" ");
  const word = space === -1 ? "" : text.slice(0, space);
  if (word === "" || word.endsWith(":") || word.startsWith("%") || !HOST.test(word)) return { host: "", after: text };
  const after = text.slice(space + 1);
  return { host: word, after: after.startsWith(": ") ? after.slice(2) : after };
}
