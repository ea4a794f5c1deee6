/** An incident of the past, with what its runs were answered. */
import { AnswerBook, type RecordedEffect } from "../playbook/answer-book.ts";
import type { Program } from "../playbook/program.ts";
import { type RecordedRun, recall } from "../playbook/recall.ts";
import { playbookVersions } from "../store/content.ts";
import type { Client } from "../store/database.ts";
import { incidentIdOf } from "../store/incident-read.ts";
import { type PastIncidentRow, pastIncident } from "../store/past-incidents.ts";
import { notFound } from "./authenticate.ts";

export type PastWithFacts = PastIncidentRow & { facts: NonNullable<PastIncidentRow["facts"]> };

/** By its number or id. @throws InputError `api.not-found` also where its facts have gone by retention. */
export async function incidentNamed(client: Client, workspaceId: string, named: string): Promise<PastWithFacts> {
  const id = await incidentIdOf(client, workspaceId, named);
  const past = id === null ? null : await pastIncident(client, workspaceId, id);
  if (past === null) throw notFound("incident", named);
  if (past.facts === null) throw notFound("incident with its facts", named);
  return past as PastWithFacts;
}

/** What the incident's own runs were answered. */
export async function answersOfPast(client: Client, { facts, runs, effects }: PastWithFacts): Promise<AnswerBook> {
  const book = new AnswerBook(effects as unknown as RecordedEffect[]);
  const versions = await playbookVersions(
    client,
    runs.map(({ programId }) => programId),
  );
  for (const run of runs) {
    const program = versions.find(({ id }) => id === run.programId)?.program as Program | undefined;
    if (program !== undefined) recall(program, facts, run as unknown as RecordedRun, book);
  }
  return book;
}
