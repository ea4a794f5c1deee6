/** A mail message as a tree of parts (RFC 5322, RFC 2045, RFC 2046). Synchronous, pure, total, bounded in depth, parts and headers. */
import { bytesToText, fromQuotedPrintable } from "./decode-text.ts";
import { readParameters } from "./header-words.ts";

export interface MailPart {
  /** By name in lower case, values in the order of the message, unfolded. */
  headers: ReadonlyMap<string, readonly string[]>;
  /** Media type, lower case; text/plain where none is given. */
  type: string;
  /** From Content-Disposition, else the name of Content-Type; empty without. */
  filename: string;
  isAttachment: boolean;
  /** Of a multipart its parts; of an attached message that message. */
  parts: readonly MailPart[];
  /** The decoded content of a leaf. */
  bytes: () => Uint8Array;
  /** The decoded content of a leaf as text, by its charset. */
  text: () => string;
}

const MAX_DEPTH = 8;
const MAX_PARTS = 200;
const MAX_HEADERS = 500;

/** The message; a text that is none is a part without headers. */
export function readMail(message: string): MailPart {
  return readPart(message, 0, { left: MAX_PARTS });
}

/** The first value of a header, or empty. */
export function headerAt(part: MailPart, name: string): string {
  return part.headers.get(name)?.[0] ?? "";
}

/** The part and every part inside it, without what is inside attached messages. */
export function partsOf(part: MailPart): MailPart[] {
  return [part, ...(part.type === "message/rfc822" ? [] : part.parts.flatMap(partsOf))];
}

function readPart(source: string, depth: number, budget: { left: number }): MailPart {
  budget.left -= 1;
  const { headers, body } = splitHeaders(source);
  const first = (name: string) => headers.get(name)?.[0] ?? "";
  const content = readParameters(first("content-type"));
  const disposition = readParameters(first("content-disposition"));
  const type = content.value || "text/plain";
  const encoding = first("content-transfer-encoding").trim().toLowerCase();
  const filename = disposition.parameters.get("filename") ?? content.parameters.get("name") ?? "";
  const bytes = () => decodeBody(body, encoding);
  const isPlain = encoding !== "base64" && encoding !== "quoted-printable";
  const text = () => (isPlain ? body : bytesToText(bytes(), content.parameters.get("charset") ?? ""));
  const isMessage = type === "message/rfc822" || /\.eml$/i.test(filename);
  const inside =
    depth >= MAX_DEPTH || budget.left <= 0 ? [] : innerSources(type, content.parameters.get("boundary") ?? "", body);
  const nested =
    isMessage && depth < MAX_DEPTH && budget.left > 0 ? [isPlain ? body : bytesToText(bytes(), "utf-8")] : inside;
  const parts: MailPart[] = [];
  for (const one of nested) {
    if (budget.left <= 0) break;
    parts.push(readPart(one, depth + 1, budget));
  }
  const isAttachment = disposition.value === "attachment" || (filename !== "" && !type.startsWith("multipart/"));
  return { headers, type: isMessage ? "message/rfc822" : type, filename, isAttachment, parts, bytes, text };
}

/** Headers end at the first empty line; a folded line belongs to the one before. */
function splitHeaders(source: string): { headers: Map<string, string[]>; body: string } {
  const headers = new Map<string, string[]>();
  let at = 0;
  let name = "";
  for (let count = 0; count < MAX_HEADERS * 20 && at < source.length; count += 1) {
    const end = source.indexOf("\n", at);
    const line = source.slice(at, end === -1 ? undefined : end).replace(/\r$/, "");
    const next = end === -1 ? source.length : end + 1;
    if (line === "") return { headers, body: source.slice(next) };
    const colon = line.indexOf(":");
    if ((line.startsWith(" ") || line.startsWith("\t")) && name !== "") append(headers, name, line);
    else if (colon > 0 && /^[!-9;-~]{1,100}$/.test(line.slice(0, colon))) {
      name = line.slice(0, colon).toLowerCase();
      if (headers.size < MAX_HEADERS)
        headers.set(name, [...(headers.get(name) ?? []).slice(0, 100), line.slice(colon + 1).trim()]);
    }
    // The line that an mbox starts with is no header; anything else means that there are none.
    else if (!(at === 0 && line.startsWith("From "))) return { headers, body: source.slice(at) };
    at = next;
  }
  return { headers, body: source.slice(at) };
}

function append(headers: Map<string, string[]>, name: string, line: string): void {
  const values = headers.get(name);
  const last = values?.at(-1);
  if (values !== undefined && last !== undefined && last.length < 20_000)
    values[values.length - 1] = `${last} ${line.trim()}`;
}

/** The parts between the boundary's lines; a missing end ends the last part. */
function innerSources(type: string, boundary: string, body: string): string[] {
  if (!type.startsWith("multipart/") || boundary === "" || boundary.length > 200) return [];
  const sources: string[] = [];
  const mark = `\n--${boundary}`;
  const whole = `\n${body}`;
  for (let at = whole.indexOf(mark); at !== -1 && sources.length < MAX_PARTS; ) {
    const from = whole.indexOf("\n", at + mark.length);
    if (from === -1 || whole.startsWith("--", at + mark.length)) break;
    const end = whole.indexOf(mark, from);
    sources.push(whole.slice(from + 1, end === -1 ? undefined : end).replace(/\r$/, ""));
    at = end;
  }
  return sources;
}

function decodeBody(body: string, encoding: string): Uint8Array {
  if (encoding === "base64") return Buffer.from(body, "base64");
  return encoding === "quoted-printable" ? fromQuotedPrintable(body) : Buffer.from(body);
}
