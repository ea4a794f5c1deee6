/** A model held against incidents whose end is known, beside what one would get without it. */
import { share } from "../measure/wilson.ts";
import { isHarmful } from "../model/harm.ts";
import { kindOf } from "./features.ts";
import { areaUnderCurve, brierScore, calibrationError, reliability } from "./figures.ts";
import { sigmoid } from "./learn.ts";
import type { Baseline, Figures, TriageModel } from "./model.ts";
import { newScoring } from "./score.ts";
import type { Labelled } from "./train.ts";

export interface TryOptions {
  /** What was known when it was trained: what the baselines go by. */
  before: readonly Labelled[];
  precision: number;
}

/** The figures of a model on incidents that it has not seen. */
export function tryOn(model: TriageModel, later: readonly Labelled[], { before, precision }: TryOptions): Figures {
  const score = newScoring(model);
  const answers = later.flatMap(({ facts, disposition }) => {
    const harmful = isHarmful(disposition);
    return harmful === null ? [] : [{ ...score(facts), harmful }];
  });
  const raw = answers.map(({ logOdds, harmful }) => ({ probability: sigmoid(logOdds), harmful }));
  const decided = answers.filter(({ verdict }) => verdict !== null);
  const right = decided.filter(({ verdict, harmful }) => (verdict === "harmful") === harmful).length;
  const { low, high } = share(right, decided.length);
  return {
    ...{ learned: 0, calibrated: 0, tried: answers.length },
    auc: areaUnderCurve(raw),
    calibrationErrorBefore: calibrationError(raw),
    calibrationErrorAfter: calibrationError(answers),
    brier: brierScore(answers),
    precision: { asked: precision, decided: decided.length, right, low, high },
    shareDecided: answers.length === 0 ? 0 : decided.length / answers.length,
    baselines: {
      majority: baseline(before, later, precision, () => ""),
      perRule: baseline(before, later, precision, ({ facts }) => kindOf(facts)),
    },
    reliability: { before: reliability(raw), after: reliability(answers) },
  };
}

/** Says of each what most of its group were before, and decides where the group was so sure that it may. */
function baseline(
  before: readonly Labelled[],
  later: readonly Labelled[],
  precision: number,
  groupOf: (one: Labelled) => string,
): Baseline {
  const groups = new Map([...Map.groupBy(before, groupOf)].map(([name, group]) => [name, mostOf(group)]));
  const all = mostOf(before);
  let [right, decided, rightDecided] = [0, 0, 0];
  for (const one of later) {
    const known = groups.get(groupOf(one));
    const isRight = (known ?? all).harmful === isHarmful(one.disposition);
    if (isRight) right += 1;
    if (known === undefined || known.sure < precision) continue;
    decided += 1;
    if (isRight) rightDecided += 1;
  }
  const of = Math.max(1, later.length);
  return { accuracy: right / of, shareDecided: decided / of, right: rightDecided, decided };
}

/** What most of a group were, and the lower end of how often. */
function mostOf(group: readonly Labelled[]): { harmful: boolean; sure: number } {
  const harmful = group.filter(({ disposition }) => isHarmful(disposition)).length;
  const most = Math.max(harmful, group.length - harmful);
  return { harmful: harmful * 2 >= group.length, sure: share(most, group.length).low };
}
