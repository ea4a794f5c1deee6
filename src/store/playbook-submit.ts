/** Versions as they come in: the same content is the same version. And whether a second person has to look at them. */
import { hashOf, newId } from "../ids.ts";
import type { Contracts, VersionStatus } from "../model/playbook-version.ts";
import { appendAudit } from "./audit.ts";
import { noteChange } from "./content-change.ts";
import type { Client, Queryable } from "./database.ts";
import { pgJson } from "./json.ts";
import { keepTest } from "./playbook-test.ts";

/** A playbook whose check found no error. */
export interface CheckedVersion {
  name: string;
  hash: string;
  source: string;
  program: unknown;
  /** What it was checked against. */
  contracts?: Contracts;
  /** The cases that lie beside it; those that are kept stay where none are given. */
  test?: string | undefined;
  by: string;
  /** Why it is handed in; empty where nobody says. */
  reason?: string;
}

export interface Submitted {
  id: string;
  name: string;
  number: number;
  hash: string;
  status: VersionStatus;
  reviewedBy: string | null;
  /** True when nobody knew it before, or when it was rejected or withdrawn and is offered again. */
  drafted: boolean;
}

/** Whether a second person has to approve a version before it comes in force. */
export async function needsSecondPerson(client: Queryable, workspaceId: string): Promise<boolean> {
  const found = await client.query<{ needed: boolean }>(
    "SELECT second_person AS needed FROM workspaces WHERE id = $1",
    [workspaceId],
  );
  return found.rows[0]?.needed ?? false;
}

/** Says whether a second person has to approve from now on. */
export async function requireSecondPerson(
  client: Client,
  workspaceId: string,
  { needed, by }: { needed: boolean; by: string },
): Promise<void> {
  await client.query("UPDATE workspaces SET second_person = $2 WHERE id = $1", [workspaceId, needed]);
  const subject = { subjectType: "workspace", subjectId: workspaceId, details: { secondPerson: needed } };
  await noteChange(client, workspaceId, { actor: by, action: "second-person-set", ...subject });
}

/** The version of this content, made a draft when there is none. The caller holds the lock of the workspace's content. */
export async function addVersion(client: Client, workspaceId: string, playbook: CheckedVersion): Promise<Submitted> {
  const version = await knownOrNew(client, workspaceId, playbook);
  const { test: source, by } = playbook;
  if (source !== undefined) await keepTest(client, workspaceId, version.id, { source, by });
  return version;
}

async function knownOrNew(client: Client, workspaceId: string, playbook: CheckedVersion): Promise<Submitted> {
  const known = await versionOf(client, workspaceId, playbook);
  if (known !== null) return known.status === "rejected" ? offeredAgain(client, workspaceId, known, playbook) : known;
  const { name, hash, source, program, contracts = {}, by, reason = "" } = playbook;
  const id = newId();
  const made = await client.query<{ number: number }>(
    `INSERT INTO playbook_versions (id, workspace_id, name, number, hash, source, program, contracts, created_by)
     SELECT $1, $2, $3, COALESCE(max(number), 0) + 1, $4, $5, $6, $7, $8 FROM playbook_versions WHERE workspace_id = $2 AND name = $3 RETURNING number`,
    [id, workspaceId, name, hash, source, pgJson(program), pgJson(contracts), by],
  );
  const { number } = made.rows[0]!;
  await client.query(
    "INSERT INTO playbook_lives (version_id, workspace_id, name, status, by, submitted_by, reason) VALUES ($1, $2, $3, 'draft', $4, $4, $5)",
    [id, workspaceId, name, by, reason],
  );
  await noteDraft(client, workspaceId, { name, number, hash, by, reason });
  return { id, name, number, hash, status: "draft", reviewedBy: null, drafted: true };
}

/** The newest version of the same content that was checked against the same contracts; null for content that is new. */
export async function versionOf(
  client: Client,
  workspaceId: string,
  { name, hash, contracts = {} }: Pick<CheckedVersion, "name" | "hash" | "contracts">,
): Promise<Submitted | null> {
  const found = await client.query<Submitted & { contracts: unknown }>(
    `SELECT v.id, v.name, v.number, v.hash, v.contracts, l.status, l.reviewed_by AS "reviewedBy", false AS drafted
     FROM playbook_versions v JOIN playbook_lives l ON l.version_id = v.id
     WHERE v.workspace_id = $1 AND v.name = $2 AND v.hash = $3 ORDER BY v.number DESC`,
    [workspaceId, name, hash],
  );
  const same = found.rows.find((row) => hashOf(row.contracts) === hashOf(contracts));
  if (same === undefined) return null;
  const { contracts: _contracts, ...version } = same;
  return version;
}

async function offeredAgain(
  client: Client,
  workspaceId: string,
  version: Submitted,
  { by, reason = "" }: CheckedVersion,
): Promise<Submitted> {
  await client.query(
    `UPDATE playbook_lives SET status = 'draft', since = now(), by = $2, submitted_by = $2, reviewed_by = NULL, reviewed_at = NULL, review_comment = NULL,
       reason = $3 WHERE version_id = $1`,
    [version.id, by, reason],
  );
  await noteDraft(client, workspaceId, { ...version, by, reason });
  return { ...version, status: "draft", reviewedBy: null, drafted: true };
}

function noteDraft(
  client: Client,
  workspaceId: string,
  { name, number, hash, by, reason }: { name: string; number: number; hash: string; by: string; reason: string },
): Promise<void> {
  const details = { hash, ...(reason === "" ? {} : { reason }) };
  const subject = { subjectType: "playbook", subjectId: `${name}@${number}`, details };
  return appendAudit(client, [{ workspaceId, actor: by, action: "playbook-submitted", ...subject }]);
}
