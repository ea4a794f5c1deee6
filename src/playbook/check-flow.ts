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
  /** What is certain at each step, for the check of its expressions. */
  at: Map<Step, Certain>;
}

/** Checks the ways through a playbook. Gives what is certain at each step. */
export function checkFlow(tree: PlaybookTree, findings: Findings): ReadonlyMap<Step, Certain> {
  const walk: Walk = { findings, at: new Map() };
  const flow = walkBranch(tree.steps, new Set(), walk);
  for (const place of flow.open) {
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
export function everythingCertain(tree: PlaybookTree): ReadonlyMap<Step, Certain> {
  const steps = [...stepsIn(tree.steps)];
  const all = new Set(steps.flatMap((step) => step.id?.value ?? []));
  return new Map(steps.map((step) => [step, all]));
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
    case "wait":
      return { certain, open: [step.place] };
    case "handoff":
    case "end":
      return { certain: null, open: [] };
  }
}

/** A failed step without an answer hands the incident over, so going on means it succeeded. */
function walkAction(step: ActionStep, certain: Certain, walk: Walk): Flow {
  const after = step.id === null ? certain : new Set([...certain, step.id.value]);
  const succeeded: Flow = { certain: after, open: [step.place] };
  if (step.onFailure === null) return succeeded;
  return join([succeeded, walkBranch(step.onFailure, certain, walk)]);
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
    if (step.kind !== "end" && step.kind !== "handoff") continue;
    const message = `${step.kind === "end" ? "an end" : "a handoff"} inside a parallel would cut the other branches off`;
    findings.error("playbook.end-in-parallel", step.place, message, { fix: "move it after the parallel" });
  }
}
