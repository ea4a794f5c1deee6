/** IBM Log Event Extended Format 1.0 and 2.0. Pure, linear, never throws. */
import type { LeefEvent } from "./text-message.ts";

const START = /(?:^|\s)LEEF: ?(?=[12](?:\.\d)?\|)/;
const BEGINS_WITHIN = 256;
const HEX = /^(?:0?x)([0-9a-f]{1,4})$/i;
/** How a relay writes a tab that it takes for a control character. */
const RELAYED_TAB = "#011";

/** The event in a message, or undefined when there is none or its header breaks off. */
export function readLeef(message: string): LeefEvent | undefined {
  const start = START.exec(message.slice(0, BEGINS_WITHIN));
  if (start === null) return undefined;
  const fields: string[] = [];
  let at = start.index + start[0].length;
  while (fields.length < 5) {
    const end = message.indexOf("|", at);
    if (end === -1) return undefined;
    fields.push(message.slice(at, end).trim());
    at = end + 1;
  }
  const [version = "", vendor = "", product = "", productVersion = "", eventId = ""] = fields;
  const named = version.startsWith("2") ? delimiterAt(message, at) : undefined;
  const rest = message.slice(at + (named?.length ?? 0));
  const attributes = readAttributes(rest, named?.delimiter || tabOf(rest));
  return { version, vendor, product, productVersion, eventId, attributes };
}

/** The sixth field of 2.0: one character or its number in hex. Senders that leave the field out are read as if it were a tab. */
function delimiterAt(message: string, at: number): { delimiter: string; length: number } | undefined {
  if (message[at] === "|" && message[at + 1] === "|") return { delimiter: "|", length: 2 };
  const end = message.slice(at, at + 8).indexOf("|");
  if (end === -1) return undefined;
  const field = message.slice(at, at + end);
  const hex = HEX.exec(field);
  if (hex !== null) return { delimiter: String.fromCharCode(Number.parseInt(hex[1] ?? "9", 16)), length: end + 1 };
  return [...field].length <= 1 ? { delimiter: field, length: end + 1 } : undefined;
}

function tabOf(text: string): string {
  return !text.includes("\t") && text.includes(RELAYED_TAB) ? RELAYED_TAB : "\t";
}

function readAttributes(text: string, delimiter: string): Record<string, string> {
  const values = new Map<string, string>();
  for (const part of text.split(delimiter)) {
    const equals = part.indexOf("=");
    const key = part.slice(0, Math.max(equals, 0)).trim();
    if (key !== "" && !values.has(key)) values.set(key, part.slice(equals + 1).trim());
  }
  return Object.fromEntries(values);
}
