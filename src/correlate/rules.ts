/** The rules of one workspace by which alerts belong together, compiled. */
import { type Decided, NOTHING_DECIDED } from "../model/decided.ts";
import type { Suppression } from "../store/suppression.ts";
import { type Condition, type Conditions, conditionsOf } from "../taxonomy/conditions.ts";
import { correlationText, stormText } from "../taxonomy/diff-alike.ts";
import type { CorrelationRule, StormRule, Taxonomy } from "../taxonomy/taxonomy.ts";

export interface ReadyRule<T> {
  rule: T;
  holds: Condition;
  /** The rule has a condition, so that the alert's facts have to be made. */
  asks: boolean;
}

export interface CorrelationRules {
  conditions: Conditions;
  correlate: ReadyRule<CorrelationRule>[];
  storms: ReadyRule<StormRule>[];
  suppressions: { suppression: Suppression; holds: Condition }[];
  /** What people decided, for conditions that ask. */
  decided: Decided;
}

/** Compiles a checked taxonomy's rules with the suppressions there are. A suppression that no longer compiles holds nothing. */
export function compileCorrelation(
  taxonomy: Pick<Taxonomy, "correlate" | "storms">,
  suppressions: readonly Suppression[],
  decided: Decided = NOTHING_DECIDED,
): CorrelationRules {
  const conditions = conditionsOf();
  const ready = <T extends { when: string | null }>(rule: T): ReadyRule<T> => ({
    rule,
    holds: conditions.compile(rule.when),
    asks: rule.when !== null,
  });
  return {
    conditions,
    decided,
    correlate: taxonomy.correlate.map(ready),
    storms: taxonomy.storms.map(ready),
    suppressions: suppressions.map((suppression) => ({ suppression, holds: conditions.compile(suppression.when) })),
  };
}

/** Why an alert joined, for the record. */
export function joinReason(rule: CorrelationRule, values: readonly string[]): string {
  return `Rule ${rule.id} ${correlationText(rule)}: ${valuesText(values)}.`;
}

/** Why an alert was folded into a storm, for the record. */
export function stormReason(rule: StormRule, values: readonly string[]): string {
  return `A storm. Rule ${rule.id} ${stormText(rule)}: ${valuesText(values)}.`;
}

const MOST_SHOWN = 200;

function valuesText(values: readonly string[]): string {
  return values.map((value) => (value.length > MOST_SHOWN ? `${value.slice(0, MOST_SHOWN)}…` : value)).join(", ");
}
