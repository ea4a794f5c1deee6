/** The body of a delivery as JSON documents. What cannot be read is set aside with its place; the rest goes on. Pure. */
import { InputError } from "../errors.ts";
import { findFault } from "./json-fault.ts";
import { readText, type TextWay } from "./parse-text.ts";

export interface ParseLimits {
  /** More documents than this in one body are refused as a whole. */
  maxDocuments: number;
  /** Objects and arrays inside one another; 64 when left out. */
  maxDepth?: number;
}

export interface ParsedDocument {
  /** Counts from 0 over the body, together with the unreadable. */
  position: number;
  raw: unknown;
  /** The line as it was, when the body is a document a line. */
  text?: string;
}

export interface Unreadable {
  position: number;
  /** Line and column count from 1; columns are UTF-16 units. */
  line: number;
  column: number;
  reason: string;
  /** What could not be read, with U+FFFD for bytes that are no text and for NUL. */
  text: string;
}

export interface ParsedBody {
  documents: ParsedDocument[];
  unreadable: Unreadable[];
}

const DEFAULT_LIMITS: ParseLimits = { maxDocuments: 100_000 };

const LINES = /\b(?:x-)?(?:ndjson|jsonl|jsonlines|json-seq|json-lines)\b/i;

/**
 * What a source that reads text makes of a body that is no JSON stands in `parse-text.ts`. A JSON object is one document, an array is one each item, NDJSON one each line. What the body is decides, not what its content type says;
 * the type only decides for a body that could be broken JSON or broken NDJSON. UTF-8 is strict, a byte order mark is tolerated.
 * @throws InputError `ingest.too-many` when the body holds more than `maxDocuments`.
 */
export function parseBody(
  bytes: Uint8Array,
  contentType: string | undefined,
  limits: ParseLimits = DEFAULT_LIMITS,
  way?: TextWay,
): ParsedBody {
  const body =
    bytes.length >= 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
  const collector = new Collector(limits);
  if (way !== undefined && readText(body, way, collector)) return collector.body;
  const text = decode(body);
  if (text === null) {
    readBrokenBytes(body, collector);
    return collector.body;
  }
  if (text.trim() === "") {
    collector.reject(1, 1, "the body is empty", text);
    return collector.body;
  }
  const whole = tryParse(text);
  if (whole !== undefined) collector.accept(whole.value, 1, text, false);
  else readLines(text, contentType, collector);
  return collector.body;
}

/** Puts documents in order and holds them to the limits. */
export class Collector {
  readonly body: ParsedBody = { documents: [], unreadable: [] };
  readonly #maxDocuments: number;
  readonly #maxDepth: number;

  constructor(limits: ParseLimits) {
    this.#maxDocuments = limits.maxDocuments;
    this.#maxDepth = limits.maxDepth ?? 64;
  }

