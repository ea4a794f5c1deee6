/** People are asked in the commit of the step that asks; whenever the run is called it looks whether they have answered. */
import type { Activity, RunRecord, Writer } from "../engine/kind.ts";
import { newId } from "../ids.ts";
import type { AskPeople, RunEvent } from "../playbook/state.ts";
import { askForms, type FormStanding, type NewForm } from "../store/form.ts";
import { actorOf, type LoadedRun } from "./loaded-run.ts";

const formWriter: Writer<NewForm, FormStanding> = { name: "forms", order: 40, write: askForms };

/** The activity of a handoff that goes on with the answers. */
export function formActivity(loaded: LoadedRun, run: RunRecord, work: AskPeople): Activity<RunEvent> {
  const { key, queue, reason, fields, token } = work;
  const row: NewForm = {
    id: newId(),
    workspaceId: run.workspaceId,
    incidentId: run.subjectId,
    runId: run.id,
    key,
    playbook: loaded.program.name,
    queue,
    reason,
    fields,
    expiresAt: new Date(work.deadline).toISOString(),
    actor: actorOf(loaded),
  };
  return {
    prepare: { writer: formWriter as Writer, row },
    perform: async (prepared) => ({ event: eventOf(token, prepared as FormStanding, Date.now()), writes: [] }),
  };
}

function eventOf(token: number, { answers, expiresAt }: FormStanding, now: number): RunEvent {
  if (answers !== null) return { kind: "succeeded", token, output: answers, now };
  return now >= expiresAt.getTime()
    ? { kind: "expired", token, now }
    : { kind: "parked", token, wakeAt: expiresAt.getTime(), now };
}
