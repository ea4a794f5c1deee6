/** The place of another runbook in a draft: once it is a playbook, calling it can stand there. */
import { nameFrom, plainText } from "../../playbook/plain-text.ts";
import type { WrittenStep } from "../../playbook/written-form.ts";
import type { Sentence } from "../understand/outline.ts";
import { clipped, type Drafting, PATIENCE, quoted } from "./drafting.ts";

/** A handoff for what the other runbook orders. Its id is added to `acting`. */
export function runbookStep(name: string, sentence: Sentence, drafting: Drafting, acting: string[]): WrittenStep {
  const id = drafting.newId("other_runbook");
  acting.push(id);
  const shown = clipped(name, 80);
  const called = nameFrom(shown, "other-runbook");
  drafting.hole(id, `once the other runbook is a playbook that can be called, "playbook: ${called}" could stand here`);
  drafting.note(id, sentence);
  const told = `{{ has(steps.${id}) ? (steps.${id}.done ? "done" : "not done") : "not asked" }}`;
  drafting.summary.push(`${plainText(shown).replace(/^==/, "=")}: ${told}`);
  return {
    id,
    title: quoted(`Another runbook: ${shown}`, 150),
    handoff: drafting.queue,
    reason: "Incident {{ incident.number }}: the runbook goes on in another one.",
    resume: {
      done: { ask: quoted(`Is this done? The runbook says: "${clipped(sentence.text, 500)}"`, 700), type: "boolean" },
    },
    "at-most": PATIENCE,
  };
}
