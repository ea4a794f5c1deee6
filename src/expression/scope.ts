/** Plain JSON to CEL's values and back. A scope is converted once and serves any number of expressions. */
import { InputError } from "../errors.ts";
import type { Environment } from "./environment.ts";
import type { Shape } from "./shape.ts";

/** Longer lists are refused: no incident has them, and expressions walk over them. */
const MAX_LIST = 5000;

/** Deeper values are refused: no product nests its answers so, and everything that walks over them would run out of stack. */
const MAX_DEPTH = 100;
/** Items and characters of one result; what is stored and shown is smaller by far. */
const MAX_RESULT = 2_000_000;

/** Values in CEL's form, for expressions of the environment they were prepared for. */
export interface PreparedScope {
  readonly environment: Environment;
  readonly values: ReadonlyMap<string, unknown>;
}

/**
 * Converts values for evaluation. Fields the schema does not name are left out. Throws `expression.wrong-value` when a value is not of its
 * schema's type: facts are checked before they are recorded, so that is rare.
 */
export function prepareScope(values: Readonly<Record<string, unknown>>, environment: Environment): PreparedScope {
  const prepared = new Map<string, unknown>();
  for (const [name, shape] of environment.variables) {
    if (values[name] !== undefined) prepared.set(name, toCel(values[name], shape, name));
  }
  return { environment, values: prepared };
}

function toCel(value: unknown, shape: Shape, path: string): unknown {
  switch (shape.kind) {
    case "string":
      return typeof value === "string" ? value : wrong(value, "text", path);
    case "bool":
      return typeof value === "boolean" ? value : wrong(value, "true or false", path);
    case "int":
      return Number.isSafeInteger(value) ? BigInt(value as number) : wrong(value, "a whole number", path);
    case "double":
      return typeof value === "number" ? value : wrong(value, "a number", path);
    case "timestamp":
      return value instanceof Date ? value : wrong(value, "a moment", path);
    case "list":
      return listOf(value, path, (item, at) => toCel(item, shape.item, at));
    case "map": {
      const map = new Map<string, unknown>();
      for (const [key, item] of entriesOf(value, path)) map.set(key, toCel(item, shape.value, `${path}.${key}`));
      return map;
    }
    case "object": {
      const fields = entriesOf(value, path);
      const made = new shape.make();
      for (const [key, item] of fields) {
        const field = shape.fields.get(key);
        if (field !== undefined && item !== undefined) made[key] = toCel(item, field, `${path}.${key}`);
      }
      return made;
    }
    case "dyn":
      return dynamicToCel(value, path);
  }
}

/** JSON of no known schema. Whole numbers become CEL ints; keys come from outside, so objects become maps, never property bags. */
function dynamicToCel(value: unknown, path: string, depth = 0): unknown {
  if (depth > MAX_DEPTH) return wrong(value, `nested at most ${MAX_DEPTH} deep`, path.slice(0, 200));
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return listOf(value, path, (item, at) => dynamicToCel(item, at, depth + 1));
  const map = new Map<string, unknown>();
  for (const [key, item] of entriesOf(value, path))
    if (item !== undefined) map.set(key, dynamicToCel(item, `${path}.${key}`, depth + 1));
  return map;
}

function listOf(value: unknown, path: string, convert: (item: unknown, path: string) => unknown): unknown[] {
  if (!Array.isArray(value)) return wrong(value, "a list", path);
  if (value.length > MAX_LIST) return wrong(value, `at most ${MAX_LIST} items`, path);
  return value.map((item, index) => convert(item, `${path}[${index}]`));
}

function entriesOf(value: unknown, path: string): [string, unknown][] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return wrong(value, "an object", path);
  return Object.entries(value);
}

function wrong(value: unknown, expected: string, path: string): never {
  const found = Array.isArray(value) ? `a list of ${value.length}` : value === null ? "null" : typeof value;
  throw new InputError("expression.wrong-value", `${path} should be ${expected}, and is ${found}.`, {
    details: { path, expected },
  });
}

/**
 * A CEL value as plain JSON: ints as numbers, maps and typed objects as objects, bytes as Base64, dates as ISO text, durations as `90s`. Throws
 * `expression.number-too-large` for what JSON has no number for, and `expression.too-costly` for more than 2,000,000 items and characters.
 */
export function toPlain(value: unknown): unknown {
  return plainOf(value, { left: MAX_RESULT });
}

function plainOf(value: unknown, size: { left: number }): unknown {
  size.left -= typeof value === "string" ? value.length + 1 : 1;
  if (size.left < 0) throw new InputError("expression.too-costly", "The result of the expression is too large.");
  if (typeof value === "bigint" || typeof value === "number") return plainNumber(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => plainOf(item, size));
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  const tag = Object.prototype.toString.call(value);
  if (tag === "[object google.protobuf.Duration]") return String(value);
  if (tag.startsWith("[object value = ")) return plainNumber(BigInt(String(value))); // cel-js's unsigned numbers
  const entries = value instanceof Map ? [...value.entries()] : Object.entries(value);
  return Object.fromEntries(entries.map(([key, item]) => [String(key), plainOf(item, size)]));
}

function plainNumber(value: number | bigint): number {
  const number = Number(value);
  if (typeof value === "bigint" ? Number.isSafeInteger(number) : Number.isFinite(number)) return number;
  throw new InputError("expression.number-too-large", `${value} is too large for an exact number.`);
}
