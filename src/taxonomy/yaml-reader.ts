/** Reads YAML node by node, so that every complaint has its line and column, and nothing is read that was not asked for. */
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument } from "yaml";
import { linePlace } from "../expression/fault.ts";
import { didYouMean } from "../expression/nearest.ts";
import type { Finding } from "./finding.ts";
import { duplicateKeys, yamlBoundsFault } from "./yaml-bounds.ts";

/** A node and what is needed to say where it is. */
export interface Cursor {
  file: string;
  /** As a person would say it: `types[2].match[0].when`. */
  path: string;
  node: Node | null;
  /** Offset of the node, or of its key when it has no value. */
  offset: number;
  source: YamlSource;
}

export interface YamlSource {
  counter: LineCounter;
  findings: Finding[];
}

export interface YamlPlace {
  file: string;
  line: number;
  column: number;
}

/** The root of one YAML text; a text that is not YAML, or uses aliases, leaves findings and gives undefined. */
export function readYaml(file: string, text: string, findings: Finding[]): Cursor | undefined {
  const counter = new LineCounter();
  const bounds = yamlBoundsFault(text);
  if (bounds !== null) {
    const place = { file, ...linePlace(text, bounds.offset) };
    const fix = bounds.reason === "too-large" ? "Split the file." : "Mend the text here.";
    findings.push({ code: "taxonomy.yaml", ...place, message: `${capital(bounds.message)}.`, fix });
    return undefined;
  }
  // Duplicate keys are looked for below, in linear time.
  const options = {
    lineCounter: counter,
    prettyErrors: false,
    uniqueKeys: false,
    merge: false,
    version: "1.2",
  } as const;
  const document = parseDocument(text, options);
  const root: Cursor = { file, path: "", node: document.contents, offset: 0, source: { counter, findings } };
  const [error] = document.errors; // those after the first are mostly its consequences
  const [duplicate] = duplicateKeys(document);
  if (error !== undefined || duplicate !== undefined) {
    const fix = "Mend the syntax here; inside { } a text with a comma or bracket is quoted.";
    const message = error?.message ?? "Map keys must be unique";
    complain(
      { ...root, offset: error?.pos[0] ?? duplicate ?? 0 },
      "taxonomy.yaml",
      `This is not valid YAML: ${message}.`,
      fix,
    );
    return undefined;
  }
  if (document.contents !== null) return root;
  complain(root, "taxonomy.empty", "The file is empty.", "Write the class, or remove the file.");
  return undefined;
}

/** Line and column of a cursor. */
export function placeOf(cursor: Cursor): YamlPlace {
  const { line, col } = cursor.source.counter.linePos(cursor.offset);
  return { file: cursor.file, line, column: col };
}

/** Leaves a finding at the cursor. */
export function complain(cursor: Cursor, code: string, message: string, fix: string): void {
  cursor.source.findings.push({ code, ...placeOf(cursor), message, fix });
}

/** The fields of a map. Keys that are not allowed and required ones that are missing are complained about; undefined when it is no map. */
export function readMap(
  cursor: Cursor,
  allowed: readonly string[],
  required: readonly string[] = [],
): Map<string, Cursor> | undefined {
  if (!isMap(cursor.node)) return wrongShape(cursor, `a map with the keys ${allowed.join(", ")}`);
  const fields = new Map<string, Cursor>();
  for (const pair of cursor.node.items) {
    const field = fieldOf(cursor, pair as Pair<Node, Node | null>);
    if (field === undefined) continue;
    const [key, value, keyCursor] = field;
    if (allowed.includes(key)) fields.set(key, value);
    else
      complain(
        keyCursor,
        "taxonomy.unknown-key",
        `"${key}" is not a key of ${named(cursor)}.`,
        capital(didYouMean(key, allowed)),
      );
  }
  for (const key of required) {
    if (fields.has(key)) continue;
    complain(cursor, "taxonomy.missing-key", `${capital(named(cursor))} has no "${key}".`, `Write "${key}: …".`);
  }
  return fields;
}

/** The items of a list; a single value where a list is expected counts as a list of one. */
export function readList(cursor: Cursor): Cursor[] {
  if (isAlias(cursor.node)) return wrongShape(cursor, "a list") ?? [];
  if (!isSeq(cursor.node)) return cursor.node === null ? (wrongShape(cursor, "a list") ?? []) : [cursor];
  return cursor.node.items.map((item, index) => {
    const node = item as Node | null;
    return { ...cursor, path: `${cursor.path}[${index}]`, node, offset: node?.range?.[0] ?? cursor.offset };
  });
}

