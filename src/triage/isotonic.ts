/** Scores made probabilities: the share that was harmful among what scored alike, never falling as scores rise. */

export interface Scored {
  /** Log-odds. */
  score: number;
  harmful: boolean;
}

/** Stretches of scores, lowest first: from `from` on, the probability. */
export interface Calibration {
  steps: { from: number; probability: number }[];
}

/**
 * Isotonic regression by pooling adjacent violators (Ayer et al., "An Empirical Distribution Function for Sampling with Incomplete Information", 1955).
 * No probability is nearer to 0 or 1 than `1 / (examples + 2)`: so many examples cannot show more.
 */
export function calibrate(examples: readonly Scored[]): Calibration {
  const pools: Pool[] = [];
  for (const one of together(examples)) {
    pools.push(one);
    while (pools.length > 1 && rate(pools.at(-2)!) > rate(pools.at(-1)!)) {
      const upper = pools.pop()!;
      const lower = pools.at(-1)!;
      lower.count += upper.count;
      lower.harmful += upper.harmful;
    }
  }
  const least = 1 / (examples.length + 2);
  return {
    steps: pools.map((pool) => ({ from: pool.from, probability: Math.min(1 - least, Math.max(least, rate(pool))) })),
  };
}

interface Pool {
  from: number;
  count: number;
  harmful: number;
}

/** Equal scores are one pool before any is compared. */
function together(examples: readonly Scored[]): Pool[] {
  const pools: Pool[] = [];
  for (const { score, harmful } of [...examples].sort((a, b) => a.score - b.score)) {
    const last = pools.at(-1);
    if (last?.from === score) {
      last.count += 1;
      last.harmful += harmful ? 1 : 0;
    } else pools.push({ from: score, count: 1, harmful: harmful ? 1 : 0 });
  }
  return pools;
}

function rate({ count, harmful }: Pool): number {
  return harmful / count;
}

/** The probability of a score; below the lowest stretch it is the lowest one's. */
export function probabilityOf({ steps }: Calibration, score: number): number {
  let [low, high] = [0, steps.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (steps[middle]!.from <= score) low = middle;
    else high = middle - 1;
  }
  return steps[low]?.probability ?? 0.5;
}
