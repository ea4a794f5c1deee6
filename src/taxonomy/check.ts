/** Whether a taxonomy can be put in force. It cannot while there is one finding. */

import { isCordonError } from "../errors.ts";
import type { Environment } from "../expression/environment.ts";
import { checkAlike } from "./check-alike.ts";
import { checkExamples } from "./check-examples.ts";
import { checkNames } from "./check-names.ts";
import { checkRules } from "./check-rules.ts";
import { compileCondition, incidentEnvironment } from "./conditions.ts";
import { byPlace, type Finding } from "./finding.ts";
import type { Mentions } from "./mentions.ts";
import type { ParsedTaxonomy } from "./parse.ts";
import { capital, placeInText } from "./yaml-reader.ts";

export interface Surroundings {
  /** The names of all playbooks there are. */
  playbooks: ReadonlySet<string>;
}

/**
 * All that is wrong, in file order. When the files could not be read there are only the parser's findings; when an expression is wrong,
 * the examples are not tried.
 */
export function checkTaxonomy(parsed: ParsedTaxonomy, surroundings: Surroundings): Finding[] {
  const { taxonomy, mentions } = parsed;
  const findings = [...parsed.findings, ...checkExpressions(mentions, incidentEnvironment())];
  if (taxonomy !== null) {
    findings.push(...checkNames(taxonomy, mentions, surroundings.playbooks));
    findings.push(...checkRules(taxonomy, mentions), ...checkAlike(taxonomy, mentions));
    if (findings.every((finding) => !BLOCKING.test(finding.code))) findings.push(...checkExamples(taxonomy, mentions));
  }
  return findings.sort(byPlace);
}

/** With these a classifier cannot be made. */
const BLOCKING = /^(expression\.|taxonomy\.unknown-type$|taxonomy\.duplicate$)/;

function checkExpressions(mentions: Mentions, environment: Environment): Finding[] {
  return mentions.expressions.flatMap(({ text, cursor }) => {
    try {
      compileCondition(text, environment);
      return [];
    } catch (error) {
      if (!isCordonError(error)) throw error;
      const { line, column, summary, fix, expected } = error.details ?? {};
      const place = placeInText(cursor, offsetOf(text, Number(line ?? 1), Number(column ?? 1)));
      const message = `In the expression: ${String(summary ?? error.message)}.`;
      return [{ code: error.code, ...place, message, fix: fixText(fix, expected) }];
    }
  });
}

function fixText(fix: unknown, expected: unknown): string {
  if (typeof fix === "string") return `${capital(fix)}${fix.endsWith("?") ? "" : "."}`;
  return typeof expected === "string" ? `Expected: ${expected}.` : "Correct the expression.";
}

function offsetOf(text: string, line: number, column: number): number {
  const before = text.split("\n").slice(0, line - 1);
  return before.reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
}
