/** What changed between two versions of a taxonomy, in words, for `cordon taxonomy diff`. */

import { diffAlike } from "./diff-alike.ts";
import { added, changed, diffById, removed, same, type TaxonomyChange } from "./diff-parts.ts";
import { durationText } from "./duration.ts";
import type { IncidentType, MatchRule, PlaybookRule, ServiceLevels, Taxonomy } from "./taxonomy.ts";

/** All changes from one version to the other, in the order of the newer one; removals last. Empty when they are the same. */
export function diffTaxonomy(before: Taxonomy, after: Taxonomy): TaxonomyChange[] {
  const old = new Map(before.types.map((type) => [type.id, type]));
  const kept = new Set(after.types.map((type) => type.id));
  return [
    ...diffHead(before, after),
    ...after.types.flatMap((type) => {
      const was = old.get(type.id);
      return was === undefined
        ? [added(`type ${type.id}`, `is new: ${type.name}, ${playbooksText(type.playbook)}`)]
        : diffType(was, type);
    }),
    ...before.types
      .filter((type) => !kept.has(type.id))
      .map((type) => removed(`type ${type.id}`, `is gone (${type.name})`)),
  ];
}

/** One change as a line. */
export function changeText(change: TaxonomyChange): string {
  return `${change.kind === "added" ? "+" : change.kind === "removed" ? "-" : "~"} ${change.subject} ${change.what}`;
}

function diffHead(before: Taxonomy, after: Taxonomy): TaxonomyChange[] {
  const changes: TaxonomyChange[] = [];
  const say = (what: string) => changes.push(changed("taxonomy", what));
  if (before.name !== after.name) say(`is called ${after.name} instead of ${before.name}`);
  if (before.basis !== after.basis) say(`is based on ${after.basis} instead of ${before.basis}`);
  if (before.fallback !== after.fallback) say(`falls back to ${after.fallback} instead of ${before.fallback}`);
  if (!same(before.priority, after.priority)) say("has other priority rules");
  if (!same(before.escalate, after.escalate)) say("has other escalation criteria");
  if (!same(before.disposition, after.disposition)) say("has other rules for the initial disposition");
  changes.push(...diffLevels("taxonomy", before.serviceLevels, after.serviceLevels));
  const names = new Map(before.classes.map((each) => [each.code, each]));
  for (const each of after.classes) {
    const was = names.get(each.code);
    if (was === undefined) changes.push(added(`class ${each.code}`, `is new: ${each.name}`));
    else if (!same(was, each)) changes.push(changed(`class ${each.code}`, "has another name or definition"));
  }
  return [...changes, ...diffAlike(before, after), ...diffKnownBenign(before, after)];
}

function diffKnownBenign(before: Taxonomy, after: Taxonomy): TaxonomyChange[] {
  return diffById(before.knownBenign, after.knownBenign, {
    added: (each) =>
      added(`known benign ${each.id}`, `holds until ${each.until}, approved by ${each.approvedBy}: ${each.reason}`),
    removed: (each) => removed(`known benign ${each.id}`, "no longer holds"),
    changed: (was, is) =>
      changed(
        `known benign ${is.id}`,
        was.until === is.until ? "says something else" : `holds until ${is.until} instead of ${was.until}`,
      ),
  });
}

function diffType(before: IncidentType, after: IncidentType): TaxonomyChange[] {
  const subject = `type ${after.id}`;
  const changes: TaxonomyChange[] = [];
  const say = (what: string) => changes.push(changed(subject, what));
  if (before.name !== after.name) say(`is called "${after.name}" instead of "${before.name}"`);
  if (before.definition !== after.definition) say("is defined in other words");
  if (!same(before.playbook, after.playbook))
    say(`${playbooksText(after.playbook)} instead of: ${playbooksText(before.playbook)}`);
  if (!same(before.priority, after.priority)) say("has other priority rules");
  if (!same(before.escalate, after.escalate)) say("has other escalation criteria");
  if (!same(before.disposition, after.disposition)) say("has other rules for the initial disposition");
  const rules = diffById(before.match, after.match, {
    added: (rule) => added(`rule ${rule.id}`, `of ${after.id} matches ${ruleText(rule)}`),
    removed: (rule) => removed(`rule ${rule.id}`, `of ${after.id} matched ${ruleText(rule)}`),
    changed: (was, is) => changed(`rule ${is.id}`, `of ${after.id} ${ruleChange(was, is)}`),
  });
  return [...changes, ...diffLevels(subject, before.serviceLevels, after.serviceLevels), ...rules];
}

function diffLevels(subject: string, before: ServiceLevels, after: ServiceLevels): TaxonomyChange[] {
  const priorities = new Set([...Object.keys(after), ...Object.keys(before)] as (keyof ServiceLevels)[]);
  return [...priorities].flatMap((priority) => {
    const [was, is] = [before[priority], after[priority]];
    if (same(was, is)) return [];
    if (is === undefined) return [changed(subject, `has no service levels of its own for ${priority} any more`)];
    const parts = (["acknowledge", "contain", "resolve"] as const).flatMap((key) => {
      if (was?.[key] === is[key]) return [];
      return [
        `${key} within ${durationText(is[key])}${was === undefined ? "" : ` instead of ${durationText(was[key])}`}`,
      ];
    });
    return [changed(subject, `at priority ${priority}: ${parts.join(", ")}`)];
  });
}

function ruleChange(before: MatchRule, after: MatchRule): string {
  const parts: string[] = [];
  if (!same([before.categories, before.techniques, before.when], [after.categories, after.techniques, after.when])) {
    parts.push(`matches ${ruleText(after)} instead of ${ruleText(before)}`);
  }
  if (before.precedence !== after.precedence)
    parts.push(`has precedence ${after.precedence} instead of ${before.precedence}`);
  if (before.confidence !== after.confidence)
    parts.push(`has confidence ${after.confidence} instead of ${before.confidence}`);
  return parts.join(", ");
}

function ruleText(rule: MatchRule): string {
  const parts = [
    rule.categories.length === 0 ? "" : `categories ${rule.categories.join(" | ")}`,
    rule.techniques.length === 0 ? "" : `techniques ${rule.techniques.join(" | ")}`,
    rule.when ?? "",
  ];
  return parts.filter((part) => part !== "").join(" and ");
}

function playbooksText(rules: readonly PlaybookRule[]): string {
  if (rules.length === 0) return "runs nothing";
  return rules
    .map(
      (rule) =>
        `${rule.run === null ? `runs nothing (${rule.reason})` : `runs ${rule.run}`}${rule.when === null ? "" : ` when ${rule.when}`}`,
    )
    .join(", else ");
}
