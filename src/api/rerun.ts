/** A run that has ended goes on from one of its steps. */
import { stateFrom } from "../playbook/go-on-from.ts";
import type { Program } from "../playbook/program.ts";
import type { RecordedRun } from "../playbook/recall.ts";
import { playbookVersions } from "../store/content.ts";
import type { Client } from "../store/database.ts";
import { factsOfIncidents } from "../store/run-load.ts";
import { auditRun, lockRun, readRun, restartRun } from "../store/run-read.ts";
import { notFound } from "./authenticate.ts";
import { conflict } from "./conflict.ts";

/**
 * What took hold before and after that step is answered by the journal and not done again; what failed or was not reached is done.
 * @throws RefusedError `api.conflict` for a run that has not ended so that somebody has to go on, `run.not-from-there` with the reason.
 */
export async function rerunFrom(
  client: Client,
  workspaceId: string,
  id: string,
  { from, reason, by, now }: { from: string; reason: string; by: string; now: Date },
): Promise<void> {
  const locked = await lockRun(client, workspaceId, id);
  const run = locked === null ? null : await readRun(client, workspaceId, id);
  if (locked === null || run === null) throw notFound("run", id);
  if (locked.shadow) throw conflict("A shadow does not go on: it only shows what a version would do.");
  const left = run.status === "failed" || run.status === "cancelled" || run.outcome === "handoff";
  if (!left)
    throw conflict(
      `The run is ${run.status}; one that failed, was cancelled or was handed over can go on from one of its steps.`,
    );
  if (!locked.incidentOpen) throw conflict("The run's incident is resolved or closed; open it again first.");
  const [version] = await playbookVersions(client, [locked.programId]);
  const facts = (await factsOfIncidents(client, [run.incidentId])).get(run.incidentId);
  if (version === undefined || facts === undefined)
    throw conflict("What the run began with has gone by retention; it cannot be gone through again.");
  const recorded = { ...run, programId: locked.programId, lines: run.steps } as unknown as RecordedRun;
  const state = stateFrom(version.program as Program, facts, recorded, from, now.getTime());
  await restartRun(client, workspaceId, id, state);
  await auditRun(client, workspaceId, id, by, "run-rerun", { from, reason });
}
