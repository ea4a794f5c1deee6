/** What an incident's alerts saw, as objects of STIX: each observable is an object, and has what a path can ask of it. */
import { InputError } from "../errors.ts";
import { toPlain } from "../expression/scope.ts";
import { Observable } from "../model/observable.ts";
import { MOST_OBSERVABLES, Observation as SeenAlert } from "../model/observation.ts";
import type { Observation, StixObject } from "./observation.ts";

/** The objects of STIX that an observable can be, by the path of its value. */
export const PATHS: Readonly<Record<string, Observable["type"]>> = {
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

/**
 * The observations that a list of an expression is about: `incident.observables`, each seen once at a time nobody knows, or `incident.observations`.
 * What was seen besides and not written down is one of them, and `anything`. @throws InputError `stix.bad-observation` for a list of something else.
 */
export function observationsIn(list: unknown): Observation[] {
  const plain = toPlain(list);
  const observables = Observable.array().safeParse(plain);
  if (observables.success) {
    const all = observables.data.map((each, index) => ({ ...ONCE, id: String(index), objects: objectsOf([each]) }));
    return all.length < MOST_OBSERVABLES ? all : [...all, { ...ANYTHING, id: "more" }];
  }
  const seen = SeenAlert.array().safeParse(plain);
  if (seen.success) return seen.data.map(observationOf);
  throw new InputError(
    "stix.bad-observation",
    "A pattern is asked of incident.observables or incident.observations, or of a part of them, and this list is neither.",
  );
}

const ONCE = { first: 0, last: 0, count: 1, byId: new Map<string, StixObject>() };
const ANYTHING = { ...ONCE, count: Number.MAX_SAFE_INTEGER, objects: [], anything: true };

function observationOf({ firstAt, lastAt, count, observables, complete }: SeenAlert, index: number): Observation {
  const when = { first: Date.parse(firstAt), last: Date.parse(lastAt), count };
  const seen = { ...ONCE, ...when, id: String(index), objects: objectsOf(observables) };
  return complete ? seen : { ...seen, anything: true };
}

function objectsOf(observables: readonly Observable[]): StixObject[] {
  return observables.flatMap((one): StixObject[] => {
    const object = objectOf(one);
    return object === null ? [] : [object];
  });
}

function objectOf({ type, value }: Observable): StixObject | null {
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
