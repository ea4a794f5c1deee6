/** Reading JSON that somebody else wrote: nothing is taken to be there, and what is missing is named by its path. */
import { InputError } from "../errors.ts";

export type Raw = Readonly<Record<string, unknown>>;

const NOTHING: Raw = Object.freeze({});

/** True for a JSON object. */
export function isRaw(value: unknown): value is Raw {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** The object at `key`, or an empty one. Only own properties are seen, so `__proto__` and `constructor` are ordinary absent keys. */
export function objectAt(raw: Raw, key: string): Raw {
  const value = own(raw, key);
  return isRaw(value) ? value : NOTHING;
}

/** The array at `key`, or an empty one. */
export function listAt(raw: Raw, key: string): readonly unknown[] {
  const value = own(raw, key);
  return Array.isArray(value) ? value : [];
}

/** The objects of the array at `key`; other items are left out. */
export function objectsAt(raw: Raw, key: string): readonly Raw[] {
  return listAt(raw, key).filter(isRaw);
}

/** The text at `key`, trimmed; numbers and booleans as text; empty when there is nothing else. */
export function textAt(raw: Raw, key: string): string {
  return asText(own(raw, key));
}

/** The first of `keys` that holds text, or empty. */
export function firstText(raw: Raw, ...keys: string[]): string {
  for (const key of keys) {
    const text = textAt(raw, key);
    if (text !== "") return text;
  }
  return "";
}

/** The texts of the array at `key`; a lone text is an array of one. Empty ones are left out. */
export function textsAt(raw: Raw, key: string): string[] {
  const value = own(raw, key);
  const items = Array.isArray(value) ? value : [value];
  return items.map(asText).filter((text) => text !== "");
}

/** The number at `key`, also written as text, or undefined. */
export function numberAt(raw: Raw, key: string): number | undefined {
  const value = own(raw, key);
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

/** True when `key` holds true. */
export function flagAt(raw: Raw, key: string): boolean {
  const value = own(raw, key);
  return value === true || value === "true";
}

/** A scalar as trimmed text, without NUL and well-formed, so that it can be encoded and stored; anything else is empty. */
export function asText(value: unknown): string {
  if (typeof value === "string")
    return (value.includes("\0") ? value.replaceAll("\0", "") : value).trim().toWellFormed();
  if (typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value))) return String(value);
  return "";
}

/** The raw alert as an object. @throws InputError `normalize.wrong-type` when it is none. */
export function requireObject(value: unknown, path = "$"): Raw {
  if (isRaw(value)) return value;
  throw new InputError("normalize.wrong-type", `${path}: expected an object, found ${kindOf(value)}`, {
    details: { path },
  });
}

/** The text at `key`. @throws InputError `normalize.missing-field` naming the path when there is none. */
export function requireText(raw: Raw, key: string, path = "$"): string {
  const text = textAt(raw, key);
  if (text !== "") return text;
  throw missing(`${path}.${key}`, "text", own(raw, key));
}

/** The error for a field that must be there: `$.path: expected …, found …`. */
export function missing(path: string, expected: string, found: unknown): InputError {
  return new InputError("normalize.missing-field", `${path}: expected ${expected}, found ${kindOf(found)}`, {
    details: { path },
  });
}

/** What a value is, in words that do not repeat it: it may be a secret or hostile. */
export function kindOf(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  if (value === "") return "empty text";
  if (typeof value === "string") return "text";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

function own(raw: Raw, key: string): unknown {
  return Object.hasOwn(raw, key) ? raw[key] : undefined;
}
