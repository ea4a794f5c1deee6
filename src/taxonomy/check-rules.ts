/** Rules that can never win, and rules that only file order tells apart. */
import type { Finding } from "./finding.ts";
import type { Mentions } from "./mentions.ts";
import { coversTechnique, type OrderedRule, orderRules, textPattern } from "./rule-index.ts";
import type { MatchRule, Taxonomy } from "./taxonomy.ts";

/** Findings about the order of rules and types without any. */
export function checkRules(taxonomy: Taxonomy, mentions: Mentions): Finding[] {
  const ordered = orderRules(taxonomy);
  const shadowed = new Map<OrderedRule, OrderedRule>();
  for (const later of ordered) {
    const earlier = ordered.find((other) => other.order < later.order && covers(other.rule, later.rule));
    if (earlier !== undefined) shadowed.set(later, earlier);
  }
  const findings: Finding[] = [];
  for (const [later, earlier] of shadowed) findings.push(...shadowFinding(later, earlier, mentions));
  for (const type of taxonomy.types) {
    const own = ordered.filter((entry) => entry.typeId === type.id);
    const place = mentions.types.get(type.id);
    if (place === undefined || mentions.manual.has(type.id) || (own.length === 0 && type.id === taxonomy.fallback))
      continue;
    const fix = "Write a rule nothing before it takes, or `match: manual` when people alone choose this type.";
    if (own.length === 0)
      findings.push({ code: "taxonomy.unreachable-type", ...place, message: `${type.id} has no match rule.`, fix });
    else if (own.every((entry) => shadowed.has(entry) && shadowed.get(entry)?.typeId !== type.id)) {
      const by = [...new Set(own.map((entry) => shadowed.get(entry)?.typeId))].join(", ");
      findings.push({
        code: "taxonomy.unreachable-type",
        ...place,
        message: `${type.id} is never reached: ${by} takes all it matches.`,
        fix,
      });
    }
  }
  return findings;
}

function shadowFinding(later: OrderedRule, earlier: OrderedRule, mentions: Mentions): Finding[] {
  const place = mentions.rules.get(later.rule.id);
  if (place === undefined) return [];
  const overlap =
    later.rule.precedence === earlier.rule.precedence &&
    later.typeId !== earlier.typeId &&
    covers(later.rule, earlier.rule);
  const message = overlap
    ? `Rule ${later.rule.id} matches the same incidents as ${earlier.rule.id} of ${earlier.typeId}, with the same precedence.`
    : `Rule ${later.rule.id} never wins: ${earlier.rule.id} of ${earlier.typeId} comes first and matches all it matches.`;
  const fix = overlap
    ? "Make one of them narrower, or give one a lower precedence."
    : "Remove it, narrow the earlier one, or give this one a lower precedence.";
  return [{ code: overlap ? "taxonomy.overlapping-rule" : "taxonomy.unreachable-rule", ...place, message, fix }];
}

/** True when certainly all that `b` matches is matched by `a`. Expressions are compared as text, white space aside. */
function covers(a: MatchRule, b: MatchRule): boolean {
  const categories = a.categories.map(textPattern);
  return (
    (categories.length === 0 ||
      (b.categories.length > 0 && b.categories.every((one) => categories.some((fits) => fits(one))))) &&
    (a.techniques.length === 0 ||
      (b.techniques.length > 0 && b.techniques.every((one) => a.techniques.some((id) => coversTechnique(id, one))))) &&
    (a.when === null || (b.when !== null && sameText(a.when, b.when)))
  );
}

function sameText(a: string, b: string): boolean {
  return a.replace(/\s+/g, "") === b.replace(/\s+/g, "");
}
