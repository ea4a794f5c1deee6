/** Steps put behind others: loops over the same things become one, and what is done at the same time stands side by side. */
import type { WrittenStep } from "../../playbook/written-form.ts";

/** The steps together. `atOnce` is how the runbook puts them. */
export function joined(before: readonly WrittenStep[], after: readonly WrittenStep[], atOnce: boolean): WrittenStep[] {
  const [last, next] = [before.at(-1), after[0]];
  if (last === undefined || next === undefined) return [...before, ...after];
  if (atOnce && after.length === 1 && mayStandBeside(last, next))
    return [
      ...before.slice(0, -1),
      {
        parallel: [
          { name: "one", steps: [last] },
          { name: "other", steps: [next] },
        ],
      },
    ];
  return [...before, ...after];
}

/** Two that act on different kinds of things, and ask nobody: the language refuses branches that get in each other's way. */
function mayStandBeside(one: WrittenStep, other: WrittenStep): boolean {
  const kinds = [kindOf(one), kindOf(other)];
  return kinds.every((kind) => kind !== null) && kinds[0] !== kinds[1];
}

/** What a step acts on; null where it is none that could stand beside another. */
function kindOf(step: WrittenStep): string | null {
  if (typeof step.action === "string") return step.action.split(".")[0] ?? null;
  const inside = step["for-each"] === undefined || step["at-most"] === 1 ? undefined : (step.do as WrittenStep[])[0];
  return typeof inside?.action === "string" ? (inside.action.split(".")[0] ?? null) : null;
}
