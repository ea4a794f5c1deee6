/** Branches that run at once and get in each other's way: on one variable, or on one entity. */
import type { Capability } from "../connector/capability.ts";
import { capabilityOf } from "./check-steps.ts";
import type { FindingPlace, Findings } from "./finding.ts";
import type { Callees } from "./library.ts";
import { namesRead, type Reading } from "./reading.ts";
import { type ActionStep, type Branch, type PlaybookStep, type PlaybookTree, stepsIn, type Written } from "./tree.ts";
import { plainJson } from "./written.ts";

/** What one branch does that another can be in the way of. */
interface Doings {
  name: string;
  sets: Map<string, FindingPlace>;
  reads: Set<string>;
  acts: { capability: Capability; target: string; place: FindingPlace }[];
}

export function checkRaces(tree: PlaybookTree, reading: Reading, callees: Callees, findings: Findings): void {
  const all = [...stepsIn(tree.steps)];
  const lists = new Map(all.flatMap((step) => (step.kind === "for-each" ? [[step.as.value, step.list.value]] : [])));
  for (const step of all) {
    if (step.kind !== "parallel") continue;
    const branches = step.branches.map(({ name, branch }) => doingsOf(name, branch, reading, callees, lists));
    branches.forEach((one, index) => {
      for (const other of branches.slice(index + 1)) {
        compareVariables(one, other, findings);
        compareActs(one, other, findings);
      }
    });
  }
}

function doingsOf(
  name: string,
  branch: Branch,
  reading: Reading,
  callees: Callees,
  lists: ReadonlyMap<string, string>,
): Doings {
  const doings: Doings = { name, sets: new Map(), reads: new Set(), acts: [] };
  for (const step of stepsIn(branch)) {
    for (const read of namesRead(reading.ofStep(step), "vars")) doings.reads.add(read);
    if (step.kind === "set") for (const { key, place } of step.values.entries) doings.sets.set(key, place);
    if (step.kind === "action") doings.acts.push(...actsOf(step, lists));
    if (step.kind === "playbook") doings.acts.push(...calledActsOf(step, callees, lists));
  }
  return doings;
}

function actsOf(step: ActionStep, lists: ReadonlyMap<string, string>): Doings["acts"] {
  const capability = capabilityOf(step);
  const target = step.input.entries.find(({ key }) => key === capability?.target?.field);
  if (capability === undefined || target === undefined || capability.effect === "observe") return [];
  return [{ capability, target: entityText(target.value, lists), place: step.capability.place }];
}

/** What a called playbook does to those that it is called with. */
function calledActsOf(step: PlaybookStep, callees: Callees, lists: ReadonlyMap<string, string>): Doings["acts"] {
  const targets = callees.get(step.name.value)?.targets;
  return step.input.entries.flatMap(({ key, value }) =>
    [...(targets?.get(key) ?? [])]
      .filter(({ effect }) => effect !== "observe")
      .map((capability) => ({ capability, target: entityText(value, lists), place: step.name.place })),
  );
}

/** Which entity is meant. Items of one list are the same ones, whatever each loop calls them. */
function entityText(value: Written, lists: ReadonlyMap<string, string>): string {
  const plain = plainJson(value);
  const item = typeof plain === "string" ? /^=\s*each\.(\w+)\s*$/.exec(plain)?.[1] : undefined;
  const list = item === undefined ? undefined : lists.get(item);
  return list === undefined ? JSON.stringify(plain) : `an item of ${list}`;
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
