/** What an alert is looked up by. Pure. */
import { sha256 } from "../ids.ts";
import type { Trait } from "../taxonomy/taxonomy.ts";
import { type Comparable, valuesOf } from "./traits.ts";

/** One combination of an alert's values for a rule's traits. */
export interface Key {
  /** 32 hex digits out of the SHA-256 over workspace, rule and values: a UUID to the database. */
  key: string;
  values: string[];
}

/** Several traits with several values each make many combinations; more than these are not looked up. */
const MOST_KEYS = 16;

/** The keys of an alert by a rule; none when it has no value of one of the traits. */
export function keysOf(
  rule: { id: string; by: readonly Trait[] },
  workspaceId: string,
  alert: Comparable,
  connection: string,
): Key[] {
  let combinations: string[][] = [[]];
  for (const trait of rule.by) {
    const values = valuesOf(trait, alert, connection);
    combinations = combinations.flatMap((begun) => values.map((value) => [...begun, value])).slice(0, MOST_KEYS);
  }
  return combinations.map((values) => ({ key: keyOf(workspaceId, rule.id, values), values }));
}

/** The text of what is hashed is unambiguous: values are attacker-written and may hold any separator. */
function keyOf(workspaceId: string, ruleId: string, values: string[]): string {
  return sha256(JSON.stringify([workspaceId, ruleId, ...values])).slice(0, 32);
}
