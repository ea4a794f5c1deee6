/**
 * Which rules are worth trying for an incident. Category and technique patterns are resolved once per distinct word, so that an incident
 * costs a few map look-ups and the expressions of the few rules its words lead to.
 */
import type { MatchRule, Taxonomy } from "./taxonomy.ts";

/** One rule in the order it is tried. */
export interface OrderedRule {
  typeId: string;
  rule: MatchRule;
  /** Place in the order, from 0. */
  order: number;
}

export interface RuleIndex {
  rules: readonly OrderedRule[];
  /** The rules whose categories and techniques fit, in the order they are tried; `when` is left to the caller. */
  candidates(categories: readonly string[], techniques: readonly string[]): OrderedRule[];
}

/** Words come from alerts: what is remembered about them is bounded. */
const MAX_REMEMBERED = 5000;

/** All rules by precedence, then in file order: the first that holds wins. */
export function orderRules(taxonomy: Taxonomy): OrderedRule[] {
  const rules = taxonomy.types.flatMap((type) => type.match.map((rule) => ({ typeId: type.id, rule, order: 0 })));
  rules.sort((a, b) => a.rule.precedence - b.rule.precedence);
  return rules.map((rule, order) => ({ ...rule, order }));
}

/** The index of a taxonomy's rules. */
export function indexRules(taxonomy: Taxonomy): RuleIndex {
  const rules = orderRules(taxonomy);
  const always = rules.filter(({ rule }) => rule.categories.length === 0 && rule.techniques.length === 0);
  const byCategory = rules
    .filter(({ rule }) => rule.categories.length > 0)
    .map((entry) => ({ entry, patterns: entry.rule.categories.map(textPattern) }));
  const byTechnique = rules.filter(({ rule }) => rule.categories.length === 0 && rule.techniques.length > 0);
  const ofCategory = remember((word) =>
    byCategory.filter(({ patterns }) => patterns.some((fits) => fits(word))).map(({ entry }) => entry),
  );
  const ofTechnique = remember((word) =>
    byTechnique.filter(({ rule }) => rule.techniques.some((id) => coversTechnique(id, word))),
  );
  return {
    rules,
    candidates(categories, techniques) {
      const found = new Set(always);
      for (const word of techniques) for (const entry of ofTechnique(word)) found.add(entry);
      for (const word of categories) {
        for (const entry of ofCategory(word)) if (techniquesFit(entry.rule, techniques)) found.add(entry);
      }
      return [...found].sort((a, b) => a.order - b.order);
    },
  };
}

/** True when the technique is the named one, or a sub-technique of it: T1110 covers T1110.003. */
export function coversTechnique(id: string, technique: string): boolean {
  return technique === id || (technique.length > id.length && technique.startsWith(`${id}.`));
}

/** A test for a word: letter case aside, `*` stands for any text. Linear in the length of the word. */
export function textPattern(pattern: string): (category: string) => boolean {
  const parts = pattern.toLowerCase().split("*");
  const [first = "", ...rest] = parts;
  const last = rest.pop();
  return (category) => {
    const word = category.toLowerCase();
    if (last === undefined) return word === first;
    if (!word.startsWith(first)) return false;
    let from = first.length;
    for (const part of rest) {
      const at = word.indexOf(part, from);
      if (at === -1) return false;
      from = at + part.length;
    }
    return word.length - last.length >= from && word.endsWith(last);
  };
}

function techniquesFit(rule: MatchRule, techniques: readonly string[]): boolean {
  return (
    rule.techniques.length === 0 ||
    rule.techniques.some((id) => techniques.some((technique) => coversTechnique(id, technique)))
  );
}

function remember<T>(find: (word: string) => T): (word: string) => T {
  const known = new Map<string, T>();
  return (word) => {
    const remembered = known.get(word);
    if (remembered !== undefined) return remembered;
    if (known.size >= MAX_REMEMBERED) known.clear();
    const found = find(word);
    known.set(word, found);
    return found;
  };
}
