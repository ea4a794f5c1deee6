/** Whether a comparison holds of one observation: all its tests of the same object. */
import type { RE2JS } from "re2js";
import { contains, parseRange } from "./address-range.ts";
import type { Comparison, Literal, Test } from "./ast.ts";
import type { Budget } from "./budget.ts";
import { compareTo, holdsOrder } from "./compare.ts";
import { isLike } from "./like.ts";
import type { Observation, StixObject } from "./observation.ts";
import { compileRegex } from "./regex.ts";
import { valuesAt } from "./values-at.ts";

/** The test of one value, prepared once for all of them. */
type Prepared = (value: unknown) => boolean;

export type Judge = (observation: Observation) => boolean;

/** Makes of a comparison what judges observations; one that may be anything holds. Each costs of the budget; throws InputError `stix.too-costly` when it is spent. */
export function judgeOf(comparison: Comparison, budget: Budget): Judge {
  const judge = judgeObject(comparison, budget);
  return (observation) =>
    observation.anything === true || observation.objects.some((object) => judge(object, observation));
}

function judgeObject(
  comparison: Comparison,
  budget: Budget,
): (object: StixObject, observation: Observation) => boolean {
  if (comparison.kind !== "test") {
    const terms = comparison.terms.map((term) => judgeObject(term, budget));
    return comparison.kind === "and"
      ? (object, observation) => terms.every((term) => term(object, observation))
      : (object, observation) => terms.some((term) => term(object, observation));
  }
  const { path, negated, test } = comparison;
  const passes = test.kind === "exists" ? null : prepare(test, budget);
  return (object, observation) => {
    budget.step();
    if (object.type !== path.type) return false;
    const values = valuesAt(path, object, observation, budget);
    if (passes === null) return values.length > 0 !== negated;
    return values.some((value) => passes(value) !== negated);
  };
}

function prepare(test: Exclude<Test, { kind: "exists" }>, budget: Budget): Prepared {
  switch (test.kind) {
    case "order":
      return (value) => {
        weigh(value, 1, budget);
        return holdsOrder(value, test.operator, test.literal);
      };
    case "in":
      return prepareSet(test.literals, budget);
    case "like": {
      const weight = 1 + Math.ceil(test.pattern.length / 10);
      return (value) => {
        weigh(value, weight, budget);
        return typeof value === "string" && isLike(value, test.pattern);
      };
    }
    case "matches":
      return prepareRegex(compileRegex(test.pattern), budget);
    case "subset": {
      const range = parseRange(test.range);
      return (value) => withRange(value, (own) => range !== null && contains(range, own));
    }
    case "superset": {
      const range = parseRange(test.range);
      return (value) => withRange(value, (own) => range !== null && contains(own, range));
    }
  }
}

/** Lists of indicators hold thousands of texts, so a text is looked up in them. */
function prepareSet(literals: readonly Literal[], budget: Budget): Prepared {
  const texts = new Set(literals.flatMap((literal) => (literal.kind === "text" ? [literal.value] : [])));
  return (value) => {
    weigh(value, 1, budget);
    if (typeof value === "string" && texts.size > 0) return texts.has(value);
    budget.step(literals.length);
    return literals.some((literal) => compareTo(value, literal) === 0);
  };
}

/** Bytes are searched as characters of the same number. */
function prepareRegex(regex: RE2JS, budget: Budget): Prepared {
  const weight = Math.ceil(regex.programSize() / 20);
  return (value) => {
    weigh(value, weight, budget);
    if (value instanceof Uint8Array) return regex.matcher(Buffer.from(value).toString("latin1")).find();
    return typeof value === "string" && regex.matcher(value.normalize("NFC")).find();
  };
}

function weigh(value: unknown, weight: number, budget: Budget): void {
  budget.step();
  if (typeof value === "string" || value instanceof Uint8Array) budget.read((value.length + 1) * weight);
}

function withRange(value: unknown, holds: (own: NonNullable<ReturnType<typeof parseRange>>) => boolean): boolean {
  const range = typeof value === "string" ? parseRange(value) : null;
  return range !== null && holds(range);
}
