/** Every expression of a playbook, where it stands. */
import type { CompiledExpression } from "../expression/compile.ts";
import { didYouMean } from "../expression/nearest.ts";
import type { Certain } from "./check-flow.ts";
import { checkInput } from "./check-input.ts";
import { capabilityOf } from "./check-steps.ts";
import { checkTarget, vouchedBy } from "./check-target.ts";
import {
  checkCondition,
  checkExpression,
  checkTextTemplate,
  type ExpressionContext,
  stepEnvironment,
  stepId,
  triggerEnvironment,
  typeText,
} from "./check-types.ts";
import type { Findings } from "./finding.ts";
import type { Branch, PlaybookTree, Step, SwitchStep, Text } from "./tree.ts";

interface Walk {
  tree: PlaybookTree;
  certainAt: ReadonlyMap<Step, Certain>;
  environment: ExpressionContext["environment"];
  findings: Findings;
}

/** Checks the trigger and all steps; `certainAt` says which outputs each may use. */
export function checkExpressions(tree: PlaybookTree, certainAt: ReadonlyMap<Step, Certain>, findings: Findings): void {
  checkCondition(tree.trigger, { environment: triggerEnvironment, certain: new Set(), findings });
  checkBranch(
    tree.steps,
    { tree, certainAt, environment: stepEnvironment(tree), findings },
    { vouched: new Set(), present: new Set() },
  );
}

/** What the conditions around a branch say: targets they vouch for, steps whose output is there. */
interface Surely {
  vouched: ReadonlySet<string>;
  present: ReadonlySet<string>;
}

function checkBranch(branch: Branch, walk: Walk, surely: Surely): void {
  for (const step of branch.steps) checkStep(step, walk, surely);
}

function checkStep(step: Step, walk: Walk, surely: Surely): void {
  const context: ExpressionContext = {
    environment: walk.environment,
    certain: new Set([...(walk.certainAt.get(step) ?? []), ...surely.present]),
    findings: walk.findings,
  };
  switch (step.kind) {
    case "action": {
      const capability = capabilityOf(step);
      if (capability !== undefined)
        checkTarget(step, capability, checkInput(step, capability, context), surely.vouched, walk.findings);
      if (step.onFailure !== null) checkBranch(step.onFailure, walk, surely);
      return;
    }
    case "if": {
      const condition = checkCondition(step.condition, context);
      checkBranch(step.then, walk, {
        vouched: new Set([...surely.vouched, ...vouchedBy(condition, walk.tree)]),
        present: new Set([...surely.present, ...(condition?.present ?? []).flatMap(stepId)]),
      });
      checkBranch(step.else, walk, surely);
      return;
    }
    case "switch":
      checkSwitch(step, context);
      for (const { branch } of step.cases) checkBranch(branch, walk, surely);
      if (step.default !== null) checkBranch(step.default, walk, surely);
      return;
    case "parallel":
      for (const { branch } of step.branches) checkBranch(branch, walk, surely);
      return;
    case "handoff":
      checkReason(step.reason, context);
      return;
    case "end":
      checkReason(step.reason, context);
      return;
    case "wait":
      return;
  }
}

/** A reason is text, so an expression in its place must give text. */
function checkReason(text: Text, context: ExpressionContext): void {
  const compiled = checkTextTemplate(text, context);
  const [whole] = compiled;
  if (whole === undefined || !text.value.startsWith("=") || whole.type === "string" || whole.type === "dyn") return;
  context.findings.error("playbook.wrong-type", text.place, `a reason is text, and this is ${typeText(whole)}`, {
    expected: "text",
    fix: 'write it into text: "… {{ … }}"',
  });
}

function checkSwitch(step: SwitchStep, context: ExpressionContext): void {
  if (step.value.value === "") return;
  const compiled = checkExpression(step.value, { text: step.value.value, offset: 0 }, context);
  if (compiled === null) return;
  const known: readonly (string | number | boolean)[] | null =
    compiled.type === "bool" ? [true, false] : compiled.enumValues;
  for (const { equals } of step.cases) {
    if (fits(equals.value, compiled, known)) continue;
    const fix = known === null ? {} : { fix: didYouMean(String(equals.value), known.map(String)) };
    context.findings.error(
      "playbook.unknown-case",
      equals.place,
      `${JSON.stringify(equals.value)} is never the value of this switch`,
      { expected: typeText(compiled), ...fix },
    );
  }
  if (step.default !== null) return;
  const missing = known?.filter((value) => !step.cases.some(({ equals }) => equals.value === value));
  if (missing?.length === 0) return;
  const which = missing === undefined ? "other values" : missing.join(", ");
  context.findings.error("playbook.open-switch", step.place, `this switch does not say what happens with ${which}`, {
    expected: "a case for every value, or a default",
    fix: 'add "default: [ … ]"',
  });
}

function fits(
  value: string | number | boolean,
  compiled: CompiledExpression,
  known: readonly (string | number | boolean)[] | null,
): boolean {
  if (known !== null) return known.includes(value);
  if (compiled.type === "string") return typeof value === "string";
  if (compiled.type === "int") return Number.isInteger(value);
  return compiled.type === "dyn";
}
