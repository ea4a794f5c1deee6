/** What the parts of a comparison are made of. */
import { canonicalJson } from "../ids.ts";

export interface TaxonomyChange {
  kind: "added" | "removed" | "changed";
  /** `type intrusions/burglary`, `rule brute-force-login`, `taxonomy` … */
  subject: string;
  /** A sentence without its subject: `runs phishing-report instead of triage-handoff`. */
  what: string;
}

/** Items by id: those that came, in the newer order, those that changed, and at the end those that went. */
export function diffById<T extends { id: string }>(
  before: readonly T[],
  after: readonly T[],
  say: { added(one: T): TaxonomyChange; removed(one: T): TaxonomyChange; changed(was: T, is: T): TaxonomyChange },
): TaxonomyChange[] {
  const old = new Map(before.map((each) => [each.id, each]));
  const kept = new Set(after.map((each) => each.id));
  const changes = after.flatMap((each) => {
    const was = old.get(each.id);
    return was === undefined ? [say.added(each)] : same(was, each) ? [] : [say.changed(was, each)];
  });
  return [...changes, ...before.filter((each) => !kept.has(each.id)).map(say.removed)];
}

/** Equal as JSON. */
export function same(a: unknown, b: unknown): boolean {
  return a === b || canonicalJson(a) === canonicalJson(b);
}

/** A change that adds. */
export function added(subject: string, what: string): TaxonomyChange {
  return { kind: "added", subject, what };
}

/** A change that removes. */
export function removed(subject: string, what: string): TaxonomyChange {
  return { kind: "removed", subject, what };
}

/** A change of what is there before and after. */
export function changed(subject: string, what: string): TaxonomyChange {
  return { kind: "changed", subject, what };
}
