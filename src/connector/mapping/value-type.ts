/** The types that values have on their way through a mapping: known before any alert is read. */
import { complain, type Part } from "./fault.ts";

/** `anything` is what a path finds: only the alert will tell. */
export type Kind = "anything" | "text" | "number" | "time";

export interface ValueType {
  kind: Kind;
  list: boolean;
  /** The words it can be, each with where it is written, when they are all known. */
  words?: readonly { word: string; part: Part }[];
}

const NAMES: Readonly<Record<Kind, [one: string, many: string]>> = {
  anything: ["whatever is found there", "whatever is found there"],
  text: ["a text", "texts"],
  number: ["a number", "numbers"],
  time: ["a time", "times"],
};

/** As a person would say it. */
export function typeText({ kind, list }: ValueType): string {
  const [one, many] = NAMES[kind];
  return list ? `a list of ${kind === "anything" ? "things" : many}` : one;
}

/** What holds of either of them. */
export function eitherType(a: ValueType, b: ValueType): ValueType {
  return {
    kind: a.kind === b.kind ? a.kind : "anything",
    list: a.list || b.list,
    ...(a.words === undefined || b.words === undefined ? {} : { words: [...a.words, ...b.words] }),
  };
}

/** Complains when a value of one type stands where only some kinds are taken. What a path finds is taken by all: it is looked at when it is read. */
export function fits(part: Part, who: string, given: ValueType, takes: readonly Kind[], fix: string): boolean {
  if (given.kind === "anything" || takes.includes("anything") || takes.includes(given.kind)) return true;
  const expected = takes.map((kind) => NAMES[kind][0]).join(" or ");
  complain(part, "mapping.wrong-type", `${who} takes ${expected}, and is given ${typeText(given)}`, fix);
  return false;
}
