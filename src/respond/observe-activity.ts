/** A look at the incident for a run that waits, with the word that it wants to hear of changes. */
import type { Activity, RunRecord, Writer } from "../engine/kind.ts";
import { Observed } from "../playbook/observed.ts";
import type { Observe, RunEvent } from "../playbook/state.ts";
import { type ObservedIncident, type Watch, watchIncidents } from "../store/run-watch.ts";

const watchWriter: Writer<Watch, ObservedIncident | null> = { name: "run-watches", order: 50, write: watchIncidents };

/** The activity of a wait-for step. The look is taken after word was asked for, so that no change falls between. */
export function observeActivity(run: RunRecord, { token }: Observe): Activity<RunEvent> {
  const row: Watch = { runId: run.id, workspaceId: run.workspaceId, incidentId: run.subjectId };
  return {
    prepare: { writer: watchWriter as Writer, row },
    perform: async (seen) => ({
      event: { kind: "observed", token, seen: Observed.parse(seen), now: Date.now() },
      writes: [],
    }),
  };
}
