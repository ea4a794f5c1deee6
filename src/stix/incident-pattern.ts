/**
 * Patterns over the observables of an incident: `stix(incident.observables, "[url:value LIKE '%.exe']")` in an expression. Each observable is an
 * observation of its own that was made once, at a time nobody knows; so a pattern that asks when, how often or in which order is refused, as is
 * one that asks for what an incident does not have. What is taken is decided by the matcher, within its budget.
 */

import { isCordonError } from "../errors.ts";
import type { Extension } from "../expression/extension.ts";
import { didYouMean } from "../expression/nearest.ts";
import type { Observable } from "../model/observable.ts";
import type { Comparison, ObjectPath, Observed } from "./ast.ts";
import { matchPattern } from "./match.ts";
import type { Observation, StixObject } from "./observation.ts";
import { parsePattern } from "./parse.ts";

/** The objects of STIX that an observable can be, by the path of its value. */
const PATHS: Readonly<Record<string, Observable["type"]>> = {
  "ipv4-addr:value": "ip",
  "ipv6-addr:value": "ip",
  "domain-name:value": "domain",
  "url:value": "url",
  "email-addr:value": "email",
  "file:name": "file",
  "file:hashes": "hash",
  "process:name": "process",
  "user-account:account_login": "user",
  "user-account:user_id": "user",
};
const HASHES: Readonly<Record<number, string>> = { 32: "MD5", 40: "SHA-1", 64: "SHA-256", 128: "SHA-512" };
const MAX_CACHED = 200;

/** The function `stix` of playbooks. */
export const stixFunction: Extension = {
  name: "stix",
  signature: "stix(list, string): bool",
  call: (observables: readonly Observable[], pattern: string) =>
    matchPattern(parsedPattern(pattern), observables.flatMap(observationOf)) !== null,
  fault: incidentPatternFault,
};

/** Why a pattern cannot be asked of an incident, and where; null when it can. */
export function incidentPatternFault(text: string): ReturnType<Extension["fault"]> {
  try {
    return faultOf(parsedPattern(text));
  } catch (error) {
    if (!isCordonError(error)) throw error;
    const { line = 1, column = 1 } = (error.details ?? {}) as { line?: number; column?: number };
    const before = text.split("\n").slice(0, line - 1);
    return { message: error.message, offset: before.reduce((sum, each) => sum + each.length + 1, 0) + column - 1 };
  }
}

function faultOf(pattern: Observed): ReturnType<Extension["fault"]> {
  if (pattern.kind === "and" || pattern.kind === "or")
    return pattern.terms.map(faultOf).find((fault) => fault !== null) ?? null;
  if (pattern.kind !== "observed")
    return { message: "an incident does not say when and how often things were seen", offset: 0 };
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

function observationOf({ type, value }: Observable, index: number): Observation[] {
  const object = objectOf(type, value);
  return object === null
    ? []
    : [{ id: String(index), first: 0, last: 0, count: 1, objects: [object], byId: new Map() }];
}

function objectOf(type: Observable["type"], value: string): StixObject | null {
  switch (type) {
    case "ip":
      return { type: value.includes(":") ? "ipv6-addr" : "ipv4-addr", value };
    case "domain":
      return { type: "domain-name", value };
    case "url":
      return { type: "url", value };
    case "email":
      return { type: "email-addr", value };
    case "file":
      return { type: "file", name: value };
    case "hash": {
      const name = HASHES[value.length];
      return name === undefined ? null : { type: "file", hashes: { [name]: value } };
    }
    case "process":
      return { type: "process", name: value };
    case "user":
      return { type: "user-account", account_login: value, user_id: value };
    default:
      return null;
  }
}
