/**
 * Whether a share has changed, asked after each observation, for as long as one likes, with a bound on ever speaking without cause.
 *
 * The evidence is an e-process against "all observations have one rate, whatever it is": a mixture of Krichevsky–Trofimov probabilities with a change at each
 * tenth observation, over the likelihood at the best single rate. Under any one rate it is at most a non-negative martingale that begins at 1, so it ever reaches
 * 1/α with probability at most α (Ville 1939). The supremum below is what spares a baseline, whose own error would have to be paid for: Ramdas, Ruf, Larsson and
 * Koolen, "Testing exchangeability: fork-convex hulls, supermartingales and e-processes" (2022); the mixture is that of Shin, Ramdas and Rinaldo, "E-detectors" (2024).
 */
import { type Life, lnThreshold, newLife, nextEpoch, yearIsOver } from "./drift-life.ts";
import { lnSum, weight } from "./drift-weights.ts";
import { lnGamma } from "./ln-gamma.ts";
import { type Share, share } from "./wilson.ts";

/** A change is looked for at each so many observations: fewer places share the evidence, and nine at most are counted on the wrong side. */
const BLOCK = 10;
/** So many observations are kept; then the older half is let go. */
const KEPT = 2_000;
/** So many of the newest are known by name. */
const NAMED = 40;

export interface RateState {
  /** How many are kept. */
  of: number;
  /** Hits of each block, oldest first; the last may be growing. */
  hits: number[];
  /** When each block began, in ms. */
  begun: number[];
  /** What the newest observations were about. */
  named: { of: string; hit: boolean }[];
  life: Life;
}

export interface Observation {
  hit: boolean;
  /** When, in ms. */
  at: number;
  /** The incident it is about. */
  of: string;
}

export interface RateChange {
  before: Share;
  after: Share;
  /** When it began, in ms. */
  since: number;
  /** What explains it: the newest observations since then, of those that became more. */
  incidents: string[];
}

/** Takes one observation; `up` speaks of growing rates alone. After it has spoken the test knows nothing and begins a new life. */
export function feedRate(
  state: RateState | null,
  observation: Observation,
  { alpha, direction }: { alpha: number; direction: "up" | "both" },
): { state: RateState | null; change: RateChange | null } {
  const next = observed(kept(state, observation.at), observation);
  const found = likeliestChange(next);
  if (found === null || found.evidence < lnThreshold(next.life, alpha)) return { state: next, change: null };
  const before = share(sum(next.hits.slice(0, found.block)), found.block * BLOCK);
  const after = share(sum(next.hits.slice(found.block)), next.of - found.block * BLOCK);
  const grew = after.rate! > before.rate!;
  if (direction === "up" && !grew) return { state: next, change: null };
  const incidents = explain(next, after.of, grew);
  return { state: null, change: { before, after, since: next.begun[found.block]!, incidents } };
}

function observed(state: RateState, { hit, at, of }: Observation): RateState {
  const one = hit ? 1 : 0;
  const opens = state.of % BLOCK === 0;
  return {
    ...state,
    of: state.of + 1,
    hits: opens ? [...state.hits, one] : [...state.hits.slice(0, -1), state.hits.at(-1)! + one],
    begun: opens ? [...state.begun, at] : state.begun,
    named: [...state.named, { of, hit }].slice(-NAMED),
  };
}

/** The newer half where there is too much, or its year is over: the test begins anew with it. */
function kept(state: RateState | null, at: number): RateState {
  if (state === null) return { of: 0, hits: [], begun: [], named: [], life: newLife(at) };
  const over = yearIsOver(state.life, at);
  if (!over && state.of < KEPT) return state;
  const gone = Math.max(0, state.hits.length - KEPT / 2 / BLOCK);
  const life = over ? newLife(at) : nextEpoch(state.life);
  return { ...state, of: state.of - gone * BLOCK, hits: state.hits.slice(gone), begun: state.begun.slice(gone), life };
}

/** ln of the evidence that the rate changed, and before which block most likely; null when there is no place for a change yet. */
export function likeliestChange({
  of,
  hits,
}: Pick<RateState, "of" | "hits">): { evidence: number; block: number } | null {
  const all = sum(hits);
  const alternatives: number[] = [];
  let best = 0;
  for (let block = 1, before = 0; block * BLOCK < of; block += 1) {
    before += hits[block - 1]!;
    const [left, right] = [lnMixture(before, block * BLOCK), lnMixture(all - before, of - block * BLOCK)];
    alternatives.push(left + right + WEIGHTS[block]!);
    if (alternatives.at(-1)! > alternatives[best]!) best = block - 1;
  }
  if (alternatives.length === 0) return null;
  return { evidence: lnSum(alternatives) - lnBest(all, of), block: best + 1 };
}

/** ln of the Krichevsky–Trofimov probability of a sequence: the mean over all rates by Jeffreys' prior. */
function lnMixture(hits: number, of: number): number {
  return HALVES[hits]! + HALVES[of - hits]! - FACTORIALS[of]!;
}

/** ln of its probability at the rate that explains it best. */
function lnBest(hits: number, of: number): number {
  const term = (count: number) => (count === 0 ? 0 : count * Math.log(count / of));
  return term(hits) + term(of - hits);
}

/** ln Γ(k + ½) / Γ(½), ln k! and the logarithm of each place's share, for all that occur. */
const COUNTS = Array.from({ length: KEPT + 1 }, (_none, k) => k);
const HALVES = COUNTS.map((k) => lnGamma(k + 0.5) - lnGamma(0.5));
const FACTORIALS = COUNTS.map((k) => lnGamma(k + 1));
const WEIGHTS = COUNTS.map((k) => (k === 0 ? Number.NEGATIVE_INFINITY : Math.log(weight(k))));

function explain({ named }: RateState, since: number, grew: boolean): string[] {
  const newest = named.slice(-since).filter(({ hit }) => hit === grew);
  return [...new Set(newest.map(({ of }) => of))].slice(-20);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
