/** Reads YAML node by node, so that every complaint has its line and column, and nothing is read that was not asked for. */
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, Scalar } from "yaml";
import { linePlace } from "../expression/fault.ts";
import { didYouMean } from "../expression/nearest.ts";
import { duplicateKeys, unprintableIn, yamlBoundsFault } from "../taxonomy/yaml-bounds.ts";
import type { FindingPlace, Findings } from "./finding.ts";
import type { Text } from "./tree.ts";
import { yamlFault } from "./yaml-faults.ts";

/** A node, what a person would call it, and where it is. */
export interface Cursor {
  name: string;
  node: Node | null;
  place: FindingPlace;
  source: Source;
}

interface Source {
  file: string;
  text: string;
  counter: LineCounter;
  findings: Findings;
}

const BOUNDS_FIXES = {
  "too-large": "split it: a playbook can call others",
  "too-deep": "take brackets away",
  unprintable: "leave the character out",
} as const;

/** The root of a YAML text; null when it is not readable, and then there are findings. */
export function readYaml(text: string, file: string, findings: Findings): Cursor | null {
  const start = { file, line: 1, column: 1 };
  const bounds = yamlBoundsFault(text);
  if (bounds !== null) {
    const code = bounds.reason === "too-large" ? "playbook.too-large" : "playbook.yaml";
    findings.error(code, { file, ...linePlace(text, bounds.offset) }, bounds.message, {
      fix: BOUNDS_FIXES[bounds.reason],
    });
    return null;
  }
  const counter = new LineCounter();
  const source: Source = { file, text, counter, findings };
  // Duplicate keys are looked for below, in linear time.
  const options = {
    lineCounter: counter,
    prettyErrors: false,
    uniqueKeys: false,
    merge: false,
    version: "1.2",
  } as const;
  const document = parseDocument(text, options);
  for (const offset of duplicateKeys(document))
    findings.error("playbook.duplicate-key", placeAt(source, offset), `${keyAt(text, offset)} is written twice`, {
      fix: "keep one of them",
    });
  const problems = [...document.errors, ...document.warnings];
  for (const problem of problems) {
    const fault = yamlFault(text, problem);
    // What else the parser stumbles over in that line is of the same making.
    const { line } = placeAt(source, fault.offset);
    if (findings.all.some((one) => one.code === "playbook.yaml" && one.place.line === line)) continue;
    findings.error("playbook.yaml", placeAt(source, fault.offset), fault.message, { fix: fault.fix });
  }
  if (problems.length > 0) return null;
  if (document.contents === null) {
    findings.error("playbook.empty", start, "the file is empty", {
      fix: 'begin it with a key, or with a draft that "cordon playbook new" writes',
    });
    return null;
  }
  return { name: "the file", node: document.contents as Node, place: start, source };
}

