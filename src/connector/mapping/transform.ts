/** What a transform is: a named step from values to values, with the types of both. */
import { asText } from "../raw-fields.ts";
import type { Part } from "./fault.ts";
import type { Scope } from "./scope.ts";
import type { Kind, ValueType } from "./value-type.ts";

/** From what there is to what becomes of it; nothing is an empty list. Never throws but `mapping.too-costly`. */
export type Run = (values: readonly unknown[], scope: Scope) => unknown[];

export interface Made {
  run: Run;
  gives: ValueType;
}

export interface Transform {
  takes: readonly Kind[];
  /** How it is written, for those who write it wrong. */
  example: string;
  /** Reads its argument, which is `true` where the name stands alone. Undefined when there was something to complain about. */
  make(argument: Part, given: ValueType, target: Target): Made | undefined;
}

/** What the value is for: at a scale the words of the scale stand for themselves. */
export interface Target {
  scale?: readonly string[];
}

/** A transform of one text at a time that needs no argument. */
export function ofText(example: string, change: (text: string) => string | undefined): Transform {
  return {
    takes: ["text"],
    example,
    make: (_argument, given) => ({
      run: (values) => values.flatMap((value) => filledText(change(asText(value)))),
      gives: { kind: "text", list: given.list },
    }),
  };
}

/** The text as a list of one, or of none when it is empty. */
export function filledText(text: string | undefined): string[] {
  return text === undefined || text === "" ? [] : [text];
}

/** A number, also written as text; undefined for anything else. */
export function asNumber(value: unknown): number | undefined {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}
