import { AnswerBook, type RecordedEffect } from "../../playbook/answer-book.ts";
import { checkPlaybook } from "../../playbook/check.ts";
import { libraryOf } from "../../playbook/library.ts";
import type { Program } from "../../playbook/program.ts";
import { type RecordedRun, recall } from "../../playbook/recall.ts";
import { rehearse } from "../../respond/rehearse.ts";
import { playbooksInForce, playbookVersions } from "../../store/content.ts";
import { type Client, inWorkspace } from "../../store/database.ts";
import { incidentIdOf } from "../../store/incident-read.ts";
import { type PastIncidentRow, pastIncident } from "../../store/past-incidents.ts";
import { notFound } from "../authenticate.ts";
import { notValid, playbookFinding } from "../content-findings.ts";
import { RehearsalRequest as body, Rehearsal } from "../contract/rehearsal.ts";
import type { ApiDeps } from "../deps.ts";
import { type Needs, type Route, route } from "../door.ts";

const REHEARSERS = ["analyst", "engineer"] as const satisfies Needs;

/** A playbook rehearsed on an incident: what it would do here and now, and what the guard would say of each effect. */
export function rehearsalRoute({ database, responses }: ApiDeps): Route {
  const path = "/v1/playbooks/rehearse";
  const summary =
    "Say what a playbook would do with an incident now, each effect with the guard's decision; nothing is done";
  return route(
    { method: "post", path, tag: "playbooks", summary, needs: REHEARSERS, body, answer: Rehearsal },
    async ({ caller: { workspaceId }, body: { playbook, source, file, calls, incident, liveReads } }) => {
      const content = await responses(workspaceId);
      const given = await inWorkspace(database, workspaceId, async (client) => {
        const past = await incidentOf(client, workspaceId, incident);
        const { program, version } = await programOf(client, workspaceId, { playbook, source, file, calls });
        return { past, program, version, book: await bookOf(client, past) };
      });
      const { past, program, version, book } = given;
      const came = await rehearse({ database, workspaceId, program, facts: past.facts, content, book, liveReads });
      return { playbook: program.name, version, incident: past.number, ...came };
    },
  );
}

type Past = PastIncidentRow & { facts: NonNullable<PastIncidentRow["facts"]> };

async function incidentOf(client: Client, workspaceId: string, named: string): Promise<Past> {
  const id = await incidentIdOf(client, workspaceId, named);
  const past = id === null ? null : await pastIncident(client, workspaceId, id);
  if (past === null || past.facts === null) throw notFound("incident with its facts", named);
  return past as Past;
}

async function programOf(
  client: Client,
  workspaceId: string,
  asked: {
    playbook: string | undefined;
    source: string | undefined;
    file: string;
    calls: { name: string; source: string; file: string }[];
  },
): Promise<{ program: Program; version: number | null }> {
  const known = await playbooksInForce(client, workspaceId);
  if (asked.source === undefined) {
    const found = known.find(({ name }) => name === asked.playbook);
    const names = known.map(({ name }) => name);
    if (found === undefined) throw notFound("playbook", asked.playbook ?? "", names);
    return { program: found.program as Program, version: found.number };
  }
  const inForce = known.map(({ name, number, source }) => ({ name, source, file: `${name}@${number}` }));
  const library = libraryOf([...inForce, ...asked.calls]);
  const { program, findings } = checkPlaybook(asked.source, { file: asked.file, library });
  if (program === undefined) throw notValid("playbook", findings.map(playbookFinding));
  return { program, version: null };
}

/** What the incident's own runs were answered. */
async function bookOf(client: Client, { facts, runs, effects }: Past): Promise<AnswerBook> {
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
