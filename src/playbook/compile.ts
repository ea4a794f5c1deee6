/** From a checked tree to the flat program that the stepper runs. It trusts its input: only what has passed the checker comes here. */

import { capabilityOf } from "./check-steps.ts";
import type { ActionNode, NodeId, Program, ProgramNode, Template } from "./program.ts";
import {
  type ActionStep,
  type Branch,
  type PlaybookTree,
  type Step,
  type SwitchStep,
  stepsIn,
  type Written,
} from "./tree.ts";

interface Emission {
  nodes: { [id: NodeId]: ProgramNode };
  defaultQueue: string;
}

/** The program of a tree without errors. Steps without an id are named by their place: `step-3`, `step-3.then-1`. */
export function compilePlaybook(tree: PlaybookTree): Program {
  const emission: Emission = { nodes: {}, defaultQueue: tree.defaultQueue };
  // Every path ends by itself, so nothing leads past the last step.
  const start = emitBranch(tree.steps, "step-", "", emission);
  const capabilities = [...stepsIn(tree.steps)].flatMap((step) =>
    step.kind === "action" ? [step.capability.value] : [],
  );
  return {
    name: tree.name.value,
    title: tree.title,
    maturity: tree.maturity,
    trigger: tree.trigger.value,
    defaultQueue: tree.defaultQueue,
    start,
    nodes: emission.nodes,
    capabilities: [...new Set(capabilities)].sort(),
  };
}

/** Emits the steps of a branch, and gives the node to enter it by. */
function emitBranch(branch: Branch, prefix: string, next: NodeId, emission: Emission): NodeId {
  let entry = next;
  for (const [index, step] of [...branch.steps.entries()].reverse()) {
    const id = step.id?.value ?? `${prefix}${index + 1}`;
    emitStep(step, id, entry, emission);
    entry = id;
  }
  return entry;
}

function emitStep(step: Step, id: NodeId, next: NodeId, emission: Emission): void {
  switch (step.kind) {
    case "action":
      emission.nodes[id] = actionNode(step, id, next, emission);
      return;
    case "if": {
      const then = emitBranch(step.then, `${id}.then-`, next, emission);
      const otherwise = emitBranch(step.else, `${id}.else-`, next, emission);
      emission.nodes[id] = {
        kind: "if",
        id,
        title: step.title ?? "Decide",
        condition: step.condition.value,
        then,
        else: otherwise,
      };
      return;
    }
    case "switch":
      emitSwitch(step, id, next, emission);
      return;
    case "parallel": {
      const join = `${id}.join`;
      const branches = step.branches.map(({ name, branch }) => emitBranch(branch, `${id}.${name}-`, join, emission));
      emission.nodes[id] = { kind: "parallel", id, title: step.title ?? "Do at once", branches, join };
      emission.nodes[join] = {
        kind: "join",
        id: join,
        title: "Wait for all branches",
        arrivals: branches.length,
        next,
      };
      return;
    }
    case "wait":
      emission.nodes[id] = {
        kind: "wait",
        id,
        title: step.title ?? "Wait",
        seconds: Math.ceil(step.milliseconds / 1000),
        next,
      };
      return;
    case "handoff": {
      const { queue, reason, questions } = step;
      emission.nodes[id] = {
        kind: "handoff",
        id,
        title: step.title ?? "Hand over",
        queue,
        reason: reason.value,
        questions,
      };
      return;
    }
    case "end": {
      const { disposition, reason, status } = step;
      emission.nodes[id] = { kind: "end", id, title: step.title ?? "End", disposition, reason: reason.value, status };
      return;
    }
  }
}

function actionNode(step: ActionStep, id: NodeId, next: NodeId, emission: Emission): ActionNode {
  return {
    kind: "action",
    id,
    title: step.title ?? capabilityOf(step)?.title ?? step.capability.value,
    capability: step.capability.value,
    connection: step.connection,
    input: templateOf(step.input) as { [key: string]: Template },
    timeoutMs: step.timeoutMs,
    retries: step.retries,
    backoffMs: step.backoffMs,
    leaseSeconds: step.lease?.value ?? null,
    next,
    onFailure: step.onFailure === null ? null : emitBranch(step.onFailure, `${id}.failure-`, next, emission),
  };
}

function emitSwitch(step: SwitchStep, id: NodeId, next: NodeId, emission: Emission): void {
  const cases = step.cases.map(({ equals, branch }) => ({
    equals: equals.value,
    next: emitBranch(branch, `${id}.${equals.value}-`, next, emission),
  }));
  let otherwise = `${id}.default`;
  if (step.default !== null) otherwise = emitBranch(step.default, `${id}.default-`, next, emission);
  // All values are covered today; a value that a later Cordon adds goes to people.
  else
    emission.nodes[otherwise] = {
      kind: "handoff",
      id: otherwise,
      title: "No case",
      queue: emission.defaultQueue,
      reason: `The value of ${step.value.value} has no case in this playbook.`,
      questions: [],
    };
  emission.nodes[id] = {
    kind: "switch",
    id,
    title: step.title ?? "Choose",
    value: step.value.value,
    cases,
    default: otherwise,
  };
}

function templateOf(value: Written): Template {
  switch (value.kind) {
    case "text":
      return value.text.value;
    case "constant":
      return value.value;
    case "list":
      return value.items.map(templateOf);
    case "map":
      return Object.fromEntries(value.entries.map((entry) => [entry.key, templateOf(entry.value)]));
  }
}
