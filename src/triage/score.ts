/** One incident through a model: how likely it is something, what may be proposed, and why. */
import type { IncidentFacts } from "../model/incident.ts";
import { type Verdict, verdictOf } from "./decide.ts";
import { featuresOf, kindOf } from "./features.ts";
import { newPlacing } from "./hashing.ts";
import { probabilityOf } from "./isotonic.ts";
import { LEAST_SEEN, timesSeen } from "./known-rules.ts";
import { logOdds } from "./learn.ts";
import type { TriageModel } from "./model.ts";

export interface Score {
  logOdds: number;
  /** That it is something, calibrated. */
  probability: number;
  /** What the model is sure enough of; null when it abstains. */
  verdict: Verdict | null;
  /** Why it abstains; empty when it does not. */
  abstains: string;
}

/** What a feature adds to the log-odds: above 0 towards harmful. */
export interface Contribution {
  feature: string;
  weight: number;
}

const MAX_CONTRIBUTIONS = 12;

/** Scores incidents by a model. Pure: the same facts, the same score. */
export function newScoring(model: TriageModel): (facts: IncidentFacts) => Score {
  const placeOf = newPlacing(model.seed);
  const changed = new Set(model.changed);
  return (facts) => {
    const odds = logOdds(model, featuresOf(facts).map(placeOf));
    const probability = probabilityOf(model.calibration, odds);
    const rule = kindOf(facts);
    const silent = whySilent(timesSeen(model.known, placeOf, rule), changed.has(rule));
    const verdict = silent === "" ? verdictOf(model.cuts, odds) : null;
    return { logOdds: odds, probability, verdict, abstains: verdict === null ? silent || whyUnsure(model) : "" };
  };
}

/** Why nothing is said of a rule at all; empty when something may be. */
function whySilent(seen: number, changed: boolean): string {
  if (seen < LEAST_SEEN)
    return `its rule was seen ${seen} times in training, and it takes ${LEAST_SEEN} to say anything of it`;
  return changed ? "its rule was lately not what it was before" : "";
}

function whyUnsure({ cuts }: TriageModel): string {
  return cuts.harmless === null && cuts.harmful === null
    ? "no score is sure enough: there were too few incidents to show that, or too many mistakes among them"
    : "the score lies between those that are sure enough";
}

/** What weighed most, the heaviest first. */
export function contributionsOf(model: TriageModel, facts: IncidentFacts): Contribution[] {
  const placeOf = newPlacing(model.seed);
  return featuresOf(facts)
    .map((feature) => ({ feature, weight: model.weights[placeOf(feature)]! }))
    .filter(({ weight }) => weight !== 0)
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .slice(0, MAX_CONTRIBUTIONS);
}
