/** Patterns on text that attackers write: linear in the text, and charged for what they cost. */
import { RE2JS } from "re2js";
import { patternFault } from "../../expression/functions.ts";
import { asText } from "../raw-fields.ts";
import { complain, type Part } from "./fault.ts";
import { readText } from "./read-part.ts";
import type { Scope } from "./scope.ts";

/** What of a value matches: its first group, or the whole where the pattern has none; undefined where nothing does. */
export type Find = (value: unknown, scope: Scope) => string | undefined;

/** Of one text a pattern reads so many characters. */
const MAX_MATCHED = 10_000;

/** A pattern in RE2 syntax, whose time is linear in the text: https://github.com/google/re2/wiki/Syntax */
export function readPattern(part: Part): Find | undefined {
  const source = readText(part, 200);
  if (source === undefined) return undefined;
  const fault = patternFault(source);
  if (fault !== null)
    return complain(part, "mapping.bad-pattern", `this is no pattern: ${fault}`, "write a pattern in RE2 syntax");
  const pattern = RE2JS.compile(source);
  const group = Math.min(1, pattern.groupCount());
  const price = priceOf(source);
  return (value, { budget }) => {
    const text = asText(value).slice(0, MAX_MATCHED);
    budget.spendCharacters((text.length + 50) * price);
    const matcher = pattern.matcher(text);
    return matcher.find() ? (matcher.group(group) ?? "") : undefined;
  };
}

/** A counted repetition is unrolled, and each character may be compared with all of it: measured, a fifth of the count. */
function priceOf(source: string): number {
  const counts = [...source.matchAll(/\{(\d{1,2})?,?(\d{1,2})?\}/g)].map(([, least, most]) =>
    Number(most ?? least ?? 1),
  );
  return Math.max(1, counts.reduce((product, count) => product * Math.max(1, count), 1) / 5);
}
