/** From a checked tree to the flat program that the stepper runs. It trusts its input: only what has passed the checker comes here. */
import { actionNode, formNode, templateOf, valuesOf, waitForNode } from "./compile-node.ts";
import type { FindingPlace } from "./finding.ts";
import { incidentSchemaVersion } from "./incident-schema.ts";
import type { Callees } from "./library.ts";
import type { NodeId, Program, ProgramNode, Template } from "./program.ts";
import {
  type Branch,
  type ForEachStep,
  type PlaybookStep,
  type PlaybookTree,
  type Step,
  type SwitchStep,
  stepsIn,
  type WhileStep,
} from "./tree.ts";

interface Emission {
  nodes: { [id: NodeId]: ProgramNode };
  defaultQueue: string;
  callees: Callees;
  /** Where each step of the playbook itself is written; null where nobody asks. */
  places: Map<NodeId, FindingPlace> | null;
  /** What the ids of this playbook's steps begin with: nothing, or the call it is a part of. */
  frame: string;
  within: NodeId[];
}

/**
 * The program of a tree without errors. Steps without an id are named by their place: `step-3`, `step-3.then-1`. `places` is told where each step of
 * the playbook itself is written.
 */
export function compilePlaybook(
  tree: PlaybookTree,
  callees: Callees = new Map(),
  places: Map<NodeId, FindingPlace> | null = null,
): Program {
  const emission: Emission = { nodes: {}, defaultQueue: tree.defaultQueue, callees, places, frame: "", within: [] };
  // Every path ends by itself, but for those of a playbook that others call.
  const start = emitBranch(tree.steps, "step-", tree.interface === null ? "" : emitUncalled(emission), emission);
  const calls = [...callees].map(([name, { hash }]) => ({ name, hash })).sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    name: tree.name.value,
    title: tree.title,
    maturity: tree.maturity,
    trigger: tree.trigger.value,
    defaultQueue: tree.defaultQueue,
    start,
    nodes: emission.nodes,
    capabilities: [...capabilitiesOf(tree, callees)].sort(),
    incidentSchema: incidentSchemaVersion().version,
    ...(tree.variables.length === 0 ? {} : { variables: valuesOf(tree.variables) }),
    ...(calls.length === 0 ? {} : { calls }),
    ...(tree.interface === null ? {} : { called: true }),
  };
}

/** The capabilities that a playbook and those it calls may use. */
export function capabilitiesOf(tree: PlaybookTree, callees: Callees): Set<string> {
  const own = [...stepsIn(tree.steps)].flatMap((step) => (step.kind === "action" ? [step.capability.value] : []));
  const theirs = [...callees.values()].flatMap((callee) => [...capabilitiesOf(callee.tree, callee.callees)]);
  return new Set([...own, ...theirs]);
}

/** Where a playbook ends up that others call, and that was tried by itself. */
function emitUncalled({ nodes, defaultQueue: queue }: Emission): NodeId {
  const reason = "This playbook is a part of others, and has come to its end.";
  nodes["the-end"] = { kind: "handoff", id: "the-end", title: "The end", queue, reason, questions: [] };
  return "the-end";
}

/** Emits the steps of a branch, and gives the node to enter it by. */
function emitBranch(branch: Branch, prefix: string, next: NodeId, emission: Emission): NodeId {
  let entry = next;
  for (const [index, step] of [...branch.steps.entries()].reverse()) {
    const id = step.id === null ? `${prefix}${index + 1}` : `${emission.frame}${step.id.value}`;
    emitStep(step, id, entry, emission);
    entry = step.delayMs === null ? id : emitDelay(step.delayMs, id, emission);
  }
  return entry;
}

function emitMaybe(branch: Branch | null, prefix: string, next: NodeId, emission: Emission): NodeId | null {
  return branch === null ? null : emitBranch(branch, prefix, next, emission);
}

function emitDelay(delayMs: number, next: NodeId, emission: Emission): NodeId {
  const id = `${next}.delay`;
  const seconds = Math.ceil(delayMs / 1000);
  emission.nodes[id] = { kind: "wait", ...placeOf(id, emission), title: "Wait before it", seconds, next };
  return id;
}

function placeOf(id: NodeId, { within }: Emission): { id: NodeId; within?: NodeId[] } {
  return within.length === 0 ? { id } : { id, within };
}

function emitStep(step: Step, id: NodeId, next: NodeId, emission: Emission): void {
  emission.places?.set(id, step.place);
  emission.nodes[id] = nodeOf(step, id, next, emission);
}

