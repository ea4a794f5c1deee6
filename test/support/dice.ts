/** Random numbers from a seed, so that a run that failed can be asked for again (mulberry32). */
export interface Dice {
  /** From `min` up to, not including, `max`. */
  between(min: number, max: number): number;
  chance(probability: number): boolean;
}

export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    between: (min, max) => min + next() * (max - min),
    chance: (probability) => next() < probability,
  };
}

/** Numbers from 0 up to, not including, 1. */
export function numbersOf(seed: number): () => number {
  const dice = diceOf(seed);
  return () => dice.between(0, 1);
}

/** So many of them, each at most once, in their order. */
export function sampleOf<T>(of: readonly T[], count: number, seed: number): T[] {
  const dice = diceOf(seed);
  const ranked = of.map((one, index) => ({ one, index, rank: dice.between(0, 1) }));
  const chosen = ranked.sort((a, b) => a.rank - b.rank).slice(0, count);
  return chosen.sort((a, b) => a.index - b.index).map(({ one }) => one);
}
