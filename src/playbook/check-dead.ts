/** Branches that no run ever takes. */
import type { Findings } from "./finding.ts";
import type { Reading } from "./reading.ts";
import { type PlaybookTree, type Step, type SwitchStep, stepsIn } from "./tree.ts";

export function checkDeadBranches(tree: PlaybookTree, reading: Reading, findings: Findings): void {
  for (const step of stepsIn(tree.steps)) {
    if (step.kind === "switch") checkDefault(step, reading, findings);
    const constant = constantOf(step);
    if (constant === null) continue;
    const { value, place } = constant;
    findings.warn("playbook.dead-branch", place, `this condition is always ${value}, so one way is never taken`, {
      fix: "write what decides, or leave the step out",
    });
  }
}

function constantOf(step: Step) {
  const text = step.kind === "if" || step.kind === "while" ? step.condition : null;
  return text !== null && ["true", "false"].includes(text.value.trim()) ? text : null;
}

/** A value that a later Cordon adds goes to people, so a default is not needed for that. */
function checkDefault(step: SwitchStep, reading: Reading, findings: Findings): void {
  const compiled = reading.ofStep(step)[0]?.compiled;
  const known: readonly unknown[] | null = compiled?.type === "bool" ? [true, false] : (compiled?.enumValues ?? null);
  if (step.default === null || step.default.steps.length === 0 || known === null) return;
  if (known.some((value) => !step.cases.some(({ equals }) => equals.value === value))) return;
  findings.warn(
    "playbook.dead-branch",
    step.default.place,
    "the cases cover every value, so the default is never taken",
    {
      fix: 'leave "default" out',
    },
  );
}
