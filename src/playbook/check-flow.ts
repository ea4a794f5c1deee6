/** Where the steps lead: every path ends, nothing follows an end, branches of a parallel join, outputs are used only where they are certain. */
import type { FindingPlace, Findings } from "./finding.ts";
import { type ActionStep, type Branch, type PlaybookTree, type Step, stepsIn } from "./tree.ts";

/** Steps that have certainly succeeded where a step stands. */
export type Certain = ReadonlySet<string>;

interface Flow {
  /** What is certain where the branch is left; null when it is never left. */
  certain: Certain | null;
  /** Where it is left without an end. */
  open: FindingPlace[];
}

interface Walk {
  findings: Findings;
  /** What is certain at each step, for the check of its expressions, and where a branch is left. */
  at: Map<Step | Branch, Certain>;
}

/** What is certain at each step, and where each round of a loop and the playbook itself are left. */
export type CertainAt = ReadonlyMap<Step | Branch, Certain>;

/** Checks the ways through a playbook. Gives what is certain at each step. */
export function checkFlow(tree: PlaybookTree, findings: Findings): CertainAt {
  const walk: Walk = { findings, at: new Map() };
  const flow = walkBranch(tree.steps, new Set(), walk);
  walk.at.set(tree.steps, flow.certain ?? new Set());
  // A playbook that others call goes back to them.
  for (const place of tree.interface === null ? flow.open : []) {
    findings.error("playbook.no-ending", place, "this path neither ends nor hands off", {
      expected: "an end or a handoff on every path",
      fix: 'add "end: …" or "handoff: …"',
    });
  }
  for (const step of stepsIn(tree.steps))
    if (step.kind === "parallel")
      checkParallel(
        step.branches.map((each) => each.branch),
        findings,
      );
  return walk.at;
}

/** What would be certain after any step had been reached, when the ways are not judged: every step of the playbook. */
export function everythingCertain(tree: PlaybookTree): CertainAt {
  const steps = [...stepsIn(tree.steps)];
  const all = new Set(steps.flatMap((step) => step.id?.value ?? []));
  const bodies = steps.flatMap((step) => (step.kind === "while" || step.kind === "for-each" ? [step.do] : []));
  return new Map([...steps, ...bodies, tree.steps].map((at) => [at, all]));
}

function walkBranch(branch: Branch, entering: Certain, walk: Walk): Flow {
  let flow: Flow = { certain: entering, open: [branch.place] };
  for (const [index, step] of branch.steps.entries()) {
    if (flow.certain === null) {
      walk.findings.error(
        "playbook.dead-step",
        step.place,
        `this step is never reached: everything before it has ended`,
        { fix: "move it before the end, or remove it" },
      );
      for (const dead of stepsIn({ steps: branch.steps.slice(index), place: step.place })) walk.at.set(dead, entering);
      return flow;
    }
    flow = walkStep(step, flow.certain, walk);
  }
  return flow;
}

function walkStep(step: Step, certain: Certain, walk: Walk): Flow {
  walk.at.set(step, certain);
  switch (step.kind) {
    case "action":
      return walkAction(step, certain, walk);
    case "if":
      return join([walkBranch(step.then, certain, walk), walkBranch(step.else, certain, walk)]);
    case "switch": {
      const branches = [...step.cases.map((each) => each.branch), ...(step.default === null ? [] : [step.default])];
      if (branches.length === 0) return { certain, open: [step.place] };
      return join(branches.map((branch) => walkBranch(branch, certain, walk)));
    }
    case "parallel": {
      const flows = step.branches.map((each) => walkBranch(each.branch, certain, walk));
      const all = flows.flatMap((flow) => [...(flow.certain ?? [])]);
      return { certain: new Set([...certain, ...all]), open: [step.place] };
    }
    case "while":
    case "for-each": {
      const round = walkBranch(step.do, certain, walk);
      walk.at.set(step.do, round.certain ?? certain);
      return answered(step, certain, step.onLimit, walk);
    }
    case "wait":
    case "set":
      return { certain, open: [step.place] };
    case "wait-for":
      return answered(step, certain, step.onTimeout, walk);
    case "playbook":
      return answered(step, certain, step.onFailure, walk);
    case "handoff":
      return step.form === null ? { certain: null, open: [] } : answered(step, certain, step.onTimeout, walk);
    case "end":
      return { certain: null, open: [] };
  }
}

function walkAction(step: ActionStep, certain: Certain, walk: Walk): Flow {
  const flow = answered(step, certain, step.onFailure, walk);
  // What takes it back runs when the run has failed, and uses what was there when this step had succeeded.
  if (step.compensate !== null) walkBranch(step.compensate, withId(step, certain), walk);
  return flow;
}

/** A failed step without an answer hands the incident over, so going on means it succeeded. */
function answered(step: Step, certain: Certain, answer: Branch | null, walk: Walk): Flow {
  const succeeded: Flow = { certain: withId(step, certain), open: [step.place] };
  return answer === null ? succeeded : join([succeeded, walkBranch(answer, certain, walk)]);
}

function withId(step: Step, certain: Certain): Certain {
  return step.id === null ? certain : new Set([...certain, step.id.value]);
}

function join(flows: Flow[]): Flow {
  const left = flows.flatMap((flow) => (flow.certain === null ? [] : [flow.certain]));
  const [first, ...rest] = left;
  if (first === undefined) return { certain: null, open: [] };
  const certain = new Set([...first].filter((id) => rest.every((other) => other.has(id))));
  return { certain, open: flows.flatMap((flow) => flow.open) };
}

/** The branches of a parallel run at once: one that ended the run would cut the others off. */
function checkParallel(branches: Branch[], findings: Findings): void {
  for (const step of branches.flatMap((branch) => [...stepsIn(branch)])) {
    if (step.kind !== "end" && (step.kind !== "handoff" || step.form !== null)) continue;
    const message = `${step.kind === "end" ? "an end" : "a handoff"} inside a parallel would cut the other branches off`;
    findings.error("playbook.end-in-parallel", step.place, message, { fix: "move it after the parallel" });
  }
}
