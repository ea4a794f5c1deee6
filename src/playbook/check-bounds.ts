/** How much one run can do at most: rounds of loops in loops, what called playbooks add, and what may have to be taken back. */
import type { Findings } from "./finding.ts";
import type { Callees } from "./library.ts";
import { type Branch, branchesOf, type PlaybookTree, type Step } from "./tree.ts";

/** A run records each step it makes, and makes those between two waits in one go. */
const MAX_MOVES = 5000;
/** What is taken back is kept in the state of the run. */
const MAX_COMPENSATIONS = 100;

/** Multiplies the bounds of loops. */
export function checkBounds(tree: PlaybookTree, callees: Callees, findings: Findings): void {
  const moves = countIn(tree.steps, callees, () => 1);
  if (moves > MAX_MOVES)
    findings.error("playbook.too-many-moves", tree.steps.place, `one run could make ${moves} steps`, {
      expected: `at most ${MAX_MOVES}, the rounds of all loops counted`,
      fix: 'lower an "at-most"',
    });
  const undone = countIn(tree.steps, callees, (step) =>
    step.kind === "action" ? (step.compensate?.steps.length ?? 0) : 0,
  );
  if (undone > MAX_COMPENSATIONS)
    findings.error(
      "playbook.too-many-compensations",
      tree.steps.place,
      `one run could have ${undone} actions to take back`,
      {
        expected: `at most ${MAX_COMPENSATIONS}, the rounds of all loops counted`,
        fix: 'lower an "at-most"',
      },
    );
}

/** Sums up a branch and everything below it, as often as it can run. */
function countIn(branch: Branch, callees: Callees, of: (step: Step) => number): number {
  let sum = 0;
  for (const step of branch.steps) {
    sum += of(step);
    for (const below of branchesOf(step)) {
      const looped = (step.kind === "while" || step.kind === "for-each") && below === step.do;
      sum += countIn(below, callees, of) * (looped ? step.atMost : 1);
    }
    const callee = step.kind === "playbook" ? callees.get(step.name.value) : undefined;
    if (callee !== undefined) sum += countIn(callee.tree.steps, callee.callees, of);
  }
  return sum;
}
