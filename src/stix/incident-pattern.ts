/**
 * Patterns over what an incident's alerts saw: `stix(incident.observables, "[url:value LIKE '%.exe']")` in an expression. Each observable is an
 * observation of its own that was made once, at a time nobody knows; so a pattern that asks when, how often or in which order is asked of
 * `incident.observations`, an alert each, and one that asks for what an incident does not have is refused. What is taken is decided by the
 * matcher, within its budget; where alerts were too many to be written down, it is decided only when they cannot change the answer.
 */

import { InputError, isCordonError } from "../errors.ts";
import type { Extension } from "../expression/extension.ts";
import { didYouMean } from "../expression/nearest.ts";
import type { Comparison, ObjectPath, Observed } from "./ast.ts";
import { observationsIn, PATHS } from "./incident-objects.ts";
import { matchPattern } from "./match.ts";
import type { Observation } from "./observation.ts";
import { parsePattern } from "./parse.ts";

const MAX_CACHED = 200;

/** The function `stix` of playbooks. */
export const stixFunction: Extension = {
  name: "stix",
  signature: "stix(list, string): bool",
  call: (list: readonly unknown[], pattern: string) => isSeen(parsedPattern(pattern), observationsIn(list)),
  fault: incidentPatternFault,
};

/**
 * Why a pattern cannot be asked of a list of an incident, and where; null when it can. `list`: the name of the field that the list is of, null
 * where it is made otherwise.
 */
export function incidentPatternFault(text: string, list: string | null): ReturnType<Extension["fault"]> {
  try {
    return faultOf(parsedPattern(text), list === "observations");
  } catch (error) {
    if (!isCordonError(error)) throw error;
    const { line = 1, column = 1 } = (error.details ?? {}) as { line?: number; column?: number };
    const before = text.split("\n").slice(0, line - 1);
    return { message: error.message, offset: before.reduce((sum, each) => sum + each.length + 1, 0) + column - 1 };
  }
}

/** More observations only ever make a pattern match: what matches those that are known does, and what even anything would not make match does not. */
function isSeen(pattern: Observed, observations: readonly Observation[]): boolean {
  const known = observations.map(({ anything: _, ...rest }) => rest);
  if (matchPattern(pattern, known) !== null) return true;
  if (!observations.some(({ anything }) => anything)) return false;
  if (matchPattern(pattern, observations) === null) return false;
  throw new InputError(
    "stix.not-all-seen",
    "The alerts saw more than the facts of the incident have room for, and it may be what the pattern asks for.",
  );
}

function faultOf(pattern: Observed, overTime: boolean): ReturnType<Extension["fault"]> {
  if (!overTime && pattern.kind !== "observed" && pattern.kind !== "and" && pattern.kind !== "or")
    return {
      message: "observables do not say when and how often they were seen",
      offset: 0,
      fix: "ask the alerts: stix(incident.observations, …)",
    };
  if ("terms" in pattern)
    return pattern.terms.map((term) => faultOf(term, overTime)).find((fault) => fault !== null) ?? null;
  if ("of" in pattern) return faultOf(pattern.of, overTime);
  const unknown = pathsIn(pattern.comparison)
    .map(pathText)
    .find((name) => PATHS[name] === undefined);
  if (unknown !== undefined)
    return {
      message: `an incident has no observable for "${unknown}"`,
      offset: 0,
      fix: didYouMean(unknown, Object.keys(PATHS)),
    };
  return asksTwoAtOnce(pattern.comparison)
    ? { message: "one bracket asks for several kinds of observables at once, and each is seen by itself", offset: 0 }
    : null;
}

/** Whether one observation would have to be of two kinds. */
function asksTwoAtOnce(comparison: Comparison): boolean {
  if (comparison.kind === "test") return false;
  const kinds = new Set(pathsIn(comparison).map((path) => PATHS[pathText(path)]));
  return (comparison.kind === "and" && kinds.size > 1) || comparison.terms.some(asksTwoAtOnce);
}

function pathsIn(comparison: Comparison): ObjectPath[] {
  return comparison.kind === "test" ? [comparison.path] : comparison.terms.flatMap(pathsIn);
}

/** `type:property`: what says which observables are meant. */
function pathText({ type, steps: [first, second] }: ObjectPath): string {
  const key = first?.kind === "key" ? first.key : "";
  return key === "hashes" || second === undefined ? `${type}:${key}` : `${type}:${key}…`;
}

const parsed = new Map<string, Observed>();

function parsedPattern(text: string): Observed {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const pattern = parsePattern(text);
  if (parsed.size >= MAX_CACHED) parsed.clear();
  parsed.set(text, pattern);
  return pattern;
}
