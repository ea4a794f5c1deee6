/** The static reach of a playbook: every effect that one run of it could cause, on what, and how often at most. */

import { capabilityOf } from "./check-steps.ts";
import { type Planned, plannedBy } from "./check-surroundings.ts";
import type { Callees } from "./library.ts";
import { type Branch, branchesOf, type PlaybookTree } from "./tree.ts";

export interface PlannedStep extends Planned {
  /** Its id, with those of the playbooks that are called before it; its line where it has none. */
  step: string;
  /** The rounds of all loops around it, multiplied: of an `if` either way is counted. */
  atMost: number;
}

/** In the order they are written; what only looks something up is no effect. */
export function plannedEffects(tree: PlaybookTree, callees: Callees): PlannedStep[] {
  return plannedIn(tree, tree.steps, callees, "", 1);
}

/** `root`: whose run it is, also in the playbooks that it calls. */
function plannedIn(
  root: PlaybookTree,
  branch: Branch,
  callees: Callees,
  within: string,
  rounds: number,
): PlannedStep[] {
  return branch.steps.flatMap((step) => {
    const name = `${within}${step.id?.value ?? `line ${step.place.line}`}`;
    const capability = step.kind === "action" ? capabilityOf(step) : undefined;
    const own =
      step.kind === "action" && capability !== undefined && capability.effect !== "observe"
        ? [{ ...plannedBy(root, step, capability), step: name, atMost: rounds }]
        : [];
    const callee = step.kind === "playbook" ? callees.get(step.name.value) : undefined;
    const called = callee === undefined ? [] : plannedIn(root, callee.tree.steps, callee.callees, `${name}/`, rounds);
    const below = branchesOf(step).flatMap((each) => {
      const looped = (step.kind === "while" || step.kind === "for-each") && each === step.do;
      return plannedIn(root, each, callees, within, rounds * (looped ? step.atMost : 1));
    });
    return [...own, ...called, ...below];
  });
}
