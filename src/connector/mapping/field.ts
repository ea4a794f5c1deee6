/** The fields of an alert, each with the type it has to be given. */
import { didYouMean } from "../../expression/nearest.ts";
import { looseTime } from "../infer/loose-time.ts";
import { asText } from "../raw-fields.ts";
import { complain, nameOf, type Part } from "./fault.ts";
import { type CompiledValue, readValue } from "./read-value.ts";
import type { Scope } from "./scope.ts";
import { asNumber } from "./transform.ts";
import { fits, type Kind } from "./value-type.ts";

/** A field that is read from an alert as one value of a kind; undefined where the alert has none. */
export interface Field<T> {
  /** Where it looks first, for messages. */
  text: string;
  read(scope: Scope): T | undefined;
  /** What was found, before it was made anything of. */
  raw(scope: Scope): unknown;
}

/** One text; numbers, flags and times are written as text. */
export function readTextField(part: Part | undefined): Field<string> | undefined {
  return one(part, ["text", "number", "time"], "", (value) => asText(value) || undefined);
}

/** One time. What a path finds is read in the forms that logs use; other text has to pass the transform first. */
export function readTimeField(part: Part | undefined): Field<string> | undefined {
  return one(part, ["time"], 'write "time" as its last step', (value, { receivedAt }) => looseTime(value, receivedAt));
}

/** One number from 0 to 100. */
export function readShareField(part: Part | undefined): Field<number> | undefined {
  return one(part, ["number"], 'write "number" as its last step', (value) => {
    const number = asNumber(value);
    return number !== undefined && number >= 0 && number <= 100 ? number : undefined;
  });
}

/** A word of a scale. Other words are nothing, unless `cases` translate them. */
export function readScaleField<T extends string>(part: Part | undefined, scale: readonly T[]): Field<T> | undefined {
  const value = part && readValue(part, { scale });
  if (part === undefined || value === undefined) return undefined;
  const { type } = value;
  if (!fits(part, nameOf(part), type, ["text"], 'write "bands" or "cases" as its last step') || isList(part, value))
    return undefined;
  for (const { word, part: written } of type.words ?? [])
    if (!scale.includes(word as T))
      complain(
        written,
        "mapping.unknown-value",
        `"${word.slice(0, 60)}" is no value of ${nameOf(part)}`,
        didYouMean(word, scale),
      );
  return fieldOf(value, (found) => scale.find((word) => word === asText(found).toLowerCase()));
}

/** Any number of texts. */
export function readTexts(part: Part): CompiledValue | undefined {
  return readValue(part);
}

function one<T>(
  part: Part | undefined,
  kinds: readonly Kind[],
  fix: string,
  convert: (value: unknown, scope: Scope) => T | undefined,
): Field<T> | undefined {
  const value = part && readValue(part);
  if (part === undefined || value === undefined) return undefined;
  if (!fits(part, nameOf(part), value.type, kinds, fix) || isList(part, value)) return undefined;
  return fieldOf(value, convert);
}

function fieldOf<T>(value: CompiledValue, convert: (found: unknown, scope: Scope) => T | undefined): Field<T> {
  return {
    text: value.text,
    read: (scope) => {
      const [found] = value.run(scope);
      return found === undefined ? undefined : convert(found, scope);
    },
    raw: (scope) => value.raw(scope)[0],
  };
}

/** A list where one value is meant is an error: which of them is for the author to say. */
function isList(part: Part, { type }: CompiledValue): boolean {
  if (!type.list) return false;
  complain(
    part,
    "mapping.wrong-type",
    `${nameOf(part)} takes one value, and is given a list`,
    'write { join: ", " } or { item: 0 } as its last step',
  );
  return true;
}
