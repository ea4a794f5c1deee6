/** The functions Cordon adds to CEL, and the budget that bounds one evaluation. */
import { BlockList, isIP } from "node:net";
import type { Environment } from "@marcbachmann/cel-js";
import { RE2JS } from "re2js";

/** Steps of comprehensions in one evaluation; the lists of one incident multiply to less. */
const STEPS = 50_000;
/** Characters that regular expressions read in one evaluation. */
const PATTERN_CHARACTERS = 50_000;
/** Characters and items of the texts and lists that one evaluation makes. */
const CELLS = 2_000_000;
/** Characters of a pattern. */
export const MAX_PATTERN = 200;
const MAX_CACHED = 500;
/** The last resort, beyond any honest expression: milliseconds of one evaluation, looked at on every step. */
const TIME_LIMIT_MS = 500;

/** Evaluation is synchronous, so one budget serves all: it is filled when an evaluation starts and looked at when it ends. */
const budget = { steps: STEPS, characters: PATTERN_CHARACTERS, cells: CELLS, deadline: 0, exhausted: false };

/** Runs with a full budget. Throws `tooCostly()` when it did not suffice, whatever the expression made of that. */
export function withinBudget<T>(run: () => T, tooCostly: () => Error): T {
  budget.steps = STEPS;
  budget.characters = PATTERN_CHARACTERS;
  budget.cells = CELLS;
  budget.deadline = performance.now() + TIME_LIMIT_MS;
  budget.exhausted = false;
  try {
    const value = run();
    if (!budget.exhausted) return value;
  } catch (error) {
    if (!budget.exhausted) throw error;
  }
  throw tooCostly();
}

/** Adds rx, lower, upper, clip, cidr, and what every comprehension (`step_`) and every growing value (`weigh_`) is made to pass through. */
export function registerFunctions(environment: Environment): Environment {
  return environment
    .registerFunction("rx(string, string): bool", (text: string, pattern: string) => findsPattern(text, pattern))
    .registerFunction("lower(string): string", (text: string) => text.toLowerCase())
    .registerFunction("upper(string): string", (text: string) => text.toUpperCase())
    .registerFunction("clip(string, int): string", (text: string, length: bigint) => clip(text, Number(length)))
    .registerFunction("cidr(string, string): bool", (ip: string, range: string) => isInRange(ip, range))
    .registerFunction("step_(): bool", takeStep)
    .registerFunction("A.weigh_(int): A", weigh)
    .registerFunction("dyn.weighdyn_(int): dyn", weigh);
}

/** Null when the pattern is RE2 syntax, else what is wrong with it. */
export function patternFault(pattern: string): string | null {
  if (pattern.length > MAX_PATTERN) return `it has ${pattern.length} characters, at most ${MAX_PATTERN} are allowed`;
  // RE2 unrolls counted repetitions, so nested ones multiply.
  if (/\{\d*,?\d{3,}|\{\d{3,}/.test(pattern)) return "a counted repetition goes up to 99";
  if ((pattern.match(/\{\d/g) ?? []).length > 3) return "at most three counted repetitions are allowed";
  try {
    compiledPattern(pattern);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Null when the text is an address range such as 10.0.0.0/8, else what is wrong with it. */
export function rangeFault(range: string): string | null {
  return rangeOf(range) === null ? "it is no address range such as 10.0.0.0/8 or 2001:db8::/32" : null;
}

/** The text in one line and at most `length` characters, with … where it was cut: for subjects and other bounded fields. */
function clip(text: string, length: number): string {
  const line = text.slice(0, 20_000).replaceAll(/\s+/g, " ").trim();
  if (line.length <= length) return line;
  return `${line.slice(0, Math.max(0, length - 1)).toWellFormed()}…`;
}

function takeStep(): boolean {
  budget.steps -= 1;
  if (budget.steps >= 0 && !budget.exhausted && performance.now() < budget.deadline) return true;
  budget.exhausted = true;
  return false;
}

/** The value itself, counted: a list as often as it is copied. Throws when there was too much; an expression that goes on in spite of it is told so at its end. */
function weigh(value: unknown, times: bigint): unknown {
  if (typeof value === "string") budget.cells -= value.length + 1;
  else if (Array.isArray(value)) budget.cells -= (value.length + 1) * Number(times);
  if (budget.cells >= 0 && !budget.exhausted) return value;
  budget.exhausted = true;
  throw new RangeError("too large");
}

function findsPattern(text: string, pattern: string): boolean {
  budget.characters -= text.length + 50;
  if (budget.characters < 0) {
    budget.exhausted = true;
    return false;
  }
  return compiledPattern(pattern).matcher(text).find();
}

const patterns = new Map<string, RE2JS>();

function compiledPattern(pattern: string): RE2JS {
  const known = patterns.get(pattern);
  if (known !== undefined) return known;
  const compiled = RE2JS.compile(pattern);
  if (patterns.size >= MAX_CACHED) patterns.clear();
  patterns.set(pattern, compiled);
  return compiled;
}

const ranges = new Map<string, BlockList | null>();

/** False also for what is no address: text from alerts decides nothing by being malformed. */
function isInRange(ip: string, range: string): boolean {
  const family = isIP(ip);
  return family !== 0 && rangeOf(range)?.check(ip, family === 4 ? "ipv4" : "ipv6") === true;
}

function rangeOf(text: string): BlockList | null {
  const known = ranges.get(text);
  if (known !== undefined) return known;
  const [network = "", prefix = "", ...rest] = text.split("/");
  const family = isIP(network);
  const bits = /^\d{1,3}$/.test(prefix) ? Number(prefix) : Number.NaN;
  let range: BlockList | null = null;
  if (family !== 0 && rest.length === 0 && bits <= (family === 4 ? 32 : 128)) {
    range = new BlockList();
    range.addSubnet(network, bits, family === 4 ? "ipv4" : "ipv6");
  }
  if (ranges.size >= MAX_CACHED) ranges.clear();
  ranges.set(text, range);
  return range;
}
