/** Rules that are no longer what the model learned: a vendor rewrote one, a test began, somebody moved office. */
import { share } from "../measure/wilson.ts";
import { sigmoid } from "./learn.ts";

export interface Seen {
  rule: string;
  /** Log-odds. */
  score: number;
  harmful: boolean;
}

/** More are not kept: a model that is wrong about so many decides too little to matter. */
const MAX_CHANGED = 1_000;

/** The rules whose later incidents were something more often, or more seldom, than the model expects, beyond what chance explains. */
export function changedRules(later: readonly Seen[]): string[] {
  const changed = [...Map.groupBy(later, ({ rule }) => rule)].filter(([, seen]) => {
    const { low, high } = share(seen.filter(({ harmful }) => harmful).length, seen.length);
    const expected = seen.reduce((sum, { score }) => sum + sigmoid(score), 0) / seen.length;
    return expected < low || expected > high;
  });
  return changed.map(([rule]) => rule).slice(0, MAX_CHANGED);
}