function nodeOf(step: Step, id: NodeId, next: NodeId, emission: Emission): ProgramNode {
  const place = placeOf(id, emission);
  switch (step.kind) {
    case "action": {
      const onFailure = emitMaybe(step.onFailure, `${id}.failure-`, next, emission);
      return actionNode(step, place, { next, onFailure, compensate: emitCompensation(step.compensate, id, emission) });
    }
    case "set": {
      const values = templateOf(step.values) as { [variable: string]: Template };
      return { kind: "set", ...place, title: step.title ?? "Note", values, next };
    }
    case "if": {
      const then = emitBranch(step.then, `${id}.then-`, next, emission);
      const otherwise = emitBranch(step.else, `${id}.else-`, next, emission);
      const condition = step.condition.value;
      return { kind: "if", ...place, title: step.title ?? "Decide", condition, then, else: otherwise };
    }
    case "switch":
      return switchNode(step, id, next, emission);
    case "while":
    case "for-each":
      return loopNode(step, id, next, emission);
    case "parallel": {
      const join = `${id}.join`;
      const branches = step.branches.map(({ name, branch }) =>
        emitBranch(branch, `${id}.${label(name)}-`, join, emission),
      );
      const [title, arrivals] = ["Wait for all branches", branches.length];
      emission.nodes[join] = { kind: "join", ...placeOf(join, emission), title, arrivals, next };
      return { kind: "parallel", ...place, title: step.title ?? "Do at once", branches, join };
    }
    case "wait":
      return {
        kind: "wait",
        ...place,
        title: step.title ?? "Wait",
        seconds: Math.ceil(step.milliseconds / 1000),
        next,
      };
    case "wait-for":
      return waitForNode(step, place, { next, onTimeout: emitMaybe(step.onTimeout, `${id}.timeout-`, next, emission) });
    case "playbook":
      return callNode(step, id, next, emission);
    case "handoff": {
      const { queue, reason, questions, form } = step;
      const title = step.title ?? "Hand over";
      if (form === null) return { kind: "handoff", ...place, title, queue, reason: reason.value, questions };
      const onTimeout = emitMaybe(step.onTimeout, `${id}.timeout-`, next, emission);
      return formNode(step, form, place, { next, onTimeout });
    }
    case "end": {
      const { disposition, reason, status } = step;
      return { kind: "end", ...place, title: step.title ?? "End", disposition, reason: reason.value, status };
    }
  }
}

/** A branch's name within an id, where a slash stands for a call. */
function label(name: string): string {
  return name.replaceAll("%", "%25").replaceAll("/", "%2F");
}

/** The actions that take a step back, one after another: their own ways on are not taken. */
function emitCompensation(branch: Branch | null, id: NodeId, emission: Emission): NodeId[] {
  return (branch?.steps ?? []).map((step, index) =>
    emitBranch({ steps: [step], place: step.place }, `${id}.compensate-${index + 1}.`, id, emission),
  );
}

function switchNode(step: SwitchStep, id: NodeId, next: NodeId, emission: Emission): ProgramNode {
  const cases = step.cases.map(({ equals, branch }) => ({
    equals: equals.value,
    next: emitBranch(branch, `${id}.${label(String(equals.value))}-`, next, emission),
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
  const title = step.title ?? "Choose";
  return { kind: "switch", ...placeOf(id, emission), title, value: step.value.value, cases, default: otherwise };
}

/** The last steps of a round lead back to the loop. */
function loopNode(step: WhileStep | ForEachStep, id: NodeId, next: NodeId, emission: Emission): ProgramNode {
  const inside = { ...emission, within: [...emission.within, id] };
  const common = {
    ...placeOf(id, emission),
    title: step.title ?? "Repeat",
    atMost: step.atMost,
    body: emitBranch(step.do, `${id}.do-`, id, inside),
    forgets: [...stepsIn(step.do)].flatMap((each) => (each.id === null ? [] : [`${emission.frame}${each.id.value}`])),
    next,
    onLimit: emitMaybe(step.onLimit, `${id}.limit-`, next, emission),
  };
  if (step.kind === "while") return { kind: "while", ...common, condition: step.condition.value };
  const { list, as, collect } = step;
  return { kind: "for-each", ...common, list: list.value, as: as.value, collect: collect?.value ?? null };
}

/** The called playbook becomes a part of this program as it is now: that pins its version. */
function callNode(step: PlaybookStep, id: NodeId, next: NodeId, emission: Emission): ProgramNode {
  const name = step.name.value;
  const { tree, callees } = emission.callees.get(name)!;
  const back = `${id}/return`;
  const inside = { ...emission, frame: `${id}/`, places: null, callees, defaultQueue: tree.defaultQueue };
  const outputs = valuesOf(tree.interface?.outputs ?? []);
  emission.nodes[back] = { kind: "return", ...placeOf(back, emission), title: "Go back", call: id, outputs, next };
  return {
    kind: "call",
    ...placeOf(id, emission),
    title: step.title ?? tree.title,
    playbook: name,
    inputs: { ...valuesOf(tree.interface?.inputs ?? []), ...(templateOf(step.input) as { [name: string]: Template }) },
    variables: valuesOf(tree.variables),
    entry: emitBranch(tree.steps, `${id}/step-`, back, inside),
    onFailure: emitMaybe(step.onFailure, `${id}.failure-`, next, emission),
  };
}
