/** Loops of the YAML, and the step that gives variables their values. */
import { mapUnder, type WrittenStep } from "./parse-action.ts";
import { readId } from "./read-id.ts";
import { type Cursor, optionalExpression, readInteger } from "./read-yaml.ts";
import type { Branch, ForEachStep, SetStep, WhileStep } from "./tree.ts";

/** Rounds of one loop. */
export const MAX_ROUNDS = 500;

export function readSet({ step, fields, base }: WrittenStep): SetStep {
  return { ...base, kind: "set", values: mapUnder("set", step, fields) };
}

export function readWhile(written: WrittenStep): WhileStep {
  return { ...loopOf(written), kind: "while", condition: expressionUnder("while", written) };
}

export function readForEach(written: WrittenStep): ForEachStep {
  const { step, fields } = written;
  return {
    ...loopOf(written),
    kind: "for-each",
    list: expressionUnder("for-each", written),
    as: readId(fields.get("as"), "an item's name") ?? { value: "", place: step.place },
    collect: optionalExpression(fields.get("collect")),
  };
}

function loopOf({ step, fields, base, branch }: WrittenStep) {
  const rounds: Cursor | undefined = fields.get("at-most");
  const nothing: Branch = { steps: [], place: step.place };
  return {
    ...base,
    atMost: (rounds === undefined ? null : readInteger(rounds, 1, MAX_ROUNDS)) ?? 1,
    do: branch("do") ?? nothing,
    onLimit: branch("on-limit"),
  };
}

function expressionUnder(key: string, { step, fields }: WrittenStep) {
  return optionalExpression(fields.get(key)) ?? { value: "", place: step.place, at: () => step.place };
}
