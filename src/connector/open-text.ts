/** One line of text with its envelopes opened. Pure, linear in the line's length, never throws. */
import { readCef } from "./cef.ts";
import { readPairs } from "./key-value.ts";
import { readLeef } from "./leef.ts";
import { readSyslog } from "./syslog-header.ts";
import type { TextMessage } from "./text-message.ts";

/** Whatever the line holds: a syslog header, and in what follows it an event in one of the formats that are known. */
export function openText(line: string): TextMessage {
  const syslog = readSyslog(line);
  const message = syslog?.message ?? line;
  const opened: TextMessage = { text: line, message };
  if (syslog !== undefined) opened.syslog = syslog.header;
  const cef = readCef(message);
  if (cef !== undefined) return { ...opened, cef };
  const leef = readLeef(message);
  if (leef !== undefined) return { ...opened, leef };
  const pairs = readPairs(message);
  return pairs === undefined ? opened : { ...opened, pairs };
}
