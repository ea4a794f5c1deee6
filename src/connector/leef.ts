/** IBM's Log Event Extended Format, 1.0 (tabs) and 2.0 (a delimiter of its own): https://www.ibm.com/docs/en/dsm?topic=overview-leef-event-components */
import type { LeefEvent } from "./text-message.ts";

const MAX_ATTRIBUTES = 500;

/** Reads one event, or undefined when the text is none. */
export function readLeef(text: string): LeefEvent | undefined {
  const head = /^LEEF:(\d\.\d)\|/.exec(text);
  if (head === null) return undefined;
  const version = head[1]!;
  const parts: string[] = [];
  let at = head[0].length;
  for (let count = 0; count < 4; count += 1) {
    const end = text.indexOf("|", at);
    if (end === -1) return undefined;
    parts.push(text.slice(at, end));
    at = end + 1;
  }
  const [vendor = "", product = "", productVersion = "", eventId = ""] = parts;
  const delimiter = version === "1.0" ? { text: "\t", length: 0 } : delimiterOf(text, at);
  const rest = text.slice(at + delimiter.length);
  // A relay that takes the tab for a control character writes its code instead.
  const relayed = delimiter.text === "\t" && !rest.includes("\t") && rest.includes("#011");
  const attributes = readAttributes(rest, relayed ? "#011" : delimiter.text);
  return { version, vendor, product, productVersion, eventId, attributes };
}

/** Version 2.0 may name its delimiter: a character, or its code as `x09` or `0x09`. */
function delimiterOf(text: string, at: number): { text: string; length: number } {
  const named = /^(?:(?:0x|x)([0-9a-f]{1,4})|([^\w\s|=]))?\|/i.exec(text.slice(at, at + 8));
  if (named === null) return { text: "\t", length: 0 };
  const character = named[1] === undefined ? named[2] : String.fromCharCode(Number.parseInt(named[1], 16));
  return { text: character || "\t", length: named[0].length };
}

/** Some senders write spaces where tabs should be; then keys are found as in CEF. */
function readAttributes(text: string, delimiter: string): Record<string, string> {
  const pieces = text.split(delimiter, MAX_ATTRIBUTES);
  const attributes: Record<string, string> = Object.create(null);
  let last = "";
  for (const piece of pieces) {
    const equals = piece.indexOf("=");
    const key = piece.slice(0, Math.max(0, equals)).trim();
    if (equals > 0 && /^[\w.-]{1,100}$/.test(key)) {
      attributes[key] = piece.slice(equals + 1).trim();
      last = key;
    } else if (last !== "") attributes[last] += `${delimiter}${piece}`;
  }
  return { ...attributes };
}
