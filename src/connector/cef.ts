/** ArcSight Common Event Format (Implementing CEF, revision 27). Pure, linear, never throws. */
import type { CefEvent } from "./text-message.ts";

const START = /(?:^|\s)CEF: ?(?=[01]\b)/;
/** How far into a message the format may begin: some relays put a word of their own before it. */
const BEGINS_WITHIN = 256;
const KEY = /^[\w.[\]-]{1,128}$/;
const SPACE = /\s/;

/** The event in a message, or undefined when there is none or its header breaks off. */
export function readCef(message: string): CefEvent | undefined {
  const start = START.exec(message.slice(0, BEGINS_WITHIN));
  if (start === null) return undefined;
  const fields: string[] = [];
  let at = start.index + start[0].length;
  while (fields.length < 7) {
    const end = endOfField(message, at);
    if (end === message.length && fields.length < 6) return undefined;
    fields.push(
      message
        .slice(at, end)
        .replace(/\\([|\\])/g, "$1")
        .trim(),
    );
    at = end + 1;
  }
  const [version = "", vendor = "", product = "", productVersion = "", signatureId = "", name = "", severity = ""] =
    fields;
  const extension = readExtension(message.slice(at));
  return { version, vendor, product, productVersion, signatureId, name, severity, extension };
}

function endOfField(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === "|") return at;
  }
  return text.length;
}

/**
 * `key=value key=value`, values with spaces in them. A key is a word before the first bare `=` of a run without spaces; any further `=` in
 * that run belongs to the value, as in addresses with a query. Of a key written twice the first counts: later ones are easier to smuggle in.
 */
export function readExtension(text: string): Record<string, string> {
  const values = new Map<string, string>();
  let key: string | undefined;
  let valueStart = 0;
  let wordStart = 0;
  let decided = false;
  const close = (end: number) => {
    if (key !== undefined && !values.has(key)) values.set(key, unescapeValue(text.slice(valueStart, end).trim()));
  };
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? "";
    if (char === "\\" && (text[at + 1] === "=" || text[at + 1] === "\\")) at += 1;
    else if (char === "=" && !decided) {
      decided = true;
      const word = text.slice(wordStart, Math.min(at, wordStart + 129));
      if (!KEY.test(word)) continue;
      close(wordStart);
      key = word;
      valueStart = at + 1;
    } else if (SPACE.test(char)) {
      wordStart = at + 1;
      decided = false;
    }
  }
  close(text.length);
  return Object.fromEntries(values);
}

const ESCAPED: Readonly<Record<string, string>> = { n: "\n", r: "\r" };

function unescapeValue(value: string): string {
  return value.replace(/\\([=\\|nr])/g, (_, char: string) => ESCAPED[char] ?? char);
}
