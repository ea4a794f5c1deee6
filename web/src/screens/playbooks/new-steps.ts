/** What a new step begins as, by its kind: sound as far as it goes, to be filled in. */
import type { editor } from "../../words/playbooks.ts";

export type NewStep = keyof typeof editor.steps.kinds;

const LINES: Readonly<Record<NewStep, (id: string) => string[]>> = {
  action: (id) => [
    `id: ${id}`,
    "action: ticket.create",
    "with:",
    '  subject: "Incident {{ incident.number }}"',
    '  body: "{{ incident.title }}"',
  ],
  if: (id) => [`id: ${id}`, 'if: incident.severity == "high"', "then: []", "else: []"],
  wait: (id) => [`id: ${id}`, "wait: 10m"],
  handoff: (id) => [`id: ${id}`, "handoff: soc", 'reason: "{{ incident.title }}"', "questions:", "  - What happened?"],
};

/** With an id that no step has yet. */
export function newStep(kind: NewStep, taken: ReadonlySet<string>): string[] {
  let number = 1;
  while (taken.has(`${kind}${number}`)) number += 1;
  return LINES[kind](`${kind}${number}`);
}
