/** Paths into JSON: `a.b`, `hosts[0].ip`, `hosts[*].ip`, `["key.with.dots"]`, `$.a` from the top, `.` for the thing itself. Read, never evaluated. */
import type { Scope } from "./scope.ts";

/** Stands for every item of a list, or every value of a map. */
const EACH = Symbol("each");

export interface Path {
  text: string;
  /** Begins at the alert, wherever it is used. */
  fromTop: boolean;
  parts: readonly (string | number | typeof EACH)[];
  /** Has a `[*]`. */
  list: boolean;
}

/** So many values of one path are looked at; those behind are left out. */
export const MAX_FOUND = 200;

const PART = /\.?([A-Za-z_@$][\w@$-]*)|\[(\d{1,6})\]|\["((?:[^"\\]|\\["\\]){1,300})"\]|(\[\*\])/y;

/** The parts of a path, or null when it is none. Longest: 500 characters, 32 parts. */
export function parsePath(text: string): Path | null {
  if (text === "" || text.length > 500) return null;
  if (text === ".") return { text, fromTop: false, parts: [], list: false };
  const fromTop = text.startsWith("$.") || text.startsWith("$[");
  const source = fromTop ? text.slice(1) : text;
  const parts: Path["parts"][number][] = [];
  let at = 0;
  while (at < source.length) {
    PART.lastIndex = at;
    const match = PART.exec(source);
    if (match === null || parts.length === 32 || (source[at] !== "." && source[at] !== "[" && at > 0)) return null;
    if (match[4] !== undefined) parts.push(EACH);
    else if (match[2] !== undefined) parts.push(Number(match[2]));
    else parts.push(match[1] ?? (match[3] ?? "").replace(/\\(["\\])/g, "$1"));
    at = PART.lastIndex;
  }
  return { text, fromTop, parts, list: parts.includes(EACH) };
}

/**
 * What is at the path: at most 200 values, a list at its end standing for its items; nothing, null and empty text are left out. Own properties
 * only: nothing inherited can be reached. @throws InputError `mapping.too-costly`.
 */
export function readPath(path: Path, scope: Scope): unknown[] {
  scope.budget.spendValues(1);
  const found = path.list ? readList(path, scope) : readOne(path, scope);
  scope.budget.spendText(found);
  if (found.length === 1 && !Array.isArray(found[0])) return isNothing(found[0]) ? [] : found;
  const all = spread(found.map((value) => (Array.isArray(value) ? value : [value])));
  scope.budget.spendValues(all.length);
  scope.budget.spendText(all);
  return all.filter((value) => !isNothing(value));
}

/** The way of nearly every path: one value, step by step. */
function readOne({ parts, fromTop }: Path, { root, item }: Scope): unknown[] {
  let at: unknown = fromTop ? root : item;
  for (const part of parts) {
    if (at === null || typeof at !== "object" || !Object.hasOwn(at, part)) return [];
    at = (at as Record<string | number | symbol, unknown>)[part];
  }
  return [at];
}

function readList({ parts, fromTop }: Path, { root, item, budget }: Scope): unknown[] {
  let found: unknown[] = [fromTop ? root : item];
  for (const part of parts) {
    budget.spendValues(found.length);
    found = part === EACH ? spread(found) : found.flatMap((value) => step(value, part));
  }
  return found;
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === "";
}

/** Every alert at the path, without a bound: what is not read is lost. Undefined where the path leads nowhere. */
export function alertsAt({ parts }: Path, message: unknown): unknown[] | undefined {
  let found: unknown[] = [message];
  for (const part of parts) {
    found = found.flatMap((value) => (part === EACH ? childrenOf(value) : step(value, part)));
    if (found.length === 0) return part === EACH ? [] : undefined;
  }
  return found.flatMap((value) => (Array.isArray(value) ? value : [value]));
}

function step(value: unknown, part: string | number | typeof EACH): unknown[] {
  if (value === null || typeof value !== "object" || !Object.hasOwn(value, part)) return [];
  return [(value as Record<string | number | symbol, unknown>)[part]];
}

function spread(values: readonly unknown[]): unknown[] {
  const items: unknown[] = [];
  for (const value of values) {
    items.push(...childrenOf(value).slice(0, MAX_FOUND - items.length));
    if (items.length >= MAX_FOUND) break;
  }
  return items;
}

function childrenOf(value: unknown): unknown[] {
  if (value === null || typeof value !== "object") return [];
  return Array.isArray(value) ? value : Object.values(value);
}
