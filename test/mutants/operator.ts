/** What makes faulty variants. Each operator knows why what it makes is a fault: none asks the checker. */
import { capabilities } from "../../src/connector/capabilities/catalog.ts";
import type { Capability } from "../../src/connector/capability.ts";
import type { Edit, Fault, Original } from "./mutant.ts";
import { field, type Step, type Survey, textOf } from "./survey.ts";

export interface Operator {
  name: string;
  /** Every fault that it can make of a playbook. */
  faults(survey: Survey, original: Original): Fault[];
}

/** A fault that is to be found where the edit begins. */
export function here(code: string, edit: Edit): Fault {
  return { edit, code, at: edit.from, into: 0 };
}

/** A word with a letter too many. */
export function misspelt(word: string): string {
  return `${word}q`;
}

/** The capability of an action; undefined for any other step. */
export function capabilityAt(step: Step): Capability | undefined {
  return capabilities.get(textOf(field(step, "action")?.value) ?? "");
}

/** Whether it contains or removes: then its target is judged. */
export function isContainment(capability: Capability | undefined): capability is Capability {
  return capability?.effect === "contain" || capability?.effect === "eradicate";
}
