/** Words of mail headers: encoded words (RFC 2047), parameters (RFC 2045, RFC 2231), addresses (RFC 5322 3.4) and dates (3.3). */
import { isoTime } from "../raw-time.ts";
import { bytesToText, fromQuotedPrintable } from "./decode-text.ts";

/** The text of a header value with its encoded words decoded; a word that cannot be decoded stays as it is. */
export function decodeWords(value: string): string {
  const joined = value.slice(0, 10_000).replace(/(\?=)[ \t]{1,100}(?==\?)/g, "$1");
  return joined.replace(
    /=\?([\w.:-]{1,40})(?:\*[\w-]{0,20})?\?([bq])\?([^?\s]{0,2000})\?=/gi,
    (_, charset, kind, text) =>
      bytesToText(
        kind.toLowerCase() === "b" ? Buffer.from(text, "base64") : fromQuotedPrintable(text.replaceAll("_", " ")),
        charset,
      ),
  );
}

export interface Parameters {
  /** What stands before the first semicolon, lower case. */
  value: string;
  parameters: ReadonlyMap<string, string>;
}

/** `value; name=text; name*=utf-8''text; name*0=…`, at most 50 parameters. */
export function readParameters(header: string): Parameters {
  const [first = "", ...rest] = splitOutsideQuotes(header.slice(0, 10_000), ";");
  const written = new Map<string, string>();
  for (const part of rest.slice(0, 50)) {
    const at = part.indexOf("=");
    if (at > 0) written.set(part.slice(0, at).trim().toLowerCase(), unquote(part.slice(at + 1).trim()));
  }
  const parameters = new Map<string, string>();
  for (const [name, text] of written) {
    const base = name.replace(/\*.*$/, "");
    if (parameters.has(base)) continue;
    parameters.set(base, name === base ? decodeWords(text) : continued(written, base));
  }
  return { value: first.trim().toLowerCase(), parameters };
}

/** RFC 2231: pieces in order, percent-decoded where they say so, in the charset that the first names. */
function continued(written: ReadonlyMap<string, string>, base: string): string {
  const names = [
    `${base}*`,
    ...Array.from({ length: 20 }, (_, index) => [`${base}*${index}`, `${base}*${index}*`]).flat(),
  ];
  const pieces = names.flatMap((name) => {
    const text = written.get(name);
    return text === undefined ? [] : [{ text, encoded: name.endsWith("*") }];
  });
  const match = pieces[0]?.encoded ? /^([^']{0,40})'[^']{0,40}'/.exec(pieces[0].text) : null;
  const bytes = pieces.map(({ text, encoded }, index) => {
    const own = index === 0 && match !== null ? text.slice(match[0].length) : text;
    return encoded ? fromQuotedPrintable(own.replaceAll("%", "=")) : Buffer.from(own);
  });
  return bytesToText(Buffer.concat(bytes), match?.[1] || "utf-8");
}

export interface MailAddress {
  name: string;
  address: string;
}

/** The addresses of a header, at most 100; groups and comments are read over. Display names are decoded. */
export function readAddresses(header: string): MailAddress[] {
  return splitOutsideQuotes(header.slice(0, 20_000), ",")
    .slice(0, 100)
    .flatMap((part) => {
      const open = part.lastIndexOf("<");
      const close = part.indexOf(">", open);
      const address = (open === -1 ? part : part.slice(open + 1, close === -1 ? undefined : close)).trim();
      const name = open === -1 ? "" : decodeWords(unquote(part.slice(0, open).trim()));
      return /^[^\s@<>]{1,200}@[^\s@<>]{1,253}$/.test(address) ? [{ name, address }] : [];
    });
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** A date as RFC 5322 writes it, in UTC, or undefined. Zones by name are taken for UTC, as 4.3 says of those unknown. */
export function mailTime(text: string): string | undefined {
  const match = /(\d{1,2})\s{1,4}([a-z]{3})\s{1,4}(\d{4})\s{1,4}(\d{2}:\d{2}(?::\d{2})?)(?:\s{1,4}([+-]\d{4}))?/i.exec(
    text.slice(0, 200),
  );
  const month = MONTHS.indexOf((match?.[2] ?? "").toLowerCase()) + 1;
  if (match === null || month === 0) return undefined;
  const day = `${match[3]}-${String(month).padStart(2, "0")}-${(match[1] ?? "").padStart(2, "0")}`;
  return isoTime(`${day}T${match[4]}${match[5] ?? "Z"}`);
}

function splitOutsideQuotes(text: string, separator: string): string[] {
  const parts: string[] = [];
  let [start, quoted] = [0, false];
  for (let at = 0; at < text.length; at += 1) {
    const one = text[at];
    if (one === "\\") at += 1;
    else if (one === '"') quoted = !quoted;
    else if (one === separator && !quoted) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, text.slice(start)];
}

function unquote(text: string): string {
  return text.startsWith('"') && text.endsWith('"') && text.length > 1
    ? text.slice(1, -1).replace(/\\(.)/g, "$1")
    : text;
}
