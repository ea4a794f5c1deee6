/** What is looked up, asked or kept, and read nowhere. */
import { capabilityOf } from "./check-steps.ts";
import type { Findings } from "./finding.ts";
import { namesRead, type Reading } from "./reading.ts";
import { type PlaybookTree, type Step, stepsIn } from "./tree.ts";

export function checkUnused(tree: PlaybookTree, reading: Reading, findings: Findings): void {
  const all = [...[...stepsIn(tree.steps)].flatMap((step) => reading.ofStep(step)), ...reading.ofPlaybook(tree)];
  const steps = new Set(namesRead(all, "steps"));
  for (const step of stepsIn(tree.steps)) {
    const what = givesForNothing(step);
    if (what === null || (step.id !== null && steps.has(step.id.value))) continue;
    findings.warn("playbook.unused-output", step.id?.place ?? step.place, `${what}, and nobody reads it`, {
      fix:
        step.id === null
          ? "give it an id and use steps.<id>, or leave it out"
          : `use steps.${step.id.value}, or leave it out`,
    });
  }
  const [variables, inputs] = [new Set(namesRead(all, "vars")), new Set(namesRead(all, "inputs"))];
  for (const { name } of tree.variables)
    if (!variables.has(name.value))
      findings.warn("playbook.unused-variable", name.place, `the variable "${name.value}" is read nowhere`, {
        fix: "leave it out",
      });
  for (const { name } of tree.interface?.inputs ?? [])
    if (!inputs.has(name.value))
      findings.warn("playbook.unused-variable", name.place, `the input "${name.value}" is read nowhere`, {
        fix: "leave it out",
      });
}

/** What a step does only to have it read; null for one that is of use by itself. */
function givesForNothing(step: Step): string | null {
  if (step.kind === "handoff" && step.form !== null) return "people are asked";
  if (step.kind === "for-each" && step.collect !== null) return "values are collected";
  if (step.kind !== "action" || capabilityOf(step)?.effect !== "observe") return null;
  // Whether it succeeds may be all that is wanted of it.
  return (step.onFailure?.steps.length ?? 0) > 0 ? null : `${step.capability.value} is asked`;
}
