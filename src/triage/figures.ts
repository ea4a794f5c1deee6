/** How good probabilities are: whether they order, and whether they mean what they say. */

export interface Judged {
  probability: number;
  harmful: boolean;
}

/** One bar of a reliability diagram. */
export interface ReliabilityBin {
  from: number;
  to: number;
  count: number;
  /** The mean probability that was said, and the share that was harmful; null where nothing was said. */
  said: number | null;
  was: number | null;
}

const BINS = 10;

/**
 * The area under the ROC curve: how likely a harmful one has a higher probability than a harmless one, ties counting half (Mann and Whitney, 1947).
 * Null where one of the two is missing.
 */
export function areaUnderCurve(judged: readonly Judged[]): number | null {
  const sorted = [...judged].sort((a, b) => a.probability - b.probability);
  let [rankSum, harmful] = [0, 0];
  for (let start = 0; start < sorted.length; ) {
    let end = start;
    while (end < sorted.length && sorted[end]!.probability === sorted[start]!.probability) end += 1;
    const tied = sorted.slice(start, end).filter((one) => one.harmful).length;
    rankSum += tied * ((start + end + 1) / 2);
    harmful += tied;
    start = end;
  }
  const harmless = sorted.length - harmful;
  if (harmful === 0 || harmless === 0) return null;
  return (rankSum - (harmful * (harmful + 1)) / 2) / (harmful * harmless);
}

/** What was said beside what was, in ten stretches of equal width. */
export function reliability(judged: readonly Judged[]): ReliabilityBin[] {
  return Array.from({ length: BINS }, (_none, at) => {
    const [from, to] = [at / BINS, (at + 1) / BINS];
    const within = judged.filter(
      ({ probability }) => probability >= from && (probability < to || (at === BINS - 1 && probability <= 1)),
    );
    const mean = (of: (one: Judged) => number) =>
      within.length === 0 ? null : within.reduce((sum, one) => sum + of(one), 0) / within.length;
    return {
      ...{ from, to, count: within.length },
      said: mean(({ probability }) => probability),
      was: mean(({ harmful }) => (harmful ? 1 : 0)),
    };
  });
}

/** The expected calibration error: how far what was said lies from what was, over the bins by their size (Naeini et al., 2015). */
export function calibrationError(judged: readonly Judged[]): number {
  if (judged.length === 0) return 0;
  return reliability(judged).reduce(
    (sum, { count, said, was }) => sum + (count / judged.length) * Math.abs((said ?? 0) - (was ?? 0)),
    0,
  );
}

/** The mean squared distance from the truth (Brier, 1950). */
export function brierScore(judged: readonly Judged[]): number {
  const distance = ({ probability, harmful }: Judged) => (probability - (harmful ? 1 : 0)) ** 2;
  return judged.length === 0 ? 0 : judged.reduce((sum, one) => sum + distance(one), 0) / judged.length;
}
