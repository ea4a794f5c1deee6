/**
 * Whether observations satisfy a pattern. A match binds an observation to each bracket of the pattern, another one to each (one that was seen
 * n times counts n times), so that all operators and qualifiers hold. Deterministic, and bounded: see {@link Budget}.
 */
import type { Observed } from "./ast.ts";
import { Budget, tooCostly } from "./budget.ts";
import { judgeOf } from "./holds.ts";
import type { Observation } from "./observation.ts";
import { AfterWindow, BetweenWindow, type Window, WithinWindow } from "./window.ts";

type Simple = Extract<Observed, { kind: "observed" }>;

/** Bound at once: the search goes a few calls deeper for each, and fewer for sightings of one bracket. */
const MAX_BOUND = 400;
const MAX_REPEATED = 1200;

/** An observation that satisfies a bracket. They are in order of when they were seen last: with the earliest bound first, WITHIN looks at each once. */
interface Candidate {
  observation: Observation;
  /** When the first of this and all candidates behind it was seen. */
  firstFromHere: number;
}

interface Search {
  budget: Budget;
  candidates: Map<Simple, readonly Candidate[]>;
  bound: Observation[];
  used: Map<Observation, number>;
}

/**
 * The observations of the first match, in the order of the pattern, one that stands for several as often; null when there is no match. Throws
 * InputError `stix.too-costly` when neither can be said within the budget.
 */
export function matchPattern(pattern: Observed, observations: readonly Observation[]): readonly Observation[] | null {
  const budget = new Budget();
  const search: Search = { budget, candidates: new Map(), bound: [], used: new Map() };
  const byLast = [...observations].sort((a, b) => a.last - b.last);
  for (const simple of simplesIn(pattern)) {
    const judge = judgeOf(simple.comparison, budget);
    search.candidates.set(simple, candidatesOf(byLast.filter(judge)));
  }
  const available = new Set([...search.candidates.values()].flat().map(({ observation }) => observation));
  const total = [...available].reduce((sum, { count }) => sum + count, 0);
  if (need(pattern, search) > total) return null;
  let found: readonly Observation[] | null = null;
  place(pattern, [], search, () => {
    found = [...search.bound];
    return true;
  });
  return found;
}

function candidatesOf(byLast: readonly Observation[]): Candidate[] {
  let firstFromHere = Number.POSITIVE_INFINITY;
  return byLast
    .toReversed()
    .map((observation) => {
      firstFromHere = Math.min(firstFromHere, observation.first);
      return { observation, firstFromHere };
    })
    .reverse();
}

function simplesIn(observed: Observed): Simple[] {
  if (observed.kind === "observed") return [observed];
  return "terms" in observed ? observed.terms.flatMap(simplesIn) : simplesIn(observed.of);
}

/** How many observations it takes at least; infinitely many where a bracket has none. */
function need(observed: Observed, search: Search): number {
  switch (observed.kind) {
    case "observed":
      return search.candidates.get(observed)?.length === 0 ? Number.POSITIVE_INFINITY : 1;
    case "or":
      return Math.min(...observed.terms.map((term) => need(term, search)));
    case "and":
    case "followed-by":
      return observed.terms.reduce((sum, term) => sum + need(term, search), 0);
    case "repeats":
      return observed.times * need(observed.of, search);
    default:
      return need(observed.of, search);
  }
}

/** Binds what `observed` needs, in every way that the windows admit, until `done` says that the rest could be bound too. */
function place(observed: Observed, windows: readonly Window[], search: Search, done: () => boolean): boolean {
  search.budget.step();
  switch (observed.kind) {
    case "observed":
      return (search.candidates.get(observed) ?? []).some(({ observation }) =>
        bind({ observation, times: 1, most: MAX_BOUND }, windows, search, done),
      );
    case "and":
      return placeAll(observed.terms, 0, windows, search, done);
    case "or":
      return observed.terms.some((term) => need(term, search) < Infinity && place(term, windows, search, done));
    case "followed-by":
      return placeInOrder(observed.terms, Number.NEGATIVE_INFINITY, windows, search, done);
    case "within":
      return place(observed.of, [...windows, new WithinWindow(observed.milliseconds)], search, done);
    case "between":
      return place(observed.of, [...windows, new BetweenWindow(observed.start, observed.stop)], search, done);
    case "repeats":
      return placeRepeats(observed, windows, search, done);
  }
}

