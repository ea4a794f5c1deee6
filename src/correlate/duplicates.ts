/** Which alerts are one and the same by the taxonomy's rules, beyond those their source gave one id. Pure. */
import { sha256 } from "../ids.ts";
import { textPattern } from "../taxonomy/rule-index.ts";
import type { DuplicateRule } from "../taxonomy/taxonomy.ts";
import { type Comparable, valuesOf } from "./traits.ts";

/** What an alert is folded by. */
export interface Fold {
  /** 32 hex digits: equal fingerprint, same alert. */
  fingerprint: string;
  /** For how long from the first one. */
  dedupSeconds: number;
  /** The rule's id. */
  foldRule: string;
}

/** The rule's fold of an alert that came by a connection; null when none fits, and the source's own id decides. */
export type Duplicates = (alert: Comparable, connection: { id: string; name: string }) => Fold | null;

/**
 * Compiles the rules. A rule fits an alert that has a value of each of its traits: what is missing on both sides is not the same. Equal
 * severity is always asked for, so that a graver repeat is an alert of its own.
 */
export function compileDuplicates(rules: readonly DuplicateRule[]): Duplicates {
  const ready = rules.map((rule) => ({
    rule,
    fits: {
      source: pattern(rule.source),
      connection: pattern(rule.connection),
      rule: pattern(rule.rule),
    },
  }));
  return (alert, connection) => {
    for (const { rule, fits } of ready) {
      if (!fits.source(alert.source) || !fits.connection(connection.name)) continue;
      if (!fits.rule(alert.ruleId) && !fits.rule(alert.details.ruleName)) continue;
      const values = rule.same.map((trait) => valuesOf(trait, alert, connection.name));
      if (values.some((of) => of.length === 0)) continue;
      const text = JSON.stringify([connection.id, rule.id, alert.severity, ...values]);
      return { fingerprint: sha256(text).slice(0, 32), dedupSeconds: rule.withinSeconds, foldRule: rule.id };
    }
    return null;
  };
}

function pattern(text: string | null): (value: string) => boolean {
  return text === null ? () => true : textPattern(text);
}
