/** A number of mutants from a seed: every operator in turn, each fault at most once. */
import { diceOf } from "../support/dice.ts";
import { calls } from "./calls.ts";
import { flow } from "./flow.ts";
import { type Mutant, mutantOf, type Original } from "./mutant.ts";
import { names } from "./names.ts";
import type { Operator } from "./operator.ts";
import { shape } from "./shape.ts";
import { surveyOf } from "./survey.ts";
import { targets } from "./targets.ts";
import { values } from "./values.ts";

export const OPERATORS: readonly Operator[] = [...names, ...shape, ...flow, ...values, ...targets, ...calls];

/** As many as are wanted, or as many as there are. */
export function mutantsOf(originals: readonly Original[], wanted: number, seed: number): Mutant[] {
  const surveyed = originals.map((original) => ({ original, survey: surveyOf(original.source) }));
  const dice = diceOf(seed);
  const stocks = OPERATORS.map(({ name, faults }) =>
    surveyed.flatMap(({ original, survey }) =>
      faults(survey, original).map((fault) => mutantOf(name, original, fault)),
    ),
  );
  const chosen: Mutant[] = [];
  for (let turn = 0; chosen.length < wanted && stocks.some((stock) => stock.length > 0); turn++) {
    const stock = stocks[turn % stocks.length] ?? [];
    if (stock.length > 0) chosen.push(...stock.splice(Math.floor(dice.between(0, stock.length)), 1));
  }
  return chosen;
}
