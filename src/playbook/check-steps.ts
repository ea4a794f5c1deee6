/** What can be said of each step by itself: its capability exists, its lease fits, its id is its own, its switch is total. */

import { capabilities } from "../connector/capabilities/catalog.ts";
import type { Capability } from "../connector/capability.ts";
import { didYouMean } from "../expression/nearest.ts";
import type { Findings } from "./finding.ts";
import { type ActionStep, type Located, type PlaybookTree, stepsIn } from "./tree.ts";

/** A run records every step; nobody reads a longer playbook. */
const MAX_STEPS = 300;

/** The capability an action names, if there is such a one. */
export function capabilityOf(step: ActionStep): Capability | undefined {
  return capabilities.get(step.capability.value);
}

/** Names and bounds. */
export function checkSteps(tree: PlaybookTree, findings: Findings): void {
  const seen = new Map<string, number>();
  const items = new Set<string>();
  let count = 0;
  for (const step of stepsIn(tree.steps)) {
    count += 1;
    if (step.kind === "action") checkAction(step, findings);
    if (step.kind === "for-each") checkItem(step.as, items, findings);
    if (step.id === null) continue;
    const first = seen.get(step.id.value);
    if (first === undefined) seen.set(step.id.value, step.id.place.line);
    else
      findings.error(
        "playbook.duplicate-id",
        step.id.place,
        `the id "${step.id.value}" is taken by the step in line ${first}`,
        { fix: "give this step another" },
      );
  }
  if (count > MAX_STEPS)
    findings.error(
      "playbook.too-many-steps",
      tree.steps.place,
      `the playbook has ${count} steps, at most ${MAX_STEPS} are allowed`,
      { fix: "make a part of it a playbook of its own, and call it" },
    );
}

/** Items are named across the playbook: an expression says which loop it means. */
function checkItem({ value, place }: Located<string>, items: Set<string>, findings: Findings): void {
  if (items.has(value))
    findings.error("playbook.duplicate-id", place, `another loop calls its item "${value}"`, {
      fix: "give this one another name",
    });
  items.add(value);
}

/** A playbook is found by its folder, so the two names are one. */
export function checkFolder(tree: PlaybookTree, file: string, findings: Findings): void {
  const folder = /([^/\\]+)[/\\]playbook\.ya?ml$/.exec(file)?.[1];
  if (folder === undefined || folder === tree.name.value || tree.name.value === "") return;
  findings.error(
    "playbook.wrong-folder",
    tree.name.place,
    `the playbook is named "${tree.name.value}" and lies in the folder "${folder}"`,
    { fix: `name it "${folder}"` },
  );
}

function checkAction(step: ActionStep, findings: Findings): void {
  const capability = capabilityOf(step);
  if (capability === undefined) {
    const { value, place } = step.capability;
    if (value !== "")
      findings.error("playbook.unknown-capability", place, `"${value}" is not a capability`, {
        fix: didYouMean(value, [...capabilities.keys()]),
      });
    return;
  }
  checkCompensation(step, findings);
  if (isLeased(capability) && step.lease === null) {
    findings.error(
      "playbook.missing-lease",
      step.place,
      `${capability.id} stays in force until it is taken back, and this step does not say for how long`,
      {
        expected: '"for:" with a duration',
        fix: 'write "for: 8h"',
      },
    );
  }
  if (!isLeased(capability) && step.lease !== null) {
    findings.error(
      "playbook.needless-lease",
      step.lease.place,
      `${capability.id} cannot be held for a time: ${whyNot(capability)}`,
      { fix: 'leave "for" out' },
    );
  }
}

/** What takes a step back is done whatever happened, so nothing is decided in it. */
function checkCompensation({ compensate }: ActionStep, findings: Findings): void {
  for (const step of compensate?.steps ?? []) {
    const odd = step.kind !== "action" ? `a ${step.kind} step` : oddKey(step);
    if (odd !== null)
      findings.error("playbook.bad-compensation", step.place, `${odd} has no place in what takes a step back`, {
        expected: "actions, one after another",
      });
  }
}

/** A failure there is told to people, and the next is taken back: no way of its own is taken. */
function oddKey({ onFailure, compensate, delayMs }: ActionStep): string | null {
  if (onFailure !== null) return 'an "on-failure"';
  if (compensate !== null) return 'a "compensate"';
  return delayMs === null ? null : 'a "delay"';
}

function isLeased(capability: Capability): boolean {
  return capability.effect === "contain" && capability.reversal !== undefined;
}

function whyNot(capability: Capability): string {
  return capability.effect === "contain"
    ? "nothing undoes it"
    : `it is no containment, it belongs to the class ${capability.effect}`;
}
