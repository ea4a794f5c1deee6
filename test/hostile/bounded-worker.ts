/** Inside the limits: tries what it is told to, one after the other. */
import { parentPort } from "node:worker_threads";
import fc from "fast-check";
import { anyExpression } from "./any-expression.ts";
import { EXPRESSION_CASES } from "./expression-cases.ts";
import { TEMPLATE_CASES } from "./template-cases.ts";
import { tryCase, type Way } from "./try-case.ts";
import { YAML_CASES } from "./yaml-cases.ts";

export interface Attempt {
  way: Way | "grammar";
  /** Which of the cases; of the grammar, which seed. */
  index: number;
}

const CASES = {
  expression: EXPRESSION_CASES,
  template: TEMPLATE_CASES,
  playbook: YAML_CASES,
  cases: YAML_CASES,
  taxonomy: YAML_CASES,
};
/** Expressions to a seed. */
const BUNCH = 50;

function attempt({ way, index }: Attempt): string {
  if (way !== "grammar") return tryCase(way, CASES[way][index]?.text());
  for (const text of fc.sample(anyExpression, { numRuns: BUNCH, seed: index })) {
    const outcome = tryCase("expression", text);
    if (!/^(code|value): /.test(outcome)) return `${outcome}, by ${text}`;
  }
  return "value: none got out";
}

parentPort?.on("message", (asked: Attempt) => {
  let outcome: string;
  const start = performance.now();
  try {
    outcome = attempt(asked);
  } catch (error) {
    outcome = `thrown: ${String(error)}`;
  }
  parentPort?.postMessage({ outcome, milliseconds: performance.now() - start });
});