/** Binds an observation for so many sightings, while fewer than `most` are bound, and goes on with `done`. */
function bind(
  { observation, times, most }: { observation: Observation; times: number; most: number },
  windows: readonly Window[],
  search: Search,
  done: () => boolean,
): boolean {
  search.budget.step(1 + windows.length);
  const used = search.used.get(observation) ?? 0;
  if (used + times > observation.count || !windows.every((window) => window.admits(observation))) return false;
  if (search.bound.length >= most) throw tooCostly();
  search.used.set(observation, used + times);
  search.bound.push(observation);
  for (const window of windows) window.push(observation);
  if (done()) return true;
  for (const window of windows) window.pop();
  search.bound.pop();
  search.used.set(observation, used);
  return false;
}

function placeAll(
  terms: readonly Observed[],
  index: number,
  windows: readonly Window[],
  search: Search,
  done: () => boolean,
): boolean {
  const term = terms[index];
  return term === undefined
    ? done()
    : place(term, windows, search, () => placeAll(terms, index + 1, windows, search, done));
}

/** Each term is seen no earlier than all terms before it; `floor` is the earliest moment that is left for it. */
function placeInOrder(
  terms: readonly Observed[],
  floor: number,
  windows: readonly Window[],
  search: Search,
  done: () => boolean,
): boolean {
  const [term, ...rest] = terms;
  if (term === undefined) return done();
  const window = new AfterWindow(floor);
  return place(term, [...windows, window], search, () =>
    placeInOrder(rest, Math.max(floor, window.latestFirst), windows, search, done),
  );
}

function placeRepeats(
  observed: Extract<Observed, { kind: "repeats" }>,
  windows: readonly Window[],
  search: Search,
  done: () => boolean,
): boolean {
  const single = singleOf(observed.of, []);
  if (single !== null) {
    const candidates = search.candidates.get(single.simple) ?? [];
    return pick(candidates, 0, observed.times, [...windows, ...single.windows], search, done);
  }
  const again = (left: number): boolean =>
    left === 0 ? done() : place(observed.of, windows, search, () => again(left - 1));
  return again(observed.times);
}

/** The bracket below qualifiers that look at one observation at a time: START and STOP do, and of one observation so does WITHIN. */
function singleOf(
  observed: Observed,
  windows: readonly Window[],
): { simple: Simple; windows: readonly Window[] } | null {
  switch (observed.kind) {
    case "observed":
      return { simple: observed, windows };
    case "within":
      return singleOf(observed.of, windows);
    case "between":
      return singleOf(observed.of, [...windows, new BetweenWindow(observed.start, observed.stop)]);
    default:
      return null;
  }
}

/** Binds `left` sightings out of the candidates from `index` on, without regard to their order; gives up as soon as too few are left. */
function pick(
  candidates: readonly Candidate[],
  index: number,
  left: number,
  windows: readonly Window[],
  search: Search,
  done: () => boolean,
): boolean {
  if (left === 0) return done();
  const room = (each: Observation): number =>
    windows.every((window) => window.admits(each)) ? each.count - (search.used.get(each) ?? 0) : 0;
  for (let at = index; ; at += 1) {
    if (!enough(candidates, at, left, windows, room, search.budget)) return false;
    const { observation } = candidates[at] as Candidate;
    for (let times = Math.min(room(observation), left); times > 0; times -= 1) {
      const rest = () => pick(candidates, at + 1, left - times, windows, search, done);
      if (bind({ observation, times, most: MAX_REPEATED }, windows, search, rest)) return true;
    }
  }
}

/** Whether the candidates from `index` on have room for `left` sightings, as far as each can be said alone. */
function enough(
  candidates: readonly Candidate[],
  index: number,
  left: number,
  windows: readonly Window[],
  room: (each: Observation) => number,
  budget: Budget,
): boolean {
  let free = 0;
  for (let at = index; free < left; at += 1) {
    const candidate = candidates[at];
    budget.step();
    if (candidate === undefined || !windows.every((window) => window.admitsFrom(candidate.firstFromHere))) return false;
    free += room(candidate.observation);
  }
  return true;
}
