/** How times are spread: how many fall between one mark and the next. docs/reviews.md, "Pictures", is its page. */

export interface Bin {
  fromMs: number;
  /** Null of the last, which has no end. */
  toMs: number | null;
  count: number;
}

const MINUTE_MS = 60_000;
/** Marks in minutes; about twice the one before, as times to respond spread over orders of magnitude. */
const MARKS = [1, 2, 5, 10, 20, 30, 60, 120, 240, 480, 1440, 4320].map((minutes) => minutes * MINUTE_MS);

/** Every bin, also the empty ones; a time on a mark is in the bin that begins there. */
export function distributionOf(samples: readonly number[]): Bin[] {
  const bins = [0, ...MARKS].map((fromMs, place): Bin => ({ fromMs, toMs: MARKS[place] ?? null, count: 0 }));
  for (const sample of samples) {
    const bin = bins.findLast(({ fromMs }) => sample >= fromMs);
    if (bin !== undefined) bin.count += 1;
  }
  return bins;
}
