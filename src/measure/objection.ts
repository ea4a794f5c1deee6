/**
 * Whether people disagree with a playbook more than they may: asked after each observation, with a bound on ever saying so without cause. It is the
 * demotion rule of docs/autonomy.md.
 */
import { falseAlarmsPerYear } from "./drift-life.ts";
import { feedRate, type RateState } from "./drift-rate.ts";
import { lnSum } from "./drift-weights.ts";
import { type Share, share } from "./wilson.ts";

/** The yearly risk of each of the two tests: together one demotion without cause in twenty years of a playbook and type. */
export const OBJECTION_ALPHA = 1 / 41;
export const statedFalseDemotionsPerYear = 2 * falseAlarmsPerYear(OBJECTION_ALPHA);

export interface Observation {
  incidentId: string;
  agreed: boolean;
  /** When, in ms. */
  at: number;
}

export interface Objection {
  reason: string;
  /** Those that say so: at most twenty. */
  incidents: string[];
}

const YEAR_MS = 365 * 86_400_000;
/** Rates above the one that is allowed, over which the evidence is spread evenly. */
const STEPS = 20;

/**
 * Over the observations of a stage, the oldest first. `allowed` is the share of disagreement that is lived with. The tests begin anew with each year since
 * the stage began, so that their risk is by the year; within it they may be asked as often as one likes.
 */
export function objectionTo(
  observations: readonly Observation[],
  { since, allowed, now }: { since: number; allowed: number; now: number },
): Objection | null {
  const begun = since + Math.floor(Math.max(0, now - since) / YEAR_MS) * YEAR_MS;
  const seen = observations.filter(({ at }) => at >= begun);
  const against = seen.filter(({ agreed }) => !agreed);
  const all = share(against.length, seen.length);
  const incidents = [...new Set(against.map(({ incidentId }) => incidentId))].slice(-20);
  if (seen.length > 0 && lnEvidence(all, allowed) >= -Math.log(OBJECTION_ALPHA)) {
    const reason = `People disagreed with ${all.count} of ${all.of}, more than the ${percent(allowed)} that are allowed.`;
    return { reason, incidents };
  }
  return grown(seen);
}

/**
 * ln of the evidence that the rate is above the one allowed: a mixture of likelihoods at rates above it, over the likelihood at it. Under any rate
 * up to it this is a non-negative supermartingale that begins at 1, so it ever reaches 1/α with probability at most α (Ville 1939).
 */
export function lnEvidence({ count, of }: Pick<Share, "count" | "of">, allowed: number): number {
  const misses = of - count;
  const terms = Array.from({ length: STEPS }, (_none, step) => {
    const rate = allowed + ((1 - allowed) * (step + 0.5)) / STEPS;
    return count * Math.log(rate / allowed) + misses * Math.log((1 - rate) / (1 - allowed)) - Math.log(STEPS);
  });
  return lnSum(terms);
}

/** Disagreement that became more, by the test that watches for drift: also where it is still within what is allowed. */
function grown(seen: readonly Observation[]): Objection | null {
  let state: RateState | null = null;
  for (const { agreed, at, incidentId } of seen) {
    const observation = { hit: !agreed, at, of: incidentId };
    const fed = feedRate(state, observation, { alpha: OBJECTION_ALPHA, direction: "up" });
    state = fed.state;
    if (fed.change === null) continue;
    const { before, after, incidents } = fed.change;
    const reason = `People disagreed with ${after.count} of ${after.of}, after ${before.count} of ${before.of}.`;
    return { reason, incidents };
  }
  return null;
}

function percent(rate: number): string {
  return `${Math.round(rate * 1000) / 10} %`;
}
