/** Every expression of a playbook, where it stands. */
import type { Capability } from "../connector/capability.ts";
import type { CompiledExpression } from "../expression/compile.ts";
import { type Environment, environmentOf } from "../expression/environment.ts";
import { declaredSchemas, type Environments, environmentsOf, ownRecords, recordsOf } from "./check-environment.ts";
import type { CertainAt } from "./check-flow.ts";
import { checkFields, checkInput, checkValue } from "./check-input.ts";
import { checkSense } from "./check-sense.ts";
import { capabilityOf } from "./check-steps.ts";
import { checkSwitch } from "./check-switch.ts";
import { checkCalledTargets, checkTarget, vouchedBy } from "./check-target.ts";
import {
  checkCondition,
  checkExpression,
  checkTextTemplate,
  type ExpressionContext,
  stepId,
  triggerEnvironment,
  typeText,
} from "./check-types.ts";
import { schemaOf } from "./declared.ts";
import type { Findings } from "./finding.ts";
import type { IncidentSchema } from "./incident-schema.ts";
import type { Callee, Callees } from "./library.ts";
import { Reading } from "./reading.ts";
import { type Source, Sources } from "./sources.ts";
import {
  type ActionStep,
  type Branch,
  branchesOf,
  type Declared,
  type ForEachStep,
  type PlaybookStep,
  type PlaybookTree,
  type Step,
  type Text,
  type WaitForStep,
} from "./tree.ts";

interface Walk {
  tree: PlaybookTree;
  certainAt: CertainAt;
  callees: Callees;
  environments: Environments;
  sources: Sources;
  /** Inputs of this playbook that become targets, and of what. */
  reached: Map<string, Set<Capability>>;
  findings: Findings;
}

/** What the conditions around a branch say: targets they vouch for, steps whose output is there; and the items of the loops around it. */
interface Surely {
  vouched: ReadonlySet<string>;
  present: ReadonlySet<string>;
  items: ReadonlySet<string>;
}

const NOTHING: Surely = { vouched: new Set(), present: new Set(), items: new Set() };

/**
 * Checks the trigger, all steps and what the playbook gives back; `certainAt` says which outputs each may use, `schema` what it is written against
 * where that is not this Cordon's own.
 */
export function checkExpressions(
  tree: PlaybookTree,
  certainAt: CertainAt,
  callees: Callees,
  findings: Findings,
  schema?: IncidentSchema,
): Pick<Callee, "targets" | "outputs"> {
  const records = schema === undefined ? ownRecords : recordsOf(schema);
  const environment = schema === undefined ? triggerEnvironment : environmentOf({ incident: records.incident });
  const before = { environment, certain: new Set<string>(), items: new Set<string>(), findings };
  checkCondition(tree.trigger, before);
  checkDeclared([...tree.variables, ...(tree.interface?.inputs ?? [])], before);
  const environments = environmentsOf(tree, callees, records);
  const reading = new Reading(environments);
  const sources = new Sources(tree, callees, reading);
  const walk: Walk = { tree, certainAt, callees, environments, sources, reached: new Map(), findings };
  checkBranch(tree.steps, walk, NOTHING);
  const given = tree.interface?.outputs ?? [];
  checkDeclared(given, contextAt(tree.steps, walk, NOTHING));
  const outputs = new Map(
    given.map(({ name, value }) => [name.value, value === null ? new Set<Source>() : sources.ofWritten(value)]),
  );
  checkSense(tree, reading, callees, findings);
  return { targets: walk.reached, outputs };
}

/** Defaults and values of declarations fit their types. */
function checkDeclared(declared: readonly Declared[], context: ExpressionContext): void {
  for (const { name, type, value } of declared)
    if (value !== null) checkValue(value, schemaOf(type), `"${name.value}"`, context);
}

function contextAt(at: Step | Branch, walk: Walk, surely: Surely, environment?: Environment): ExpressionContext {
  return {
    environment: environment ?? walk.environments.steps,
    certain: new Set([...(walk.certainAt.get(at) ?? []), ...surely.present]),
    items: surely.items,
    findings: walk.findings,
  };
}

function checkBranch(branch: Branch, walk: Walk, surely: Surely): void {
  for (const step of branch.steps) checkStep(step, walk, surely);
}

