/** A range of time as a range of ids, which are made in order of time: so that only the weeks and pages concerned are read. */
import type { Predicate } from "../model/predicate.ts";
import type { Condition } from "./page.ts";

/** How far an id and the moment written beside it may lie apart, where clocks of several machines made them and a transaction waited. */
const LEEWAY_MS = 60_000;

/**
 * The least id of version 7 that is made so long after the moment. Made here and not by the database, which then knows when it plans which weeks
 * it need not look at.
 */
export function leastIdAt(moment: string | Date, afterMs: number): string {
  const ms = Math.max(0, new Date(moment).getTime() + afterMs);
  const time = ms.toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8, 12)}-0000-0000-000000000000`;
}

const from = (id: string, at: string | Date | undefined): Condition => [
  `${id} >= ?::uuid`,
  at === undefined ? undefined : leastIdAt(at, -LEEWAY_MS),
];
const to = (id: string, at: string | Date | undefined): Condition => [
  `${id} < ?::uuid`,
  at === undefined ? undefined : leastIdAt(at, LEEWAY_MS),
];

/** Conditions for what was made within the range, by the id alone: the time of an alert's receipt is the time of its id. */
export function madeWithin(
  id: string,
  { since, until }: { since?: string | undefined; until?: string | undefined },
): Condition[] {
  return [
    [`${id} >= ?::uuid`, since === undefined ? undefined : leastIdAt(since, 0)],
    [`${id} < ?::uuid`, until === undefined ? undefined : leastIdAt(until, 0)],
  ];
}

/** Conditions for `moment` within the range, with those for `id` that they imply. Both are columns with their alias. */
export function withinRange(
  id: string,
  moment: string,
  { since, until }: { since?: string | undefined; until?: string | undefined },
): Condition[] {
  return [
    from(id, since),
    [`${moment} >= ?::timestamptz`, since],
    to(id, until),
    [`${moment} < ?::timestamptz`, until],
  ];
}

/** What a filter itself says of the range of a moment, as conditions for the id; it goes on to be asked in full. */
export function impliedRange(predicate: Predicate | undefined, field: string, id: string): Condition[] {
  if (predicate === undefined) return [];
  if (predicate.is === "all") return predicate.of.flatMap((part) => impliedRange(part, field, id));
  if (predicate.is !== "compare" || predicate.left.kind !== "field" || predicate.left.path !== field) return [];
  if (predicate.right.kind !== "value" || predicate.by === "!=") return [];
  const at = predicate.right.value as Date;
  if (predicate.by === "==") return [from(id, at), to(id, at)];
  return [predicate.by.startsWith(">") ? from(id, at) : to(id, at)];
}
