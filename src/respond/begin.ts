/** Whether and how a classified incident is responded to: by a run, or by people at once. */

import type { NewRun } from "../engine/run-table.ts";
import { newId } from "../ids.ts";
import { type Autonomy, stageFor } from "../model/autonomy.ts";
import { evaluateCondition } from "../playbook/scope.ts";
import { initialState, type RunState } from "../playbook/state.ts";
import type { NewIncident } from "../store/incident-write.ts";
import { chooseVersion } from "./choose-version.ts";
import type { PinnedProgram, PlaybookInForce, ResponseContent } from "./content.ts";
import type { LoadedRun } from "./loaded-run.ts";

/** What the workspace's playbooks are, besides what calls need. */
export interface PlaybookContent extends ResponseContent {
  playbooks: ReadonlyMap<string, PlaybookInForce>;
  /** How far they are trusted with incidents of which type; they act unless said. */
  autonomy?: Autonomy;
}

export type BegunRun = NewRun & { loaded: LoadedRun };

/**
 * The runs that respond to the incident: one, and a shadow beside it where the playbook has one. Without a run that responds the incident is handed over here
 * and now, with the reason; the incident given is completed accordingly.
 */
export function beginResponse(
  incident: NewIncident,
  playbook: string | null,
  queue: string,
  content: PlaybookContent,
): BegunRun[] {
  if (incident.status === "closed") return [];
  const inForce = playbook === null ? undefined : content.playbooks.get(playbook);
  const shadows = inForce === undefined ? [] : beginShadow(incident, inForce, content);
  const version = inForce === undefined ? null : chooseVersion(inForce, incident.id);
  const refusal = playbook === null ? "No playbook is mapped to this type." : whyNot(incident, playbook, version);
  if (refusal !== null || version === null) {
    Object.assign(incident, { queue, handoffReason: incident.handoffReason ?? refusal });
    return shadows;
  }
  if (isShadowStage(incident, version, content)) {
    const reason = `The playbook "${version.program.name}" is in the stage shadow for ${incident.typeId}: it shows what it would do, and people respond.`;
    Object.assign(incident, { queue: version.program.defaultQueue, handoffReason: incident.handoffReason ?? reason });
    return [runOf(incident, version, { ...initialState, shadow: true }, content), ...shadows];
  }
  Object.assign(incident, { status: "in-progress", acknowledgedAt: incident.facts.openedAt });
  return [runOf(incident, version, initialState, content), ...shadows];
}

function isShadowStage(incident: NewIncident, { program }: PinnedProgram, { autonomy }: PlaybookContent): boolean {
  return autonomy !== undefined && stageFor(autonomy, incident.typeId, program.name) === "shadow";
}

/** What would not begin is no shadow. */
function beginShadow(incident: NewIncident, { trial }: PlaybookInForce, content: PlaybookContent): BegunRun[] {
  if (trial?.share !== 0 || whyNot(incident, trial.program.name, trial) !== null) return [];
  return [runOf(incident, trial, { ...initialState, shadow: true }, content)];
}

function runOf(incident: NewIncident, pinned: PinnedProgram, state: RunState, content: PlaybookContent): BegunRun {
  return {
    id: newId(),
    workspaceId: incident.workspaceId,
    subjectId: incident.id,
    programId: pinned.versionId,
    state,
    loaded: { facts: incident.facts, program: pinned.program, playbookVersion: pinned.number, content },
  };
}

function whyNot(incident: NewIncident, playbook: string, pinned: PinnedProgram | null): string | null {
  if (pinned === null)
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
