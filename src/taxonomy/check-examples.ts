/** Examples are a taxonomy's own tests: each must be classified as its author says, and not by file order alone. */
import { IncidentFacts } from "../model/incident.ts";
import { compileTaxonomy } from "./compile.ts";
import { conditionsOf } from "./conditions.ts";
import { FactsFragment, fillFacts } from "./example-facts.ts";
import type { Finding } from "./finding.ts";
import type { Mentions, TypeExample } from "./mentions.ts";
import { indexRules } from "./rule-index.ts";
import type { Taxonomy } from "./taxonomy.ts";
import { cursorAt, placeOf } from "./yaml-reader.ts";

/** Findings of examples that are no incident, are classified otherwise, or are claimed by two types alike; and of types without one. */
export function checkExamples(taxonomy: Taxonomy, mentions: Mentions): Finding[] {
  const classifier = compileTaxonomy(taxonomy);
  const rivalOf = rivals(taxonomy);
  const findings = withoutExample(taxonomy, mentions);
  for (const example of mentions.examples) {
    const read = readExample(example);
    if (Array.isArray(read)) {
      findings.push(...read);
      continue;
    }
    const result = classifier.classify(read);
    const rival = rivalOf(read, example.typeId);
    if (rival !== undefined) {
      const message = `This example is matched by ${rival.own} and, with the same precedence, by ${rival.other}: only file order tells them apart.`;
      findings.push(
        finding(
          example,
          "taxonomy.overlapping-rule",
          message,
          "Make one rule narrower, or give one a lower precedence.",
        ),
      );
    } else if (result.typeId !== example.typeId) {
      const message = `This example of ${example.typeId} is classified as ${result.typeId}${result.ruleId === null ? " because no rule matches it" : ` by rule ${result.ruleId}`}.`;
      findings.push(
        finding(example, "taxonomy.example-missed", message, "Correct the example, the rule, or the precedence."),
      );
    }
  }
  return findings;
}

function withoutExample(taxonomy: Taxonomy, mentions: Mentions): Finding[] {
  const shown = new Set(mentions.examples.map((example) => example.typeId));
  return taxonomy.types
    .filter((type) => type.match.length > 0 && !shown.has(type.id))
    .flatMap((type) => {
      const place = mentions.types.get(type.id);
      const message = `${type.id} has rules and no example.`;
      return place === undefined
        ? []
        : [
            {
              code: "taxonomy.missing-example",
              ...place,
              message,
              fix: "Write one small incident that its rules match.",
            },
          ];
    });
}

function readExample(example: TypeExample): IncidentFacts | Finding[] {
  const fragment = FactsFragment.safeParse(example.fragment);
  if (fragment.success) return fillFacts(fragment.data);
  return fragment.error.issues.map((issue) => {
    const unknown = issue.code === "unrecognized_keys" ? [...issue.path, issue.keys[0] ?? ""] : issue.path;
    const place = placeOf(cursorAt(example.cursor, unknown));
    return {
      code: "taxonomy.bad-example",
      ...place,
      message: `The example is no incident: ${issue.message}.`,
      fix: `Known: ${Object.keys(IncidentFacts.shape).join(", ")}.`,
    };
  });
}

/** Finds, for facts, a rule of another type with the same precedence as the first of the type's own that match. */
function rivals(
  taxonomy: Taxonomy,
): (facts: IncidentFacts, typeId: string) => { own: string; other: string } | undefined {
  const conditions = conditionsOf();
  const index = indexRules(taxonomy);
  const holds = new Map(index.rules.map(({ rule }) => [rule, conditions.compile(rule.when)]));
  return (facts, typeId) => {
    const scope = conditions.scopeOf(facts);
    const matching = index
      .candidates(facts.categories, facts.techniques)
      .filter(({ rule }) => holds.get(rule)?.(scope));
    const own = matching.find((entry) => entry.typeId === typeId);
    const other = matching.find((entry) => entry.typeId !== typeId && entry.rule.precedence === own?.rule.precedence);
    return own === undefined || other === undefined
      ? undefined
      : { own: own.rule.id, other: `${other.rule.id} of ${other.typeId}` };
  };
}

function finding(example: TypeExample, code: string, message: string, fix: string): Finding {
  return { code, ...placeOf(example.cursor), message, fix };
}
