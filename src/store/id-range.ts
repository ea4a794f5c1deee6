/** A range of time as a range of ids, which are made in order of time: so that only the weeks and pages concerned are read. */
import type { Predicate } from "../model/predicate.ts";
import type { Condition } from "./page.ts";

/** Clocks differ: an id is made by a process, a moment beside it by the database or another. */
const LEEWAY = "interval '1 hour'";

/** Conditions for `moment` within the range, with those for `id` that they imply. Both are columns with their alias. */
export function withinRange(
  id: string,
  moment: string,
  { since, until }: { since?: string | Date | undefined; until?: string | Date | undefined },
): Condition[] {
  return [
    [`${id} >= least_id_at(?::timestamptz - ${LEEWAY})`, since],
    [`${moment} >= ?::timestamptz`, since],
    [`${id} < least_id_at(?::timestamptz + ${LEEWAY})`, until],
    [`${moment} < ?::timestamptz`, until],
  ];
}

/** What a filter itself says of the range of a moment, as conditions for the id; it goes on to be asked in full. */
export function impliedRange(predicate: Predicate | undefined, field: string, id: string): Condition[] {
  if (predicate === undefined) return [];
  if (predicate.is === "all") return predicate.of.flatMap((part) => impliedRange(part, field, id));
  if (predicate.is !== "compare" || predicate.left.kind !== "field" || predicate.left.path !== field) return [];
  if (predicate.right.kind !== "value" || predicate.by === "!=") return [];
  const at = predicate.right.value;
  const from: Condition = [`${id} >= least_id_at(?::timestamptz - ${LEEWAY})`, at];
  const to: Condition = [`${id} < least_id_at(?::timestamptz + ${LEEWAY})`, at];
  if (predicate.by === "==") return [from, to];
  return [predicate.by.startsWith(">") ? from : to];
}
