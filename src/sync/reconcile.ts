/**
 * The pure core of sync: what both sides last agreed on, what each says now → what is told to whom. Nothing is overwritten that the other
 * side did not know, unless a conflict says so.
 */
import type { Disposition, Status } from "../model/scale.ts";

/** What is kept equal on both sides. */
export interface Fields {
  status: Status;
  disposition: Disposition;
}
export type FieldName = keyof Fields;
const FIELDS: readonly FieldName[] = ["status", "disposition"];

/** A playbook, a rule or a timer is a machine; everybody else counts as a person. */
export type Author = "person" | "machine";

/** What a link remembers. `status` and `disposition` are the incident's, `seen` is what the other system showed for them. */
export interface Agreed extends Fields {
  seen: Fields;
  /** The newest change of the incident that this link was told of, as its number in the outbox. */
  upTo: number;
  /** The newest change whose comment was said there. */
  said: number;
  /** What is being written there, noted before it is tried: found there after a crash, it is ours and nobody's edit. */
  writing: Partial<Fields>;
  /** Who last edited a field here that the other side has not taken yet. */
  unsaid: Partial<Record<FieldName, Author>>;
}

/** Both sides before anybody said anything. */
export const NOTHING_AGREED: Agreed = {
  status: "new",
  disposition: "unknown",
  seen: { status: "new", disposition: "unknown" },
  upTo: 0,
  said: 0,
  writing: {},
  unsaid: {},
};

export interface Conflict {
  field: FieldName;
  here: string;
  there: string;
  kept: "here" | "there";
}

export interface Situation {
  agreed: Agreed;
  here: Fields;
  /** Who made the newest edit here of a field that has changed since. */
  by: Partial<Record<FieldName, Author>>;
  there: Fields;
  /** Whether this link's fields stand for the whole incident; one alert of several does not. */
  speaks: boolean;
}

export interface Decision {
  /** To be written there. */
  push: Partial<Fields>;
  /** To be applied here. */
  apply: Partial<Fields>;
  /** Changed there on a link that does not speak for the incident: told to people, applied to nothing. */
  noted: Partial<Fields>;
  conflicts: Conflict[];
}

/** Field by field: one side changed, the other follows; both changed, a person here is kept, a machine here gives way. */
export function decide(situation: Situation): Decision {
  const decision: Decision = { push: {}, apply: {}, noted: {}, conflicts: [] };
  const known = { ...situation, agreed: withOwnWrite(situation.agreed, situation.there) };
  for (const field of FIELDS) decideField(known, field, decision);
  return decision;
}

/** A write whose answer was lost and that is seen to have taken hold is as good as agreed. */
function withOwnWrite(agreed: Agreed, there: Fields): Agreed {
  const next = { ...agreed, seen: { ...agreed.seen } };
  for (const field of FIELDS) takeOwnWrite(next, field, there);
  return next;
}

function takeOwnWrite<F extends FieldName>(agreed: Agreed, field: F, there: Fields): void {
  const writing: Fields[F] | undefined = agreed.writing[field];
  if (writing === undefined || there[field] === agreed.seen[field] || !sameWord(writing, there[field])) return;
  (agreed as Fields)[field] = writing;
  agreed.seen[field] = there[field];
}

function decideField<F extends FieldName>(situation: Situation, field: F, decision: Decision): void {
  const here = situation.here[field];
  const there = situation.there[field];
  // A write that was begun and did not get through left the sides apart: a value that has come back here to what was agreed before is still to be told.
  const unwritten = situation.agreed.writing[field] !== undefined && !sameWord(here, there);
  const changedHere = unwritten || here !== situation.agreed[field];
  const changedThere = there !== situation.agreed.seen[field] && !saysNothing(there);
  if (changedThere && !changedHere && !situation.speaks) {
    if (!sameWord(here, there)) decision.noted[field] = there;
    return;
  }
  if (changedHere && changedThere) {
    if (sameWord(here, there)) return;
    const kept = situation.by[field] === "person" || !situation.speaks ? "here" : "there";
    decision.conflicts.push({ field, here, there, kept });
    if (kept === "here") decision.push[field] = here;
    else decision.apply[field] = there;
  } else if (changedHere && here !== there) decision.push[field] = here;
  else if (changedThere && here !== there) decision.apply[field] = there;
}

/** An empty field is no word on the incident: many systems keep no disposition at all. */
function saysNothing(value: string): boolean {
  return value === "unknown";
}

/** Some systems know one end only: resolved and closed count as the same word where the two meet. */
function sameWord(a: string, b: string): boolean {
  return a === b || (DONE.has(a) && DONE.has(b));
}

const DONE: ReadonlySet<string> = new Set(["resolved", "closed"] satisfies Status[]);

/** What is agreed before a decision's push is tried: all but the push itself. It is recorded first, so that a crash in between loses no conflict and invents none. */
export function agreeBefore(situation: Situation, { push, apply }: Decision, said: number): Agreed {
  const { here, there, by } = situation;
  const agreed = withOwnWrite(situation.agreed, there);
  const next = {
    ...agreed,
    ...here,
    ...apply,
    seen: { ...there },
    said: Math.max(said, agreed.said),
    writing: push,
    unsaid: {} as Agreed["unsaid"],
  };
  for (const field of FIELDS) if (push[field] !== undefined) keepOpen(next, field, agreed, by);
  return next;
}

function keepOpen<F extends FieldName>(next: Agreed, field: F, agreed: Agreed, by: Situation["by"]): void {
  (next as Fields)[field] = agreed[field];
  if (by[field] !== undefined) next.unsaid[field] = by[field];
}

/**
 * What is agreed once the push, if any, was looked at again. A system that shows our word, or still its old one (it knows no such word), has been
 * told; a third word is somebody's edit in between, and is left to be found as one.
 */
export function agreeAfter(situation: Situation, { push, apply }: Decision, after: Fields, upTo: number): Agreed {
  const { agreed, here, there } = situation;
  const seen = { ...after };
  for (const field of FIELDS) settleField(seen, field, push[field] ?? there[field], there[field]);
  return {
    ...here,
    ...apply,
    seen,
    upTo: Math.max(upTo, agreed.upTo),
    said: Math.max(upTo, agreed.said),
    writing: {},
    unsaid: {},
  };
}

function settleField<F extends FieldName>(seen: Fields, field: F, expected: Fields[F], before: Fields[F]): void {
  const shown = seen[field];
  if (!sameWord(shown, expected) && shown !== before && !saysNothing(shown)) seen[field] = expected;
}

/** The agreed values with who edited here since remembered, for a push that did not get through. */
export function remember(agreed: Agreed, by: Situation["by"]): Agreed {
  return { ...agreed, unsaid: { ...agreed.unsaid, ...by } };
}
