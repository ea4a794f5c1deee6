/**
 * `npm run bench:triage -- --json`: the triage model on a labelled stream that a generator makes, learned from what was earlier and tried on what came
 * later; beside the majority, the majority of each rule, and what could be known at best. And on the labelled events of the corpora, where they are.
 */
import { parseArgs } from "node:util";
import { share } from "../../src/measure/wilson.ts";
import { isHarmful } from "../../src/model/harm.ts";
import { areaUnderCurve } from "../../src/triage/figures.ts";
import type { Figures } from "../../src/triage/model.ts";
import { type Labelled, train } from "../../src/triage/train.ts";
import { labelledStream, type StreamedIncident } from "../../test/simulation/labelled-stream.ts";
import { labelledCorpora } from "./labelled-corpora.ts";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    incidents: { type: "string", default: "20000" },
    streams: { type: "string", default: "5" },
    seed: { type: "string", default: "1" },
  },
});
const [incidents, streams, seed] = [values.incidents, values.streams, values.seed].map(Number) as [
  number,
  number,
  number,
];

const tryWith = async (labelled: readonly Labelled[], precision: number): Promise<Figures> =>
  (await train(labelled, { seed: "bench", precision, pause: async () => {} })).figures;

/** What somebody who knew each incident's chance would do: no model can do better. */
function atBest(later: readonly StreamedIncident[], precision: number) {
  const judged = later.map(({ chance, disposition }) => ({
    probability: chance,
    harmful: isHarmful(disposition) === true,
  }));
  const surest = judged.toSorted((a, b) => Math.abs(b.probability - 0.5) - Math.abs(a.probability - 0.5));
  let [right, decided] = [0, 0];
  for (const [at, { probability, harmful }] of surest.entries()) {
    if (probability > 0.5 === harmful) right += 1;
    if (share(right, at + 1).low >= precision) decided = at + 1;
  }
  return { auc: areaUnderCurve(judged), shareDecided: decided / later.length };
}

function summaryOf(figures: Figures) {
  const { auc, tried, precision, shareDecided, baselines } = figures;
  const { calibrationErrorBefore, calibrationErrorAfter, brier } = figures;
  const { decided, right } = precision;
  return {
    ...{ tried, auc, calibrationErrorBefore, calibrationErrorAfter, brier, shareDecided },
    precision: { asked: precision.asked, ...share(right, decided) },
    majority: { accuracy: baselines.majority.accuracy, shareDecided: baselines.majority.shareDecided },
    majorityOfRule: { accuracy: baselines.perRule.accuracy, shareDecided: baselines.perRule.shareDecided },
  };
}

async function stream(at: number) {
  const made = labelledStream({ incidents, seed: seed + at });
  const later = made.slice(-Math.floor(incidents / 5));
  const started = performance.now();
  const figures = await tryWith(made, 0.99);
  const seconds = (performance.now() - started) / 1000;
  return {
    seed: seed + at,
    seconds,
    at99: summaryOf(figures),
    at95: summaryOf(await tryWith(made, 0.95)),
    atBest: atBest(later, 0.99),
  };
}

const made: Awaited<ReturnType<typeof stream>>[] = [];
for (let at = 0; at < streams; at += 1) made.push(await stream(at));
const mean = (of: (one: (typeof made)[number]) => number | null) =>
  made.reduce((sum, one) => sum + (of(one) ?? 0), 0) / made.length;
const pooled = made.reduce(
  (sum, { at99 }) => ({ right: sum.right + at99.precision.count, decided: sum.decided + at99.precision.of }),
  { right: 0, decided: 0 },
);
const corpora = labelledCorpora();
const result = {
  incidents,
  auc: mean(({ at99 }) => at99.auc),
  aucAtBest: mean(({ atBest }) => atBest.auc),
  calibrationErrorBefore: mean(({ at99 }) => at99.calibrationErrorBefore),
  calibrationErrorAfter: mean(({ at99 }) => at99.calibrationErrorAfter),
  shareDecidedAt99: mean(({ at99 }) => at99.shareDecided),
  precisionWhereDecidedAt99: share(pooled.right, pooled.decided),
  /** Where the trial was worse than asked beyond chance: such a model would propose nothing. */
  withheld: made.filter(({ at99 }) => at99.precision.of > 0 && at99.precision.high < at99.precision.asked).length,
  shareDecidedAt95: mean(({ at95 }) => at95.shareDecided),
  shareDecidedAtBest: mean(({ atBest }) => atBest.shareDecided),
  majority: {
    accuracy: mean(({ at99 }) => at99.majority.accuracy),
    shareDecidedAt99: mean(({ at99 }) => at99.majority.shareDecided),
  },
  majorityOfRule: {
    accuracy: mean(({ at99 }) => at99.majorityOfRule.accuracy),
    shareDecidedAt99: mean(({ at99 }) => at99.majorityOfRule.shareDecided),
  },
  streams: made,
  corpora:
    corpora === null
      ? null
      : {
          events: corpora.length,
          split: "by hash, as the events have no common clock",
          ...summaryOf(await tryWith(corpora, 0.99)),
        },
};
const percent = (value: number) => `${(100 * value).toFixed(1)} %`;
process.stdout.write(
  values.json
    ? `${JSON.stringify(result)}\n`
    : `${[
        `${streams} streams of ${incidents} incidents, tried on the last fifth of each.`,
        `AUC ${result.auc.toFixed(3)} (at best ${result.aucAtBest.toFixed(3)}), calibration error ${result.calibrationErrorBefore.toFixed(4)} before and ${result.calibrationErrorAfter.toFixed(4)} after.`,
        `Decided at 99 %: ${percent(result.shareDecidedAt99)} (at best ${percent(result.shareDecidedAtBest)}), of which right: ${pooled.right} of ${pooled.decided}; ${result.withheld} of ${streams} models were worse than that beyond chance and would propose nothing. At 95 %: ${percent(result.shareDecidedAt95)}.`,
        `Majority: right ${percent(result.majority.accuracy)}, decides ${percent(result.majority.shareDecidedAt99)}; of the rule: ${percent(result.majorityOfRule.accuracy)}, ${percent(result.majorityOfRule.shareDecidedAt99)}.`,
        corpora === null ? "No corpora: set CORDON_CORPORA." : `Corpora: ${JSON.stringify(result.corpora)}`,
      ].join("\n")}\n`,
);
