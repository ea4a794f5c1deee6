/** What changed in the rules by which alerts belong together. */
import { added, changed, diffById, removed, same, type TaxonomyChange } from "./diff-parts.ts";
import { durationText } from "./duration.ts";
import type { CorrelationRule, DuplicateRule, StormRule, Taxonomy } from "./taxonomy.ts";

type Texts<T> = (rule: T) => string;

/** Changes of `duplicates`, `correlate` and `storms`. */
export function diffAlike(before: Taxonomy, after: Taxonomy): TaxonomyChange[] {
  return [
    ...diffRules("duplicates rule", before.duplicates, after.duplicates, duplicateText),
    ...diffRules("correlation rule", before.correlate, after.correlate, correlationText),
    ...diffRules("storm rule", before.storms, after.storms, stormText),
  ];
}

function diffRules<T extends { id: string }>(
  kind: string,
  before: readonly T[],
  after: readonly T[],
  text: Texts<T>,
): TaxonomyChange[] {
  const changes = diffById(before, after, {
    added: (rule) => added(`${kind} ${rule.id}`, text(rule)),
    removed: (rule) => removed(`${kind} ${rule.id}`, `no longer ${text(rule)}`),
    changed: (was, is) => changed(`${kind} ${is.id}`, `${text(is)}; before, it ${text(was)}`),
  });
  const order = (rules: readonly T[]) => rules.map(({ id }) => id);
  const kept = (rules: readonly T[], others: readonly T[]) => order(rules).filter((id) => order(others).includes(id));
  if (same(kept(before, after), kept(after, before))) return changes;
  return [...changes, changed("taxonomy", `tries its ${kind}s in another order: ${order(after).join(", ")}`)];
}

/** In words: `folds alerts of a product with the same rule and ip within 10m`. */
export function duplicateText({ source, connection, rule, same: traits, withinSeconds }: DuplicateRule): string {
  const of = [
    source === null ? "" : ` of ${source}`,
    connection === null ? "" : ` from the connection ${connection}`,
    rule === null ? "" : ` of the rule ${rule}`,
  ].join("");
  return `folds alerts${of} with the same ${and(traits)} within ${durationText(withinSeconds)}`;
}

/** In words: `joins alerts with the same user within 2h, when …`. */
export function correlationText({ by, withinSeconds, when }: CorrelationRule): string {
  return `joins alerts with the same ${and(by)} within ${durationText(withinSeconds)}${onlyWhen(when)}`;
}

/** In words: `folds what comes after 100 incidents with the same rule within 10m`. */
export function stormText({ by, moreThan, withinSeconds, when }: StormRule): string {
  return `folds what comes after ${moreThan} incidents with the same ${and(by)} within ${durationText(withinSeconds)}${onlyWhen(when)}`;
}

function onlyWhen(when: string | null): string {
  return when === null ? "" : `, when ${when}`;
}

function and(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
