/** Expressions of a playbook: each compiles, has the type its place wants, and uses only steps that have certainly run. */
import { InputError } from "../errors.ts";
import { type CompiledExpression, compileExpression } from "../expression/compile.ts";
import { type Environment, environmentOf } from "../expression/environment.ts";
import { expressionsIn } from "../expression/template.ts";
import { IncidentFacts } from "../model/incident.ts";
import { stixFunction } from "../stix/incident-pattern.ts";
import type { Certain } from "./check-flow.ts";
import type { Findings } from "./finding.ts";
import type { Text } from "./tree.ts";

/** What expressions at one place may use. */
export interface ExpressionContext {
  environment: Environment;
  certain: Certain;
  /** Items of the loops around. */
  items: ReadonlySet<string>;
  findings: Findings;
}

/** What a trigger may use: it is asked before any step has run. */
export const triggerEnvironment: Environment = environmentOf({ incident: IncidentFacts }, [stixFunction]);

/** Compiles an expression that starts at an offset of a text; null when it does not compile, and then there is a finding. */
export function checkExpression(
  text: Text,
  part: { text: string; offset: number },
  context: ExpressionContext,
): CompiledExpression | null {
  try {
    const compiled = compileExpression(part.text, context.environment);
    checkReferences(text, part.offset, compiled, context);
    return compiled;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { summary, line, column, expected, fix } = error.details as {
      summary: string;
      line: number;
      column: number;
      expected?: string;
      fix?: string;
    };
    const place = text.at(part.offset + offsetOf(part.text, line, column));
    context.findings.error(error.code, place, summary, {
      ...(expected === undefined ? {} : { expected }),
      ...(fix === undefined ? {} : { fix }),
    });
    return null;
  }
}

/** Checks the expressions within a text that is written out: a reason, a message. */
export function checkTextTemplate(text: Text, context: ExpressionContext): CompiledExpression[] {
  return partsOf(text, context.findings).flatMap((part) => checkExpression(text, part, context) ?? []);
}

/** The expressions of a text; a `{{` that is never closed is complained about. */
export function partsOf(text: Text, findings: Findings): { text: string; offset: number }[] {
  try {
    return expressionsIn(text.value);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { line, column } = error.details as { line: number; column: number };
    findings.error(error.code, text.at(offsetOf(text.value, line, column)), error.message);
    return [];
  }
}

/** Checks that an expression is a condition. */
export function checkCondition(text: Text, context: ExpressionContext): CompiledExpression | null {
  if (text.value === "") return null;
  const compiled = checkExpression(text, { text: text.value, offset: 0 }, context);
  if (compiled !== null && compiled.type !== "bool" && compiled.type !== "dyn") {
    context.findings.error(
      "playbook.no-condition",
      text.place,
      `a condition is true or false, and this is ${typeText(compiled)}`,
      { expected: "a comparison" },
    );
  }
  return compiled;
}

/** An expression's type in a word. */
export function typeText(compiled: CompiledExpression): string {
  if (compiled.enumValues !== null) return `one of ${compiled.enumValues.join(", ")}`;
  const words: Record<string, string> = {
    string: "text",
    int: "a whole number",
    double: "a number",
    bool: "true or false",
    dyn: "of unknown type",
  };
  return (
    words[compiled.type] ??
    (compiled.type.startsWith("list") ? "a list" : compiled.type.startsWith("map") ? "a map" : "an object")
  );
}

/** Namespaces: what is in them is a value, they themselves are none. */
const NAMESPACES: ReadonlySet<string> = new Set(["steps", "vars", "inputs", "each"]);

function checkReferences(text: Text, offset: number, compiled: CompiledExpression, context: ExpressionContext): void {
  const asked = new Set(compiled.asked.flatMap(stepId));
  for (const [root, name] of compiled.references) {
    if (root === undefined || !NAMESPACES.has(root)) continue;
    const found = name === undefined ? wholeNamespace(root) : uncertain(root, name, asked, context);
    if (found === null) continue;
    const at = name === undefined ? root : `${root}\\s*(\\.\\s*|\\[.)${name}\\b`;
    const place = text.at(offset + Math.max(0, compiled.text.search(new RegExp(at))));
    const { code, message, ...hint } = found;
    context.findings.error(code, place, message, hint);
  }
}

interface Fault {
  code: string;
  message: string;
  expected?: string;
  fix: string;
}

function wholeNamespace(root: string): Fault {
  const fix = root === "steps" ? "name a step: steps.<id>.<field>" : `name a part: ${root}.<name>`;
  return { code: "playbook.whole-steps", message: `"${root}" is not a value`, fix };
}

function uncertain(root: string, name: string, asked: ReadonlySet<string>, context: ExpressionContext): Fault | null {
  if (root === "each" && !context.items.has(name))
    return {
      code: "playbook.item-outside",
      message: `each.${name} is there in the rounds of its loop only`,
      fix: 'use it under "do", or collect what you need of it',
    };
  if (root !== "steps" || context.certain.has(name) || asked.has(name)) return null;
  return {
    code: "playbook.uncertain-step",
    message: `the step "${name}" has not certainly succeeded before this one`,
    expected: "a step that every path to here has passed with success",
    fix: `ask first: has(steps.${name}) && …`,
  };
}

/** The step of `has(steps.<id>)`: a way to use the output of a step that may have failed. */
export function stepId([root, id, more]: readonly string[]): string[] {
  return root === "steps" && id !== undefined && more === undefined ? [id] : [];
}

function offsetOf(text: string, line: number, column: number): number {
  const lines = text.split("\n").slice(0, line - 1);
  return lines.reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
}
