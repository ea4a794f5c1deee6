/** Whether and how a classified incident is responded to: by a run, or by people at once. */

import type { NewRun } from "../engine/run-table.ts";
import { newId } from "../ids.ts";
import { evaluateCondition } from "../playbook/scope.ts";
import { initialState } from "../playbook/state.ts";
import type { NewIncident } from "../store/incident-write.ts";
import type { PinnedProgram, ResponseContent } from "./content.ts";
import type { LoadedRun } from "./loaded-run.ts";

/** What the workspace's playbooks are, besides what calls need. */
export interface PlaybookContent extends ResponseContent {
  playbooks: ReadonlyMap<string, PinnedProgram>;
}

/**
 * The run that responds to the incident, or null. Without a run the incident is handed over here and now, with the reason; the incident
 * given is completed accordingly.
 */
export function beginResponse(
  incident: NewIncident,
  playbook: string | null,
  queue: string,
  content: PlaybookContent,
): (NewRun & { loaded: LoadedRun }) | null {
  if (incident.status === "closed") return null;
  const refusal = playbook === null ? "No playbook is mapped to this type." : whyNot(incident, playbook, content);
  if (refusal !== null) {
    Object.assign(incident, { queue, handoffReason: incident.handoffReason ?? refusal });
    return null;
  }
  const pinned = content.playbooks.get(playbook!)!;
  Object.assign(incident, { status: "in-progress", acknowledgedAt: incident.facts.openedAt });
  return {
    id: newId(),
    workspaceId: incident.workspaceId,
    subjectId: incident.id,
    programId: pinned.versionId,
    state: initialState,
    loaded: { facts: incident.facts, program: pinned.program, playbookVersion: pinned.number, content },
  };
}

function whyNot(incident: NewIncident, playbook: string, content: PlaybookContent): string | null {
  const pinned = content.playbooks.get(playbook);
  if (pinned === undefined)
    return `The playbook "${playbook}" that the taxonomy maps to ${incident.typeId} is not in force.`;
  if (pinned.program.called === true)
    return `The playbook "${playbook}" is a part of others: it does not respond to incidents by itself.`;
  try {
    if (evaluateCondition(pinned.program.trigger, { incident: incident.facts, steps: {} })) return null;
    return `The playbook "${playbook}" does not apply: its trigger (${pinned.program.trigger}) is not met.`;
  } catch (error) {
    return `The trigger of playbook "${playbook}" could not be evaluated: ${(error as Error).message}`;
  }
}
