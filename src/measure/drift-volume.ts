/**
 * Whether there is more or less of something a week than there was: the test of drift-rate.ts for counts. Weeks are the unit because days of the week differ.
 *
 * "Nothing changed" is any Poisson or negative binomial distribution of one mean (a storm now and then is no change); the evidence is a mixture of negative
 * binomial distributions with a change at each week, over the likelihood at the best distribution without one. Universal inference: Wasserman, Ramdas and
 * Balakrishnan (2020).
 */
import { type Life, lnThreshold, newLife, nextEpoch, yearIsOver } from "./drift-life.ts";
import { lnSum, weight } from "./drift-weights.ts";
import { lnBeta, lnGamma } from "./ln-gamma.ts";

/** How evenly counts come, from wildly varying to almost Poisson: the size of the negative binomial distribution. */
const SIZES = [1, 3, 10, 30, 100, 1000];
const KEPT = 104;

export interface VolumeState {
  /** Of each week, oldest first. */
  counts: number[];
  life: Life;
}

export interface VolumeChange {
  /** The mean of a week. */
  before: number;
  after: number;
  weeks: { before: number; after: number };
}

/** Takes the count of one week, which ended `at`. After it has spoken the test knows nothing and begins a new life. */
export function feedVolume(
  state: VolumeState | null,
  count: number,
  { at, alpha }: { at: number; alpha: number },
): { state: VolumeState | null; change: VolumeChange | null } {
  const { counts: earlier, life } = kept(state, at);
  const counts = [...earlier, count];
  const found = likeliestChange(counts);
  if (found === null || found.evidence < lnThreshold(life, alpha)) return { state: { counts, life }, change: null };
  const weeks = { before: found.at, after: counts.length - found.at };
  if (!lasts(counts, found.at)) return { state: { counts, life }, change: null };
  return {
    state: null,
    change: {
      before: sum(counts.slice(0, found.at)) / weeks.before,
      after: sum(counts.slice(found.at)) / weeks.after,
      weeks,
    },
  };
}

/** A storm is no change: the newest two weeks are both nearer to what is now than to what was. Speaking less often adds no false alarm. */
function lasts(counts: readonly number[], at: number): boolean {
  const [before, after] = [counts.slice(0, at), counts.slice(at)].map((part) => sum(part) / part.length) as [
    number,
    number,
  ];
  const newest = counts.slice(at).slice(-2);
  return newest.length === 2 && newest.every((one) => Math.abs(one - after) < Math.abs(one - before));
}

function kept(state: VolumeState | null, at: number): VolumeState {
  if (state === null) return { counts: [], life: newLife(at) };
  const over = yearIsOver(state.life, at);
  if (!over && state.counts.length < KEPT) return state;
  return { counts: state.counts.slice(-KEPT / 2), life: over ? newLife(at) : nextEpoch(state.life) };
}

function likeliestChange(counts: readonly number[]): { evidence: number; at: number } | null {
  const ways = SIZES.map((size) => lnWays(counts, size));
  const all = sum(counts);
  const alternatives: number[] = [];
  let best = 0;
  for (let at = 1, before = 0; at < counts.length; at += 1) {
    before += counts[at - 1]!;
    const sizes = SIZES.map((size, index) => {
      const parts = lnMixture(before, at * size) + lnMixture(all - before, (counts.length - at) * size);
      return ways[index]! + parts - Math.log(SIZES.length);
    });
    alternatives.push(lnSum(sizes) + Math.log(weight(at)));
    if (alternatives.at(-1)! > alternatives[best]!) best = at - 1;
  }
  if (alternatives.length === 0) return null;
  const alike = SIZES.map((size, index) => ways[index]! + lnBest(all, counts.length * size));
  return { evidence: lnSum(alternatives) - Math.max(lnBestPoisson(counts), ...alike), at: best + 1 };
}

/** ln of the probability of so many in all, but for the ways: the mean over all means, by Jeffreys' prior of the chance. */
function lnMixture(total: number, tries: number): number {
  return lnBeta(tries + 0.5, total + 0.5) - lnBeta(0.5, 0.5);
}

/** … and at the mean that explains them best. */
function lnBest(total: number, tries: number): number {
  const events = total === 0 ? 0 : total * Math.log(total / (tries + total));
  return tries * Math.log(tries / (tries + total)) + events;
}

/** What does not depend on the mean, and so not on where a change is looked for. */
function lnWays(counts: readonly number[], size: number): number {
  return sum(counts.map((count) => lnGamma(count + size) - lnGamma(size) - lnGamma(count + 1)));
}

function lnBestPoisson(counts: readonly number[]): number {
  const total = sum(counts);
  const events = total === 0 ? 0 : total * Math.log(total / counts.length) - total;
  return events - sum(counts.map((count) => lnGamma(count + 1)));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
