/** Waits that nobody can end, and loops that end by their limit alone. */
import { capabilityOf } from "./check-steps.ts";
import type { Findings } from "./finding.ts";
import { namesRead, type ReadExpression, type Reading } from "./reading.ts";
import { type Branch, type PlaybookTree, type Step, stepsIn, type WaitForStep, type WhileStep } from "./tree.ts";

export function checkEndless(tree: PlaybookTree, reading: Reading, findings: Findings): void {
  const steps = [...stepsIn(tree.steps)];
  for (const step of steps) {
    if (step.kind === "while") checkLoop(step, reading, findings);
    if (step.kind !== "wait-for") continue;
    const why = whyNever(step, steps, reading);
    if (why !== null)
      findings.warn("playbook.endless-wait", step.place, `nobody can end this wait: ${why}`, {
        fix: "wait for something that can happen, or write wait with a time",
      });
  }
}

function whyNever(step: WaitForStep, steps: readonly Step[], reading: Reading): string | null {
  const { event, condition } = step.awaited;
  if (event === null && condition !== null)
    return reads(reading.ofStep(step), "current")
      ? null
      : "its condition reads nothing of current, so it never changes";
  if (event === "lease-ended" && !steps.some((each) => each.kind === "action" && each.lease !== null))
    return "this playbook contains nothing for a time";
  // An action that waits for its approval holds its own branch up: only another one can wait for the answer.
  const beside = steps.flatMap((each) => (each.kind === "parallel" ? each.branches.map(({ branch }) => branch) : []));
  if (event === "approval-answered" && !beside.some((branch) => causes(branch) && !holds(branch, step)))
    return "no effect is asked for beside it that could need an approval";
  return null;
}

function causes(branch: Branch): boolean {
  return [...stepsIn(branch)].some((step) => {
    const effect = step.kind === "action" ? capabilityOf(step)?.effect : undefined;
    return effect !== undefined && effect !== "observe";
  });
}

function holds(branch: Branch, wanted: Step): boolean {
  return [...stepsIn(branch)].includes(wanted);
}

function checkLoop(step: WhileStep, reading: Reading, findings: Findings): void {
  const condition = reading.ofStep(step);
  const inside = [...stepsIn(step.do)];
  const gives = new Set(inside.flatMap(({ id }) => (id === null ? [] : [id.value])));
  const sets = new Set(
    inside.flatMap((each) => (each.kind === "set" ? each.values.entries.map(({ key }) => key) : [])),
  );
  const changes =
    namesRead(condition, "steps").some((name) => gives.has(name)) ||
    namesRead(condition, "vars").some((name) => sets.has(name));
  const ends = inside.some(({ kind }) => kind === "end") || condition.length === 0;
  if (changes || ends) return;
  findings.warn("playbook.endless-loop", step.condition.place, "no round changes what this condition reads", {
    expected: "a condition on a step or a variable of the loop",
    fix: "ask for steps.<id> of a step under do, or set a variable there",
  });
}

function reads(expressions: readonly ReadExpression[], root: string): boolean {
  return expressions.some(({ compiled }) => compiled.references.some(([first]) => first === root));
}