/** A text that is not empty; other scalars are refused, because YAML's guess (`no`, `1.10`) is seldom what was meant. */
export function readText(cursor: Cursor, maximum = 4000): string | undefined {
  const value = isScalar(cursor.node) ? cursor.node.value : undefined;
  if (typeof value !== "string" || value.trim() === "") return wrongShape(cursor, "a text");
  if (value.length <= maximum) return value.trim();
  complain(
    cursor,
    "taxonomy.too-long",
    `${capital(named(cursor))} is longer than ${maximum} characters.`,
    "Shorten it.",
  );
  return undefined;
}

/** A whole number between the two, both included. */
export function readInteger(cursor: Cursor, least: number, most: number): number | undefined {
  const value = isScalar(cursor.node) ? cursor.node.value : undefined;
  if (typeof value === "number" && Number.isInteger(value) && value >= least && value <= most) return value;
  return wrongShape(cursor, `a whole number from ${least} to ${most}`);
}

/** One of the names; a near miss is named. */
export function readOneOf<T extends string>(cursor: Cursor, names: readonly T[]): T | undefined {
  const text = readText(cursor);
  if (text === undefined || names.includes(text as T)) return text as T | undefined;
  complain(
    cursor,
    "taxonomy.unknown-value",
    `"${text}" is not one of the values of ${named(cursor)}.`,
    capital(didYouMean(text, names)),
  );
  return undefined;
}

/** Complains that the node is not what it should be. */
export function wrongShape(cursor: Cursor, expected: string): undefined {
  const found = isAlias(cursor.node) ? "an alias" : kindOf(cursor.node);
  complain(
    cursor,
    "taxonomy.wrong-shape",
    `${capital(named(cursor))} should be ${expected}, and is ${found}.`,
    `Write ${expected}.`,
  );
  return undefined;
}

/** A cursor at a path below, for what another reader (Zod) complains of; as deep as the path can be followed. */
export function cursorAt(cursor: Cursor, path: readonly PropertyKey[]): Cursor {
  let at = cursor;
  for (const key of path) {
    const next = isMap(at.node)
      ? at.node.items
          .map((pair) => fieldOf(at, pair as Pair<Node, Node | null>))
          .find((field) => field?.[0] === String(key))?.[1]
      : readListQuietly(at)[Number(key)];
    if (next === undefined) return at;
    at = next;
  }
  return at;
}

function readListQuietly(cursor: Cursor): Cursor[] {
  return isSeq(cursor.node) ? readList(cursor) : [];
}

function fieldOf(cursor: Cursor, pair: Pair<Node, Node | null>): [string, Cursor, Cursor] | undefined {
  const key = isScalar(pair.key) ? String(pair.key.value) : undefined;
  const offset = pair.key?.range?.[0] ?? cursor.offset;
  const keyCursor = { ...cursor, node: pair.key, offset };
  if (key === undefined) return wrongShape(keyCursor, "a plain key");
  const path = cursor.path === "" ? key : `${cursor.path}.${key}`;
  return [key, { ...cursor, path, node: pair.value, offset: pair.value?.range?.[0] ?? offset }, keyCursor];
}

function kindOf(node: Node | null): string {
  if (node === null || (isScalar(node) && node.value === null)) return "empty";
  if (isMap(node)) return "a map";
  if (isSeq(node)) return "a list";
  return isScalar(node) ? `the ${typeof node.value} ${JSON.stringify(node.value)?.slice(0, 60)}` : "something else";
}

function named(cursor: Cursor): string {
  return cursor.path === "" ? "the file" : `\`${cursor.path}\``;
}

/** With a capital first letter. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The node as plain JSON; aliases and keys that are no text are complained about and left out. */
export function readPlain(cursor: Cursor): unknown {
  if (isMap(cursor.node)) {
    const fields = cursor.node.items.map((pair) => fieldOf(cursor, pair as Pair<Node, Node | null>));
    return Object.fromEntries(
      fields.flatMap((field) => (field === undefined ? [] : [[field[0], readPlain(field[1])]])),
    );
  }
  if (isSeq(cursor.node)) return readList(cursor).map(readPlain);
  if (cursor.node === null || isScalar(cursor.node)) return cursor.node?.value ?? null;
  return wrongShape(cursor, "plain text, numbers, lists and maps") ?? null;
}

/** Where the character at `index` of a scalar's text stands; the start of the scalar when quoting or folding makes that unclear. */
export function placeInText(cursor: Cursor, index: number): YamlPlace {
  const { node } = cursor;
  if (!isScalar(node) || typeof node.value !== "string") return placeOf(cursor);
  const quoted = node.type === "QUOTE_SINGLE" || node.type === "QUOTE_DOUBLE" ? 1 : 0;
  const width = (node.range?.[1] ?? 0) - (node.range?.[0] ?? 0);
  if (width !== node.value.length + 2 * quoted) return placeOf(cursor);
  return placeOf({ ...cursor, offset: cursor.offset + quoted + index });
}
