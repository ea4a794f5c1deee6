/** What a run needs in memory, and who it acts as. */
import type { ErrorJson } from "../errors.ts";
import type { IncidentFacts } from "../model/incident.ts";
import type { Program } from "../playbook/program.ts";
import type { Perform, RunEvent } from "../playbook/state.ts";
import type { ResponseContent } from "./content.ts";

/** Everything a run needs beside its state. */
export interface LoadedRun {
  facts: IncidentFacts;
  program: Program;
  playbookVersion: number;
  content: ResponseContent;
}

/** Who acts when a playbook acts. */
export function actorOf(loaded: LoadedRun | null): string {
  return loaded === null ? "system" : `playbook:${loaded.program.name}@${loaded.playbookVersion}`;
}

export function failedEvent(perform: Perform, error: ErrorJson): RunEvent {
  return { kind: "failed", token: perform.token, error, now: Date.now() };
}
