/** The program that a question is about: of a playbook in force by its name, or of a draft that comes with the question. */
import { type CheckedPlaybook, checkPlaybook } from "../playbook/check.ts";
import type { Surroundings } from "../playbook/check-surroundings.ts";
import { libraryOf } from "../playbook/library.ts";
import type { Program } from "../playbook/program.ts";
import { playbooksInForce } from "../store/content.ts";
import type { Client } from "../store/database.ts";
import { notFound } from "./authenticate.ts";
import { notValid, playbookFinding } from "./content-findings.ts";

interface Draft {
  source: string;
  file: string;
  /** Drafts of what it calls; others are those in force. */
  calls: readonly { name: string; source: string; file: string }[];
}

/** @throws InputError `api.not-found` with the nearest name, `api.not-valid` with what is wrong with the draft. */
export async function askedProgram(
  client: Client,
  workspaceId: string,
  {
    playbook,
    source,
    file,
    calls,
  }: Omit<Draft, "source"> & { playbook: string | undefined; source: string | undefined },
): Promise<{ program: Program; version: number | null }> {
  if (source === undefined) {
    const known = await playbooksInForce(client, workspaceId);
    const found = known.find(({ name }) => name === playbook);
    if (found !== undefined) return { program: found.program as Program, version: found.number };
    throw notFound(
      "playbook",
      playbook ?? "",
      known.map(({ name }) => name),
    );
  }
  const { program, findings } = await checkedDraft(client, workspaceId, { source, file, calls });
  if (program === undefined) throw notValid("playbook", findings.map(playbookFinding));
  return { program, version: null };
}

/** A draft, checked beside the playbooks in force; against where it would run only when that is given. */
export async function checkedDraft(
  client: Client,
  workspaceId: string,
  { source, file, calls }: Draft,
  surroundings: Surroundings = {},
): Promise<CheckedPlaybook> {
  const inForce = (await playbooksInForce(client, workspaceId)).map(({ name, number, source: text }) => ({
    ...{ name, source: text, file: `${name}@${number}` },
  }));
  return checkPlaybook(source, { file, library: libraryOf([...inForce, ...calls]), surroundings });
}
