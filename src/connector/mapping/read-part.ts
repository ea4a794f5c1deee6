/** The plain shapes that parts of a mapping have: maps with known keys, lists, texts, words. */
import { didYouMean } from "../../expression/nearest.ts";
import { isRaw, kindOf } from "../raw-fields.ts";
import { complain, nameOf, type Part, under } from "./fault.ts";

export interface Keys {
  allowed: readonly string[];
  required?: readonly string[];
  /** Names that other forms of a mapping have for a key, and what to write instead. */
  instead?: Readonly<Record<string, string>>;
}

/** What stands under each key. Unknown keys and missing ones are complained about; undefined when it is no map. */
export function readKeys(part: Part, { allowed, required = [], instead = {} }: Keys): Map<string, Part> | undefined {
  if (!isRaw(part.value)) return wrongShape(part, `a map with keys among ${allowed.join(", ")}`);
  const found = new Map<string, Part>();
  for (const [key, value] of Object.entries(part.value)) {
    const inner = under(part, key, value);
    if (allowed.includes(key)) found.set(key, inner);
    else {
      const fix = Object.hasOwn(instead, key) ? instead[key]! : didYouMean(key, allowed);
      complain(inner, "mapping.unknown-key", `"${key.slice(0, 60)}" is not a key of ${nameOf(part)}`, fix, true);
    }
  }
  const missing = required.filter((key) => !found.has(key));
  for (const key of missing)
    complain(part, "mapping.missing-key", `${nameOf(part)} has no "${key}"`, `write "${key}: …"`, true);
  return missing.length === 0 ? found : undefined;
}

/** The items of a list of at most `most`. */
export function readItems(part: Part | undefined, most: number): Part[] {
  if (part === undefined) return [];
  const { value } = part;
  if (!Array.isArray(value)) return wrongShape(part, "a list") ?? [];
  if (value.length > most)
    complain(part, "mapping.too-large", `${nameOf(part)} has ${value.length} items`, `at most ${most} are read`);
  return value.slice(0, most).map((item, index) => under(part, index, item));
}

/** A text that is not empty, of at most `most` characters. */
export function readText(part: Part, most = 2_000): string | undefined {
  const { value } = part;
  if (typeof value !== "string" || value === "") return wrongShape(part, "a text");
  if (value.length <= most) return value;
  return complain(part, "mapping.too-large", `${nameOf(part)} has ${value.length} characters`, `at most ${most}`);
}

/** A text, a number, true or false. */
export function readConstant(part: Part): string | number | boolean | undefined {
  const { value } = part;
  if (typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value))) return value;
  return typeof value === "string" && value.length <= 2_000 ? value : wrongShape(part, "a text, a number or a flag");
}

/** One of the names; the near miss is named. */
export function readName<T extends string>(part: Part | undefined, names: readonly T[]): T | undefined {
  if (part === undefined) return undefined;
  const { value } = part;
  if (names.includes(value as T)) return value as T;
  if (typeof value !== "string") return wrongShape(part, `one of ${names.join(", ")}`);
  return complain(
    part,
    "mapping.unknown-value",
    `"${value.slice(0, 60)}" is not a value of ${nameOf(part)}`,
    didYouMean(value, names),
  );
}

/** Complains that something else stands here. */
export function wrongShape(part: Part, expected: string): undefined {
  return complain(
    part,
    "mapping.wrong-value",
    `${nameOf(part)} is ${kindOf(part.value)}, and not ${expected}`,
    `write ${expected}`,
  );
}
