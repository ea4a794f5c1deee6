/** A mapping as a file: the settings of a connection in YAML, with the tests that they carry. Every fault has its line and column. */
import {
  type Document,
  isMap,
  isNode,
  isPair,
  isScalar,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  visit,
} from "yaml";
import { isRaw, type Raw } from "../raw-fields.ts";
import type { MappingFault, Way } from "./fault.ts";
import { readMapping } from "./read-mapping.ts";

/** Characters of one file; a mapping has a few thousand. */
const MAX_LENGTH = 500_000;
const MAX_TESTS = 200;

/** A fault with its place; lines and columns count from 1. */
export interface PlacedFault {
  severity: "error";
  code: string;
  file: string;
  line: number;
  column: number;
  message: string;
  fix: string;
}

/** What a message is to become: the fields named, or no alert at all. */
export interface MappingTest {
  name: string;
  input: unknown;
  expect: Raw | "no-alert";
}

export interface MappingFile {
  settings: Raw;
  tests: MappingTest[];
  faults: PlacedFault[];
}

/** Reads the file. Never throws: what is wrong with it is in `faults`, in the order of the file. */
export function readMappingFile(text: string, file: string): MappingFile {
  const lines = new LineCounter();
  const broken = (code: string, offset: number, message: string, fix: string): MappingFile => ({
    settings: {},
    tests: [],
    faults: [{ severity: "error", code, file, ...placeAt(lines, offset), message, fix }],
  });
  if (text.length > MAX_LENGTH)
    return broken("mapping.too-large", 0, `the file has ${text.length} characters`, `at most ${MAX_LENGTH} are read`);
  const parsed = parse(text, lines);
  if (parsed === undefined) return broken("mapping.yaml", 0, "this is nested too deep", "write it flatter");
  const { document, alias } = parsed;
  const [error] = [...document.errors, ...document.warnings];
  if (error !== undefined)
    return broken("mapping.yaml", error.pos[0], `this is not valid YAML: ${error.message}`, "mend the syntax here");
  if (alias !== undefined)
    return broken("mapping.yaml", alias, "an alias stands here, and hides what is meant", "write it out");
  const value: unknown = document.toJS();
  if (!isRaw(value) || !("mapping" in value))
    return broken(
      "mapping.missing-key",
      0,
      'the file has no "mapping"',
      "write mapping: with title, time and what else is known",
    );
  const { tests, ...settings } = value;
  const read = readMapping(settings);
  const found = readTests(tests);
  const faults = [...("mapping" in read ? [] : read.faults), ...found.faults].map(
    ({ code, way, atKey, message, fix }): PlacedFault => ({
      ...{ severity: "error", code, file, ...placeAt(lines, offsetOf(document.contents, way, atKey)) },
      ...{ message, fix },
    }),
  );
  return { settings, tests: found.tests, faults: faults.sort((a, b) => a.line - b.line || a.column - b.column) };
}

/** The parsed text and the place of its first alias: aliases can make much of little, and no mapping needs one. */
function parse(
  text: string,
  lineCounter: LineCounter,
): { document: Document.Parsed; alias: number | undefined } | undefined {
  try {
    const options = { lineCounter, prettyErrors: false, uniqueKeys: true, merge: false, logLevel: "error" } as const;
    const document = parseDocument(text, options);
    let alias: number | undefined;
    visit(document, {
      Alias(_key, node) {
        alias ??= node.range?.[0] ?? 0;
        return visit.BREAK;
      },
    });
    if (alias === undefined) document.toJS();
    return { document, alias };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function readTests(value: unknown): { tests: MappingTest[]; faults: MappingFault[] } {
  const tests: MappingTest[] = [];
  const faults: MappingFault[] = [];
  const complain = (way: Way, message: string, fix: string) =>
    void faults.push({ code: "mapping.bad-test", way: ["tests", ...way], atKey: false, message, fix });
  if (value !== undefined && !Array.isArray(value)) complain([], '"tests" is no list', "write - name: … under it");
  const written: unknown[] = Array.isArray(value) ? value.slice(0, MAX_TESTS) : [];
  for (const [index, one] of written.entries()) {
    const { name = `test ${index + 1}`, input, expect } = isRaw(one) ? one : {};
    if (input === undefined || expect === undefined)
      complain([index], "this test has no input or nothing to expect of it", "write name, input and expect");
    else if (expect !== "no-alert" && !isRaw(expect))
      complain(
        [index, "expect"],
        '"expect" is neither fields nor no-alert',
        "write fields such as severity: high, or no-alert",
      );
    else tests.push({ name: String(name), input, expect });
  }
  return { tests, faults };
}

/** Where the way leads in the text; as far as it can be followed. */
function offsetOf(root: Node | null, way: Way, atKey: boolean): number {
  let node: Node | null = root;
  let offset = 0;
  for (const [index, step] of way.entries()) {
    const pair = pairAt(node, step);
    const next: unknown =
      pair === undefined && typeof step === "number" && node !== null && "get" in node
        ? node.get(step, true)
        : pair?.value;
    const key = pair?.key.range?.[0];
    if (pair === undefined && !isNode(next)) break;
    node = isNode(next) ? next : null;
    offset = (atKey && index === way.length - 1 ? key : node?.range?.[0]) ?? key ?? offset;
  }
  return offset;
}

function pairAt(node: Node | null, step: string | number): Pair<Node, Node | null> | undefined {
  if (!isMap(node)) return undefined;
  const found = node.items.find(
    (pair) => isPair(pair) && isScalar(pair.key) && String(pair.key.value) === String(step),
  );
  return found as Pair<Node, Node | null> | undefined;
}

function placeAt(lines: LineCounter, offset: number): { line: number; column: number } {
  if (lines.lineStarts.length === 0) return { line: 1, column: 1 };
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}
