/** When a score is word enough for a proposal, and when the model says that it does not know. */
import { share } from "../measure/wilson.ts";
import type { Scored } from "./isotonic.ts";

/** At or below `harmless` one proposes that it was nothing, at or above `harmful` that it was something; null where such a score does not exist. */
export interface Cuts {
  harmless: number | null;
  harmful: number | null;
}

export type Verdict = "harmless" | "harmful";

/**
 * The widest stretches at both ends of the scores in which at least `precision` were right, even at the lower end of the interval. With few examples
 * there are none: 99 % takes some 400 without a mistake.
 */
export function cutsFor(examples: readonly Scored[], precision: number): Cuts {
  const rising = [...examples].sort((a, b) => a.score - b.score);
  const middle = fewestMistakes(rising);
  const below = rising.filter(({ score }) => score < middle);
  return {
    harmless: widest(below, (one) => !one.harmful, precision),
    harmful: widest(rising.slice(below.length).toReversed(), (one) => one.harmful, precision),
  };
}

/** From which score on one would call all harmful, if one had to call each something: what lies beyond it is for the other end. */
function fewestMistakes(rising: readonly Scored[]): number {
  let mistakes = rising.filter(({ harmful }) => !harmful).length;
  let [fewest, found] = [mistakes, Number.NEGATIVE_INFINITY];
  for (const [at, { score, harmful }] of rising.entries()) {
    mistakes += harmful ? 1 : -1;
    if (rising[at + 1]?.score === score || mistakes >= fewest) continue;
    fewest = mistakes;
    found = rising[at + 1]?.score ?? Number.POSITIVE_INFINITY;
  }
  return found;
}

/** The score up to which the most of an order may be decided. Equal scores are decided alike, so none is cut apart. */
function widest(ordered: readonly Scored[], isRight: (one: Scored) => boolean, precision: number): number | null {
  let [right, found]: [number, number | null] = [0, null];
  for (const [at, one] of ordered.entries()) {
    if (isRight(one)) right += 1;
    if (ordered[at + 1]?.score === one.score) continue;
    if (share(right, at + 1).low >= precision) found = one.score;
  }
  return found;
}

/** What a score is word enough for; null for nothing. */
export function verdictOf({ harmless, harmful }: Cuts, score: number): Verdict | null {
  if (harmless !== null && score <= harmless) return "harmless";
  if (harmful !== null && score >= harmful) return "harmful";
  return null;
}
