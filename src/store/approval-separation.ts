/** Separation of duties: who may not say yes to what a run asks, and why. */
import { type ApprovalTerms, personOf } from "../model/approval.ts";
import type { Client } from "./database.ts";

/** People the terms leave out, by what they did. */
export interface Separated {
  kind: ApprovalTerms["notBy"][number];
  people: string[];
}

/** Whom the terms of an approval leave out, under every name and token of theirs. */
export async function separatedFrom(
  client: Client,
  { workspaceId, runId, terms }: { workspaceId: string; runId: string | null; terms: ApprovalTerms },
): Promise<Separated[]> {
  const separated: Separated[] = [];
  for (const kind of terms.notBy) {
    const found = await client.query<{ actor: string }>(ACTORS[kind], [runId]);
    separated.push({ kind, people: await peopleOf(client, workspaceId, found.rows) });
  }
  return separated;
}

const ACTORS: Readonly<Record<Separated["kind"], string>> = {
  author: "SELECT p.created_by AS actor FROM runs r JOIN playbook_versions p ON p.id = r.program_id WHERE r.id = $1",
  // Whoever answered a form of the run, started it over, or moved it to another version: what it does follows from them.
  asker: `SELECT answered_by AS actor FROM forms WHERE run_id = $1 AND answered_by IS NOT NULL
    UNION SELECT actor FROM audit WHERE workspace_id = (SELECT workspace_id FROM runs WHERE id = $1) AND subject_type = 'run'
      AND subject_id = $1::text AND action IN ('run-restarted', 'run-rerun', 'run-moved')`,
};

/** The people behind actors, under every name of theirs. */
export async function peopleOf(client: Client, workspaceId: string, actors: { actor: string }[]): Promise<string[]> {
  const names = actors.map(({ actor }) => personOf(actor));
  const tokens = await client.query<{ person: string }>(
    "SELECT lower(person) AS person FROM tokens WHERE workspace_id = $1 AND lower(name) = ANY ($2::text[]) AND person IS NOT NULL",
    [workspaceId, names],
  );
  return [...names, ...tokens.rows.map(({ person }) => person)];
}
