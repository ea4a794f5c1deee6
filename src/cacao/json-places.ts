/** JSON, with the place of every value by its JSON pointer (RFC 6901). */
import { InputError } from "../errors.ts";
import { linePlace } from "../expression/fault.ts";

export interface PlacedJson {
  value: unknown;
  /** Offset of the value at a pointer; of the nearest one around it when there is none there. */
  offsetOf(pointer: string): number;
}

const MAX_LENGTH = 2_000_000;
const MAX_DEPTH = 60;
const BLANK = /[ \t\r\n]*/y;
const SCALAR =
  /"(?:[^"\\]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

interface Reading {
  text: string;
  at: number;
  offsets: Map<string, number>;
}

/** Reads a JSON text. Throws InputError `cacao.json` with line and column: also for a key written twice, and for what is too large or too deep. */
export function readPlacedJson(text: string): PlacedJson {
  const reading: Reading = { text, at: 0, offsets: new Map() };
  if (text.length > MAX_LENGTH)
    throw fault(reading, `the file has ${text.length} characters, at most ${MAX_LENGTH} are read`);
  const value = readValue(reading, "", 0);
  if (reading.at < text.length) throw fault(reading, "nothing may follow the value");
  const { offsets } = reading;
  return {
    value,
    offsetOf: (pointer) => {
      for (let at = pointer; ; at = at.slice(0, at.lastIndexOf("/"))) {
        const offset = offsets.get(at);
        if (offset !== undefined) return offset;
        if (at === "") return 0;
      }
    },
  };
}

/** One more step of a pointer. */
export function pointerTo(pointer: string, key: string | number): string {
  return `${pointer}/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

function readValue(reading: Reading, pointer: string, depth: number): unknown {
  skip(reading);
  reading.offsets.set(pointer, reading.at);
  if (depth > MAX_DEPTH) throw fault(reading, `it is nested more than ${MAX_DEPTH} deep`);
  const value =
    reading.text[reading.at] === "{"
      ? readObject(reading, pointer, depth)
      : reading.text[reading.at] === "["
        ? readList(reading, pointer, depth)
        : readScalar(reading, "a value");
  skip(reading);
  return value;
}

function readObject(reading: Reading, pointer: string, depth: number): object {
  const entries = new Map<string, unknown>();
  readItems(reading, "}", () => {
    const at = reading.at;
    const key = readScalar(reading, "a name in quotes");
    if (typeof key !== "string") throw fault({ ...reading, at }, "a name in quotes is expected");
    if (entries.has(key)) throw fault({ ...reading, at }, `${JSON.stringify(key.slice(0, 60))} is written twice`);
    skip(reading);
    needs(reading, ":");
    entries.set(key, readValue(reading, pointerTo(pointer, key), depth + 1));
  });
  return Object.fromEntries(entries);
}

function readList(reading: Reading, pointer: string, depth: number): unknown[] {
  const items: unknown[] = [];
  readItems(reading, "]", () => void items.push(readValue(reading, pointerTo(pointer, items.length), depth + 1)));
  return items;
}

function readItems(reading: Reading, close: "}" | "]", readItem: () => void): void {
  reading.at += 1;
  skip(reading);
  if (reading.text[reading.at] === close) {
    reading.at += 1;
    return;
  }
  for (;;) {
    skip(reading);
    readItem();
    skip(reading);
    if (reading.text[reading.at] === close) break;
    needs(reading, ",");
  }
  reading.at += 1;
}

function readScalar(reading: Reading, expected: string): unknown {
  SCALAR.lastIndex = reading.at;
  const [found] = SCALAR.exec(reading.text) ?? [];
  if (found === undefined) throw fault(reading, `${expected} is expected`);
  const value = parsed(found);
  if (value === undefined) throw fault(reading, "a text without control characters is expected");
  reading.at += found.length;
  return value;
}

function parsed(scalar: string): unknown {
  try {
    return JSON.parse(scalar) as unknown;
  } catch {
    return undefined;
  }
}

function needs(reading: Reading, sign: string): void {
  if (reading.text[reading.at] !== sign) throw fault(reading, `"${sign}" is expected`);
  reading.at += 1;
}

function skip(reading: Reading): void {
  BLANK.lastIndex = reading.at;
  reading.at += BLANK.exec(reading.text)?.[0].length ?? 0;
}

function fault({ text, at }: Reading, message: string): InputError {
  const { line, column } = linePlace(text, at);
  const found = at >= text.length ? "the file ends" : `there is ${JSON.stringify(text.slice(at, at + 20))}`;
  return new InputError("cacao.json", `This is not the JSON that is expected: ${message}, and ${found}.`, {
    details: { line, column },
  });
}
