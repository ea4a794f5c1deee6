/** ArcSight Common Event Format: `CEF:version|vendor|product|version|id|name|severity|extension`. */
import type { CefEvent } from "./text-message.ts";

/** Reads one event, or undefined when the text is none. Linear; at most 500 keys. https://www.microfocus.com/documentation/arcsight/arcsight-smartconnectors/ */
export function readCef(text: string): CefEvent | undefined {
  const start = text.startsWith("CEF:") ? 4 : -1;
  if (start === -1) return undefined;
  const fields: string[] = [];
  let at = start;
  for (let count = 0; count < 7; count += 1) {
    const end = endOfField(text, at);
    if (end === -1 && count < 6) return undefined;
    fields.push(unescapeHeader(text.slice(at, end === -1 ? text.length : end)));
    at = end === -1 ? text.length : end + 1;
  }
  const [version = "", vendor = "", product = "", productVersion = "", signatureId = "", name = "", severity = ""] =
    fields;
  if (!/^\d{1,2}(?:\.\d{1,2})?$/.test(version.trim())) return undefined;
  const known = {
    version: version.trim(),
    vendor,
    product,
    productVersion,
    signatureId,
    name,
    severity: severity.trim(),
  };
  return { ...known, extension: readExtension(text.slice(at)) };
}

/** Where the next `|` stands that no backslash precedes; -1 when there is none. */
function endOfField(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === "|") return at;
  }
  return -1;
}

function unescapeHeader(text: string): string {
  return text.includes("\\") ? text.replace(/\\([|\\])/g, "$1") : text;
}

const KEY = /(?:^|\s)([A-Za-z0-9_][\w.[\]-]{0,99})=/g;
const MAX_KEYS = 500;

/** Values run until the next ` key=`; an equals sign inside of a value ought to be escaped, and where it is not, what precedes it is only a key after a space. */
export function readExtension(text: string): Record<string, string> {
  const found: { key: string; start: number; end: number }[] = [];
  for (const match of text.matchAll(KEY)) {
    if (found.length >= MAX_KEYS) break;
    found.push({ key: match[1]!, start: match.index, end: match.index + match[0].length });
  }
  const extension: Record<string, string> = Object.create(null);
  found.forEach(({ key, end }, index) => {
    extension[key] = unescapeValue(text.slice(end, found[index + 1]?.start ?? text.length).trim());
  });
  return { ...extension };
}

function unescapeValue(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replace(/\\([=\\|nr])/g, (_whole, next: string) => (next === "n" ? "\n" : next === "r" ? "\r" : next));
}