  /** An array is its items, so that one bad item does not cost the others their place. */
  accept(value: unknown, line: number, text: string, keepText: boolean): void {
    const items = Array.isArray(value) ? value : [value];
    for (const raw of items) {
      const position = this.#next();
      if (isDeeper(raw, this.#maxDepth)) {
        const reason = `objects and arrays are nested more than ${this.#maxDepth} deep`;
        this.body.unreadable.push({ position, line, column: 1, reason, text: storable(text) });
      } else {
        this.body.documents.push({ position, raw, ...(keepText && items.length === 1 ? { text } : {}) });
      }
    }
  }

  reject(line: number, column: number, reason: string, text: string): void {
    this.body.unreadable.push({ position: this.#next(), line, column, reason, text: storable(text) });
  }

  #next(): number {
    const position = this.body.documents.length + this.body.unreadable.length;
    if (position >= this.#maxDocuments) {
      throw new InputError(
        "ingest.too-many",
        `The body holds more than ${this.#maxDocuments} documents; send it in several requests.`,
      );
    }
    return position;
  }
}

/** NDJSON when the type says so, when the first line stands on its own, or when most lines do; else one broken document. */
function readLines(text: string, contentType: string | undefined, collector: Collector): void {
  const lines = text.split("\n").map((line, index) => ({ number: index + 1, text: line.replace(/\r$/, "") }));
  const filled = lines.filter((line) => line.text.trim() !== "");
  const parsed = filled.map((line) => ({ ...line, result: tryParse(line.text) }));
  const standing = parsed.filter(({ result }) => result?.value !== null && typeof result?.value === "object").length;
  const first = parsed[0]?.result?.value;
  const isLines =
    filled.length > 1 &&
    (LINES.test(contentType ?? "") || (first !== null && typeof first === "object") || standing * 2 > filled.length);
  if (!isLines) {
    rejectWithPlace(text, 1, collector);
    return;
  }
  for (const line of parsed) {
    if (line.result === undefined) rejectWithPlace(line.text, line.number, collector);
    else collector.accept(line.result.value, line.number, line.text, true);
  }
}

function rejectWithPlace(text: string, firstLine: number, collector: Collector): void {
  const fault = findFault(text) ?? { at: 0, reason: "this is not JSON" };
  const before = text.slice(0, fault.at);
  const lastBreak = before.lastIndexOf("\n");
  const line = firstLine + (before.match(/\n/g)?.length ?? 0);
  collector.reject(line, fault.at - lastBreak, fault.reason, text);
}

/** A body with bytes that are no UTF-8: line by line, because in NDJSON the other lines are good. */
function readBrokenBytes(body: Uint8Array, collector: Collector): void {
  let offset = 0;
  let number = 1;
  const good: { number: number; text: string; value: unknown }[] = [];
  const bad: { number: number; offset: number; bytes: Uint8Array }[] = [];
  let isLines = body.includes(0x0a);
  for (const bytes of splitLines(body)) {
    const text = decode(bytes);
    const parsed = text === null ? undefined : tryParse(text);
    if (text === null) bad.push({ number, offset, bytes });
    else if (text.trim() !== "" && parsed === undefined) isLines = false;
    else if (parsed !== undefined) good.push({ number, text, value: parsed.value });
    offset += bytes.length + 1;
    number += 1;
  }
  const whole = { number: 1, offset: 0, bytes: body };
  const [broken, readable] = isLines ? [bad, good] : [[whole], []];
  const all = [...broken, ...readable].sort((a, b) => a.number - b.number);
  for (const line of all) {
    if ("value" in line) collector.accept(line.value, line.number, line.text, true);
    else rejectBytes(line, collector);
  }
}

function rejectBytes(line: { number: number; offset: number; bytes: Uint8Array }, collector: Collector): void {
  const before = readableHead(line.bytes);
  const lastBreak = before.lastIndexOf("\n");
  const number = line.number + (before.match(/\n/g)?.length ?? 0);
  const byte = line.offset + Buffer.byteLength(before);
  const text = new TextDecoder().decode(line.bytes);
  collector.reject(number, before.length - lastBreak, `byte ${byte} of the body is not UTF-8`, text);
}

function splitLines(body: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  let start = 0;
  for (let end = body.indexOf(0x0a); end !== -1; end = body.indexOf(0x0a, start)) {
    lines.push(body.subarray(start, end));
    start = end + 1;
  }
  lines.push(body.subarray(start));
  return lines;
}

/** The text before the first byte that is not UTF-8, found by halving: the longest head that decodes. */
function readableHead(bytes: Uint8Array): string {
  let head = "";
  let good = 0;
  let bad = bytes.length + 1;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    const text = decode(bytes.subarray(0, middle), true);
    if (text === null) bad = middle;
    else {
      good = middle;
      head = text;
    }
  }
  return head;
}

/** Strict UTF-8, or null. With `unfinished` a character cut off at the end is left out instead. */
function decode(bytes: Uint8Array, unfinished = false): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes, { stream: unfinished });
  } catch {
    return null;
  }
}

function tryParse(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** Recursion no deeper than `left`. */
function isDeeper(value: unknown, left: number): boolean {
  if (value === null || typeof value !== "object") return false;
  if (left === 0) return true;
  for (const child of Object.values(value)) if (typeof child === "object" && isDeeper(child, left - 1)) return true;
  return false;
}

function storable(text: string): string {
  return text.toWellFormed().replaceAll("\0", "\ufffd");
}
