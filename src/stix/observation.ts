/** Observed data of STIX 2.1 (section 4.14), and the older form that holds its objects itself, as the matcher takes it. */
import { InputError } from "../errors.ts";
import { parseTime } from "./literal.ts";

/** A cyber-observable object: JSON from outside, so only its own properties are ever read. */
export type StixObject = Readonly<Record<string, unknown>>;

export interface Observation {
  id: string;
  /** When it was seen first and last, in milliseconds since 1970. */
  first: number;
  last: number;
  /** How often it was seen. */
  count: number;
  /** What was seen: where paths start. */
  objects: readonly StixObject[];
  /** What references lead to, by id. */
  byId: ReadonlyMap<string, StixObject>;
  /** True where more was seen than is known: whatever a pattern asks may have been among it. */
  anything?: boolean;
}

const MAX_OBSERVATIONS = 10_000;
const MAX_OBJECTS = 100_000;

/**
 * The observations of a bundle, of one `observed-data` object, or of a list of both; what is something else is passed over. References lead to the
 * objects of the same bundle. Throws InputError `stix.bad-observation` with the place as a JSON pointer.
 */
export function readObservations(json: unknown): Observation[] {
  const found = (Array.isArray(json) ? json : [json]).flatMap((one, index) =>
    readBundle(one, Array.isArray(json) ? `/${index}` : ""),
  );
  if (found.length > MAX_OBSERVATIONS)
    throw bad("", `there are ${found.length} observations, at most ${MAX_OBSERVATIONS} are read`);
  return found;
}

function readBundle(json: unknown, at: string): Observation[] {
  if (!isObject(json)) throw bad(at, "this is no object", "a bundle or an observed-data object");
  if (json.type !== "bundle") return readObserved(json, at, new Map());
  const objects = Array.isArray(json.objects) ? json.objects : [];
  if (objects.length > MAX_OBJECTS) throw bad(at, `the bundle has more than ${MAX_OBJECTS} objects`);
  const byId = new Map<string, StixObject>();
  for (const one of objects) if (isObject(one) && typeof one.id === "string") byId.set(one.id, one);
  return objects.flatMap((one, index) => (isObject(one) ? readObserved(one, `${at}/objects/${index}`, byId) : []));
}

function readObserved(json: StixObject, at: string, byId: ReadonlyMap<string, StixObject>): Observation[] {
  if (json.type !== "observed-data") return [];
  const first = timeAt(json.first_observed, `${at}/first_observed`);
  const last = timeAt(json.last_observed, `${at}/last_observed`);
  if (last < first) throw bad(`${at}/last_observed`, "it was seen last before it was seen first");
  const count = json.number_observed;
  if (typeof count !== "number" || !Number.isInteger(count) || count < 1 || count > 999_999_999)
    throw bad(`${at}/number_observed`, "this is no count", "a whole number from 1 to 999999999");
  const seen = { id: typeof json.id === "string" ? json.id : at, first, last, count };
  if (isObject(json.objects) && Object.keys(json.objects).length > 0) {
    const own = new Map(
      Object.entries(json.objects).filter((entry): entry is [string, StixObject] => isObject(entry[1])),
    );
    return [{ ...seen, objects: [...own.values()], byId: own }];
  }
  const refs: unknown[] = Array.isArray(json.object_refs) ? json.object_refs : [];
  const objects = refs.map((ref) => (typeof ref === "string" ? byId.get(ref) : undefined));
  return [{ ...seen, objects: objects.filter((object) => object !== undefined), byId }];
}

/** True for a JSON object, which is neither null nor a list. */
export function isObject(value: unknown): value is StixObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function timeAt(value: unknown, at: string): number {
  const time = typeof value === "string" ? parseTime(value) : null;
  if (time === null) throw bad(at, "this is no time", "a time in UTC such as 2026-01-31T12:00:00Z");
  return time;
}

function bad(pointer: string, message: string, expected?: string): InputError {
  const tail = expected === undefined ? "" : `; expected ${expected}`;
  return new InputError("stix.bad-observation", `${pointer || "/"}: ${message}${tail}.`, {
    details: { pointer, ...(expected === undefined ? {} : { expected }) },
  });
}
