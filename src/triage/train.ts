/** From labelled incidents to a model: tried first on what came later than all it learned from, then learned again from everything. */
import { InputError } from "../errors.ts";
import { isHarmful } from "../model/harm.ts";
import type { IncidentFacts } from "../model/incident.ts";
import type { Disposition } from "../model/scale.ts";
import { changedRules } from "./changed-rules.ts";
import { cutsFor } from "./decide.ts";
import { featuresOf, kindOf } from "./features.ts";
import { newPlacing } from "./hashing.ts";
import { calibrate } from "./isotonic.ts";
import { isKnown, knownRules } from "./known-rules.ts";
import { type LearningExample, learn, logOdds } from "./learn.ts";
import type { Figures, TriageModel } from "./model.ts";
import { tryOn } from "./try-on.ts";

export interface Labelled {
  facts: IncidentFacts;
  /** What people said it was in the end. */
  disposition: Disposition;
}

export interface TrainOptions {
  seed: string;
  /** The share of proposals that must be right, at the lower end of its interval. */
  precision: number;
  /** Lets others have the processor. */
  pause(): Promise<void>;
}

/** Fewer are too few to learn from, to calibrate with and to try on. */
const LEAST = 100;
const LEAST_OF_EACH = 20;
/** Of every five, in the order of time: three to learn from, one to calibrate with, one to try on. */
const PARTS = 5;
/** Incidents that are read between two pauses. */
const STRETCH = 500;

interface Example extends LearningExample {
  rule: string;
  disposition: Disposition;
}

/**
 * Trains on incidents in the order of time. The figures are those of the same way of training on the first four fifths, tried on the last: never on
 * what was learned from, and never on what was earlier.
 * @throws InputError `triage.too-few`
 */
export async function train(
  labelled: readonly Labelled[],
  options: TrainOptions,
): Promise<{ model: TriageModel; figures: Figures }> {
  const answers = labelled.filter(({ disposition }) => isHarmful(disposition) !== null);
  checkEnough(answers);
  const examples = await examplesOf(answers, options);
  const part = Math.floor(answers.length / PARTS);
  const trial = await fitted(examples.slice(0, -2 * part), examples.slice(-2 * part, -part), options);
  const { precision } = options;
  const tried = tryOn(trial, answers.slice(-part), { before: answers.slice(0, -part), precision });
  const figures = { ...tried, learned: answers.length - 2 * part, calibrated: part };
  const model = await fitted(examples.slice(0, -part), examples.slice(-part), options);
  return { model: withheld(model, figures), figures };
}

/** A model that was not as right as it must be where it was tried, beyond what chance explains, proposes nothing. */
function withheld(model: TriageModel, { precision }: Figures): TriageModel {
  if (precision.decided === 0 || precision.high >= precision.asked) return model;
  return { ...model, cuts: { harmless: null, harmful: null } };
}

async function examplesOf(answers: readonly Labelled[], { seed, pause }: TrainOptions): Promise<Example[]> {
  const placeOf = newPlacing(seed);
  const examples: Example[] = [];
  for (const { facts, disposition } of answers) {
    const places = featuresOf(facts).map(placeOf);
    examples.push({ places, harmful: isHarmful(disposition) === true, rule: kindOf(facts), disposition });
    if (examples.length % STRETCH === 0) await pause();
  }
  return examples;
}

async function fitted(
  learning: readonly Example[],
  calibrating: readonly Example[],
  { seed, precision, pause }: TrainOptions,
): Promise<TriageModel> {
  const placeOf = newPlacing(seed);
  const learned = await learn(learning, pause);
  const known = knownRules(
    placeOf,
    learning.map(({ rule }) => rule),
  );
  const scored = calibrating.map(({ places, harmful, rule }) => ({ score: logOdds(learned, places), harmful, rule }));
  const changed = changedRules(scored);
  // Nothing is proposed for a rule that is not known or has changed, so none of those counts here either.
  const decidable = scored.filter(({ rule }) => isKnown(known, placeOf, rule) && !changed.includes(rule));
  const cuts = cutsFor(decidable, precision);
  const words = { harmless: commonest(learning, false), harmful: commonest(learning, true) };
  return { ...learned, seed, known, changed, calibration: calibrate(scored), cuts, words };
}

function commonest(examples: readonly Example[], harmful: boolean): Disposition {
  const counts = new Map<Disposition, number>();
  for (const one of examples)
    if (one.harmful === harmful) counts.set(one.disposition, (counts.get(one.disposition) ?? 0) + 1);
  const [first] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return first?.[0] ?? (harmful ? "true-positive" : "false-positive");
}

function checkEnough(answers: readonly Labelled[]): void {
  const harmful = answers.filter(({ disposition }) => isHarmful(disposition)).length;
  const harmless = answers.length - harmful;
  if (answers.length >= LEAST && Math.min(harmful, harmless) >= LEAST_OF_EACH) return;
  throw new InputError(
    "triage.too-few",
    `There are ${answers.length} closed incidents that people gave a disposition to learn from, ${harmful} that were something and ${harmless} that were nothing; it takes ${LEAST}, and ${LEAST_OF_EACH} of each.`,
    { details: { labelled: answers.length, harmful, harmless } },
  );
}
