import type { RunRecord, Write, Writer } from "../engine/kind.ts";
import { plainWriter } from "../engine/plain-writer.ts";
import type { Ending } from "../playbook/state.ts";
import { endIncidents, type IncidentEnding } from "../store/incident-end.ts";
import { actorOf, type LoadedRun } from "./loaded-run.ts";

const endingWriter = plainWriter<IncidentEnding>("incident-endings", 30, endIncidents);

/** How the run leaves its incident, written in the commit that ends the run. */
export function endingWrite(loaded: LoadedRun | null, run: RunRecord, ending: Ending): Write {
  const common = {
    incidentId: run.subjectId,
    workspaceId: run.workspaceId,
    actor: actorOf(loaded),
    reason: ending.reason,
  };
  const row: IncidentEnding =
    ending.kind === "end"
      ? { ...common, kind: "end", status: ending.status, disposition: ending.disposition, queue: null, questions: [] }
      : {
          ...common,
          kind: "handoff",
          status: "in-progress",
          disposition: null,
          queue: ending.queue,
          questions: ending.questions,
        };
  return { writer: endingWriter as Writer, row };
}