/** The key that begins at an offset, in quotes. */
function keyAt(text: string, offset: number): string {
  const key = /^[\w-]{1,60}/.exec(text.slice(offset).replace(/^["']/, ""))?.[0];
  return key === undefined ? "this key" : `"${key}"`;
}

function placeAt(source: Source, offset: number): FindingPlace {
  const { line, col } = source.counter.linePos(offset);
  return { file: source.file, line: Math.max(1, line), column: Math.max(1, col) };
}

/** Leaves an error at the cursor that says what was expected. */
export function complain(
  cursor: Cursor,
  code: string,
  message: string,
  hint: { expected?: string; fix?: string } = {},
): void {
  cursor.source.findings.error(code, cursor.place, message, hint);
}

/** The entries of a map with text keys, in order; null and a complaint when it is none. */
export function readEntries(cursor: Cursor): { key: string; raw: unknown; keyCursor: Cursor; value: Cursor }[] | null {
  if (!isMap(cursor.node)) return wrongShape(cursor, "a map");
  return cursor.node.items.flatMap((pair) => {
    const keyNode = pair.key as Node;
    const keyCursor = { ...cursor, node: keyNode, place: placeOf(cursor, keyNode) };
    const raw = isScalar(keyNode) ? keyNode.value : undefined;
    if (typeof raw !== "string" && typeof raw !== "number" && typeof raw !== "boolean") {
      complain(keyCursor, "playbook.wrong-value", `a key of ${cursor.name} is not a text`, { expected: "a text" });
      return [];
    }
    const node = (pair.value ?? null) as Node | null;
    return [
      {
        key: String(raw),
        raw,
        keyCursor,
        value: { ...cursor, name: `"${raw}"`, node, place: node === null ? keyCursor.place : placeOf(cursor, node) },
      },
    ];
  });
}

/** The fields of a map; unknown keys and missing required ones are complained about. Null when it is no map. */
export function readFields(
  cursor: Cursor,
  allowed: readonly string[],
  required: readonly string[],
): Map<string, Cursor> | null {
  const entries = readEntries(cursor);
  if (entries === null) return null;
  const fields = new Map<string, Cursor>();
  for (const { key, keyCursor, value } of entries) {
    if (allowed.includes(key)) fields.set(key, value);
    else
      complain(keyCursor, "playbook.unknown-key", `"${key}" is not a key of ${cursor.name}`, {
        expected: `one of ${allowed.join(", ")}`,
        fix: didYouMean(key, allowed),
      });
  }
  for (const key of required) {
    if (!fields.has(key))
      complain(cursor, "playbook.missing-key", `${cursor.name} has no "${key}"`, { fix: `write "${key}: …"` });
  }
  return fields;
}

/** The items of a list; null and a complaint when it is none. */
export function readItems(cursor: Cursor): Cursor[] | null {
  if (!isSeq(cursor.node)) return wrongShape(cursor, "a list");
  return cursor.node.items.map((item, index) => {
    const node = item as Node | null;
    return {
      ...cursor,
      name: `item ${index + 1} of ${cursor.name}`,
      node,
      place: node === null ? cursor.place : placeOf(cursor, node),
    };
  });
}

/** A text that is not blank. Other scalars are refused: what YAML makes of `1.10` is seldom what was meant. */
export function readText(cursor: Cursor): Text | null {
  const node = cursor.node;
  if (!isScalar(node) || typeof node.value !== "string" || node.value.trim() === "") {
    const plain = isScalar(node) && (typeof node.value === "number" || typeof node.value === "boolean");
    return wrongShape(cursor, "a text", plain ? { fix: `put it in quotes: "${node.source ?? node.value}"` } : {});
  }
  return textAt(cursor, node as Scalar<string>);
}

/** The text of a field that may be missing. */
export function optionalText(cursor: Cursor | undefined): Text | null {
  return cursor === undefined ? null : readText(cursor);
}

/** An expression: a text, or `true` and `false` written bare. */
export function readExpression(cursor: Cursor): Text | null {
  const value = isScalar(cursor.node) ? cursor.node.value : undefined;
  if (typeof value === "boolean") return { value: String(value), place: cursor.place, at: () => cursor.place };
  return readText(cursor);
}

/** The expression of a field that may be missing. */
export function optionalExpression(cursor: Cursor | undefined): Text | null {
  return cursor === undefined ? null : readExpression(cursor);
}

/** A whole number from `least` to `most`. */
export function readInteger(cursor: Cursor, least: number, most: number): number | null {
  const value = isScalar(cursor.node) ? cursor.node.value : undefined;
  if (typeof value === "number" && Number.isInteger(value) && value >= least && value <= most) return value;
  return wrongShape(cursor, `a whole number from ${least} to ${most}`);
}

/** One of the names; the near miss is named. */
export function readOneOf<T extends string>(cursor: Cursor, names: readonly T[]): T | null {
  const text = readText(cursor);
  if (text === null || names.includes(text.value as T)) return (text?.value ?? null) as T | null;
  complain(cursor, "playbook.unknown-value", `"${text.value}" is not a value of ${cursor.name}`, {
    expected: `one of ${names.join(", ")}`,
    fix: didYouMean(text.value, names),
  });
  return null;
}

/** A scalar's text, which knows where its characters are. What YAML's escapes put in that no one can see is complained about. */
export function textAt(cursor: Cursor, node: Scalar<string>): Text {
  if (unprintableIn(node.value) >= 0)
    complain(cursor, "playbook.wrong-value", `${cursor.name} has a character that cannot be printed`, {
      fix: "leave the escape out",
    });
  return { value: node.value, place: cursor.place, at: (offset) => placeInScalar(cursor.source, node, offset) };
}

/** Complains that something else stands here; always null. */
export function wrongShape(cursor: Cursor, expected: string, hint: { fix?: string } = {}): null {
  if (isAlias(cursor.node))
    complain(cursor, "playbook.alias", `${cursor.name} is an alias: aliases hide what a playbook does`, {
      fix: "write it out",
    });
  else complain(cursor, "playbook.wrong-value", `${cursor.name} is not ${expected}`, { expected, ...hint });
  return null;
}

function placeOf(cursor: Cursor, node: Node): FindingPlace {
  return node.range ? placeAt(cursor.source, node.range[0]) : cursor.place;
}

/** The place of a character of a scalar's value: exact but for what YAML's escapes put in. */
function placeInScalar(source: Source, node: Scalar<string>, offset: number): FindingPlace {
  const [start, end] = node.range ?? [0, 0];
  const raw = source.text.slice(start, end);
  const block = node.type === Scalar.BLOCK_FOLDED || node.type === Scalar.BLOCK_LITERAL;
  const quoted = node.type === Scalar.QUOTE_DOUBLE || node.type === Scalar.QUOTE_SINGLE;
  return placeAt(source, start + rawOffset(raw, node.value, offset, block ? raw.indexOf("\n") + 1 : quoted ? 1 : 0));
}

/** Where a character of a value stands in what is written. Breaks and indentation of lines are in the text only, or are one blank of the value. */
function rawOffset(raw: string, value: string, offset: number, from: number): number {
  let at = from;
  for (let index = 0; at < raw.length && index < value.length; index++) {
    const blank = /\s/.test(value[index] ?? "");
    if (!blank) while (at < raw.length && raw[at] !== value[index] && /[\s\\]/.test(raw[at] ?? "")) at += 1;
    if (index >= offset) break;
    if (!blank || raw[at] === value[index]) at += 1;
  }
  return Math.min(at, raw.length);
}
