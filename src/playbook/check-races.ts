/** Branches that run at once and get in each other's way: on one variable, or on one entity. */
import type { Capability } from "../connector/capability.ts";
import { capabilityOf } from "./check-steps.ts";
import type { FindingPlace, Findings } from "./finding.ts";
import { namesRead, type Reading } from "./reading.ts";
import { type ActionStep, type Branch, type PlaybookTree, stepsIn } from "./tree.ts";
import { plainJson } from "./written.ts";

/** What one branch does that another can be in the way of. */
interface Doings {
  name: string;
  sets: Map<string, FindingPlace>;
  reads: Set<string>;
  acts: { capability: Capability; target: string; place: FindingPlace }[];
}

export function checkRaces(tree: PlaybookTree, reading: Reading, findings: Findings): void {
  for (const step of stepsIn(tree.steps)) {
    if (step.kind !== "parallel") continue;
    const branches = step.branches.map(({ name, branch }) => doingsOf(name, branch, reading));
    branches.forEach((one, index) => {
      for (const other of branches.slice(index + 1)) {
        compareVariables(one, other, findings);
        compareActs(one, other, findings);
      }
    });
  }
}

function doingsOf(name: string, branch: Branch, reading: Reading): Doings {
  const doings: Doings = { name, sets: new Map(), reads: new Set(), acts: [] };
  for (const step of stepsIn(branch)) {
    for (const read of namesRead(reading.ofStep(step), "vars")) doings.reads.add(read);
    if (step.kind === "set") for (const { key, place } of step.values.entries) doings.sets.set(key, place);
    const act = step.kind === "action" ? actOf(step) : null;
    if (act !== null) doings.acts.push(act);
  }
  return doings;
}

function actOf(step: ActionStep): Doings["acts"][number] | null {
  const capability = capabilityOf(step);
  const target = step.input.entries.find(({ key }) => key === capability?.target?.field);
  if (capability === undefined || target === undefined || capability.effect === "observe") return null;
  return { capability, target: JSON.stringify(plainJson(target.value)), place: step.capability.place };
}

/** Which comes first is chance: a run that is taken over could read another value than before. */
function compareVariables(one: Doings, other: Doings, findings: Findings): void {
  for (const [a, b] of [[one, other] as const, [other, one] as const])
    for (const [name, place] of a.sets) {
      if (!b.reads.has(name) && !(b.sets.has(name) && a === one)) continue;
      const how = b.reads.has(name) ? "reads" : "sets";
      findings.error("playbook.race", place, `"${a.name}" sets vars.${name} while "${b.name}" ${how} it`, {
        fix: "set it before or after the parallel, or give each branch a variable of its own",
      });
    }
}

function compareActs(one: Doings, other: Doings, findings: Findings): void {
  for (const a of one.acts)
    for (const b of other.acts) {
      if (a.target !== b.target || a.capability.target?.type !== b.capability.target?.type) continue;
      const undoes = a.capability.reversal === b.capability.id || b.capability.reversal === a.capability.id;
      const message = `"${one.name}" and "${other.name}" act on one entity at once: ${a.capability.id} and ${b.capability.id}`;
      const fix = { fix: "do one after the other, in one branch" };
      if (undoes || a.capability.id === b.capability.id) findings.error("playbook.race", b.place, message, fix);
      else findings.warn("playbook.race", b.place, message, fix);
    }
}