function checkBelow(step: Step, walk: Walk, surely: Surely): void {
  for (const branch of branchesOf(step)) checkBranch(branch, walk, surely);
}

function checkStep(step: Step, walk: Walk, surely: Surely): void {
  const context = contextAt(step, walk, surely);
  switch (step.kind) {
    case "action":
      checkAction(step, walk, surely, context);
      return checkBelow(step, walk, surely);
    case "set":
      checkFields(
        step.values,
        declaredSchemas(walk.tree.variables),
        { owner: "the variables", place: step.place, needed: [] },
        context,
      );
      return;
    case "if":
      checkBranch(step.then, walk, knowing(checkCondition(step.condition, context), walk, surely));
      return checkBranch(step.else, walk, surely);
    case "switch":
      checkSwitch(step, context);
      return checkBelow(step, walk, surely);
    case "while":
      checkBranch(step.do, walk, knowing(checkCondition(step.condition, context), walk, surely));
      if (step.onLimit !== null) checkBranch(step.onLimit, walk, surely);
      return;
    case "for-each":
      return checkForEach(step, walk, surely, context);
    case "wait-for":
      checkWaitFor(step, contextAt(step, walk, surely, walk.environments.waiting), context);
      return checkBelow(step, walk, surely);
    case "playbook":
      checkCall(step, walk, surely, context);
      return checkBelow(step, walk, surely);
    case "handoff":
    case "end":
      checkReason(step.reason, context);
      return checkBelow(step, walk, surely);
    case "parallel":
    case "wait":
      return checkBelow(step, walk, surely);
  }
}

function checkAction(step: ActionStep, walk: Walk, surely: Surely, context: ExpressionContext): void {
  const capability = capabilityOf(step);
  if (capability === undefined) return;
  checkInput(step, capability, context);
  checkTarget(step, capability, { ...walk, vouched: surely.vouched });
}

/** What holds where a condition is true. */
function knowing(condition: CompiledExpression | null, walk: Walk, surely: Surely): Surely {
  return {
    vouched: new Set([...surely.vouched, ...vouchedBy(condition, walk.tree)]),
    present: new Set([...surely.present, ...(condition?.present ?? []).flatMap(stepId)]),
    items: surely.items,
  };
}

function checkForEach(step: ForEachStep, walk: Walk, surely: Surely, context: ExpressionContext): void {
  const list = checkExpression(step.list, { text: step.list.value, offset: 0 }, context);
  if (list !== null && list.type !== "dyn" && !list.type.startsWith("list"))
    context.findings.error(
      "playbook.wrong-type",
      step.list.place,
      `for-each walks over a list, and this is ${typeText(list)}`,
      {
        expected: "a list",
      },
    );
  const round = { ...surely, items: new Set([...surely.items, step.as.value]) };
  checkBranch(step.do, walk, round);
  if (step.collect !== null)
    checkExpression(step.collect, { text: step.collect.value, offset: 0 }, contextAt(step.do, walk, round));
  if (step.onLimit !== null) checkBranch(step.onLimit, walk, surely);
}

function checkWaitFor({ awaited }: WaitForStep, waiting: ExpressionContext, context: ExpressionContext): void {
  if (awaited.condition !== null) checkCondition(awaited.condition, waiting);
  if (awaited.until === null) return;
  const moment = checkExpression(awaited.until, { text: awaited.until.value, offset: 0 }, context);
  if (moment === null || ["string", "dyn", "google.protobuf.Timestamp"].includes(moment.type)) return;
  context.findings.error(
    "playbook.wrong-type",
    awaited.until.place,
    `a moment is wanted, and this is ${typeText(moment)}`,
    {
      expected: "a timestamp",
      fix: 'timestamp(incident.openedAt) + duration("4h")',
    },
  );
}

function checkCall(step: PlaybookStep, walk: Walk, surely: Surely, context: ExpressionContext): void {
  const callee = walk.callees.get(step.name.value);
  if (callee === undefined) return;
  const inputs = callee.tree.interface?.inputs ?? [];
  const needed = inputs.filter(({ value }) => value === null).map(({ name }) => name.value);
  const owner = `the playbook ${step.name.value}`;
  checkFields(step.input, declaredSchemas(inputs), { owner, place: step.place, needed }, context);
  checkCalledTargets(step, callee, { ...walk, vouched: surely.vouched });
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
