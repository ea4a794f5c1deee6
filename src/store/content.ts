/** Versioned content: taxonomy, playbooks, policies. A version is immutable; of taxonomy and policies the newest is in force, of a playbook the one that was put in force. */
import { newId } from "../ids.ts";
import type { Contracts } from "../model/playbook-version.ts";
import { lockContent, noteChange } from "./content-change.ts";
import type { Client, Queryable } from "./database.ts";
import { pgJson } from "./json.ts";
import { putInForce } from "./playbook-life.ts";
import { addVersion, type CheckedVersion, needsSecondPerson } from "./playbook-submit.ts";
import { type ContentFile, sameFiles, taxonomyFiles } from "./taxonomy-files.ts";

export interface TaxonomyVersion {
  id: string;
  number: number;
  hash: string;
  content: unknown;
  createdAt: Date;
  createdBy: string;
  /** Why it was put in force; empty where nobody said. */
  reason: string;
}

export interface PlaybookVersion {
  id: string;
  name: string;
  number: number;
  hash: string;
  source: string;
  program: unknown;
  contracts: Contracts;
  createdAt: Date;
  createdBy: string;
}

export interface PolicyVersion {
  id: string;
  number: number;
  hash: string;
  files: ContentFile[];
  createdAt: Date;
  createdBy: string;
  /** Why they were put in force; empty where nobody said. */
  reason: string;
}

/** Counts every change of a workspace's content and connections; what is cached is compared with it. */
export async function contentRevision(client: Queryable, workspaceId: string): Promise<number> {
  const result = await client.query<{ revision: number }>({
    name: "content-revision",
    text: "SELECT content_revision AS revision FROM workspaces WHERE id = $1",
    values: [workspaceId],
  });
  return result.rows[0]?.revision ?? 0;
}

const TAXONOMY = `SELECT id, number, hash, content, created_at AS "createdAt", created_by AS "createdBy", reason FROM taxonomy_versions WHERE workspace_id = $1`;

/** All taxonomy versions, newest first. */
export async function taxonomyHistory(client: Queryable, workspaceId: string): Promise<TaxonomyVersion[]> {
  return (await client.query<TaxonomyVersion>(`${TAXONOMY} ORDER BY number DESC`, [workspaceId])).rows;
}

/** The taxonomy in force, or null before the first was applied. */
export async function taxonomyInForce(client: Queryable, workspaceId: string): Promise<TaxonomyVersion | null> {
  return (
    (await client.query<TaxonomyVersion>(`${TAXONOMY} ORDER BY number DESC LIMIT 1`, [workspaceId])).rows[0] ?? null
  );
}

const PLAYBOOK = `id, name, number, hash, source, program, contracts, created_at AS "createdAt", created_by AS "createdBy"`;

/** The version in force of every playbook that has one, by name. */
export async function playbooksInForce(client: Queryable, workspaceId: string): Promise<PlaybookVersion[]> {
  const result = await client.query<PlaybookVersion>(
    `SELECT ${PLAYBOOK} FROM playbook_versions WHERE id IN (SELECT version_id FROM playbook_lives WHERE workspace_id = $1 AND status = 'in-force') ORDER BY name`,
    [workspaceId],
  );
  return result.rows;
}

/** The names of all playbooks there ever were a version of, in order. */
export async function playbookNamesEver(client: Queryable, workspaceId: string): Promise<string[]> {
  const text = "SELECT DISTINCT name FROM playbook_versions WHERE workspace_id = $1 ORDER BY name";
  return (await client.query<{ name: string }>(text, [workspaceId])).rows.map(({ name }) => name);
}

/** What every playbook is called that there ever was a version of, by its name: as the version in force says, or else the newest. */
export async function playbookTitles(
  client: Queryable,
  workspaceId: string,
): Promise<{ name: string; title: string }[]> {
  const { rows } = await client.query<{ name: string; title: string }>(
    `SELECT DISTINCT ON (v.name) v.name, v.program->>'title' AS title
     FROM playbook_versions v LEFT JOIN playbook_lives l ON l.version_id = v.id AND l.status = 'in-force'
     WHERE v.workspace_id = $1 AND v.program->>'title' IS NOT NULL
     ORDER BY v.name, l.version_id IS NULL, v.number DESC`,
    [workspaceId],
  );
  return rows;
}

/** All versions of one playbook, newest first. */
export async function playbookHistory(
  client: Queryable,
  workspaceId: string,
  name: string,
): Promise<PlaybookVersion[]> {
  return (
    await client.query<PlaybookVersion>(
      `SELECT ${PLAYBOOK} FROM playbook_versions WHERE workspace_id = $1 AND name = $2 ORDER BY number DESC`,
      [workspaceId, name],
    )
  ).rows;
}

/** Playbook versions by id, whatever their workspace: what runs pin. */
export async function playbookVersions(client: Queryable, ids: string[]): Promise<PlaybookVersion[]> {
  return (
    await client.query<PlaybookVersion>(`SELECT ${PLAYBOOK} FROM playbook_versions WHERE id = ANY ($1::uuid[])`, [ids])
  ).rows;
}

const POLICIES = `SELECT id, number, hash, files, created_at AS "createdAt", created_by AS "createdBy", reason FROM policy_versions WHERE workspace_id = $1`;

/** All versions of the policies, newest first. */
export async function policyHistory(client: Queryable, workspaceId: string): Promise<PolicyVersion[]> {
  return (await client.query<PolicyVersion>(`${POLICIES} ORDER BY number DESC`, [workspaceId])).rows;
}

/** The policies in force, or null before the first were applied: then nothing is allowed. */
export async function policiesInForce(client: Queryable, workspaceId: string): Promise<PolicyVersion | null> {
  return (await client.query<PolicyVersion>(`${POLICIES} ORDER BY number DESC LIMIT 1`, [workspaceId])).rows[0] ?? null;
}

export interface Applied {
  number: number;
  /** False when what is in force is the same already; then nothing was written. */
  changed: boolean;
}

/** Puts a taxonomy in force as a new immutable version, with the files it was written as; another comment or example is another version too. */
export async function applyTaxonomy(
  client: Client,
  workspaceId: string,
  taxonomy: { hash: string; content: unknown; files?: ContentFile[] | null; by: string; reason?: string },
): Promise<Applied> {
  await lockContent(client, workspaceId);
  const { hash, files = null, by, reason = "" } = taxonomy;
  const last = await taxonomyInForce(client, workspaceId);
  const same = last?.hash === hash && sameFiles(await taxonomyFiles(client, workspaceId, last.number), files);
  if (last !== null && same) return { number: last.number, changed: false };
  const number = (last?.number ?? 0) + 1;
  await client.query(
    "INSERT INTO taxonomy_versions (id, workspace_id, number, hash, content, files, created_by, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    [newId(), workspaceId, number, hash, pgJson(taxonomy.content), files === null ? null : pgJson(files), by, reason],
  );
  await noteChange(client, workspaceId, {
    ...{ actor: by, action: "taxonomy-applied", subjectType: "taxonomy", subjectId: String(number) },
    details: { hash, ...(reason === "" ? {} : { reason }) },
  });
  return { number, changed: true };
}

/**
 * Puts a checked playbook in force as an immutable version; runs under way finish on theirs. The same content is the same version, also when it
 * was in force before. Where a second person has to approve, a version that nobody approved yet is only drafted.
 */
export async function applyPlaybook(
  client: Client,
  workspaceId: string,
  playbook: CheckedVersion,
): Promise<Applied & { status: "in-force" | "draft" }> {
  await lockContent(client, workspaceId);
  const version = await addVersion(client, workspaceId, playbook);
  const { number, status } = version;
  if (status === "in-force") return { number, changed: false, status };
  if (version.reviewedBy === null && (await needsSecondPerson(client, workspaceId)))
    return { number, changed: version.drafted, status: "draft" };
  await putInForce(client, workspaceId, version, {
    ...{ by: playbook.by, action: "playbook-applied", reason: playbook.reason ?? "" },
  });
  return { number, changed: true, status: "in-force" };
}

/** Puts a set of policies in force as a new immutable version. */
export async function applyPolicies(
  client: Client,
  workspaceId: string,
  policies: { hash: string; files: ContentFile[]; by: string; reason?: string },
): Promise<Applied> {
  await lockContent(client, workspaceId);
  const { hash, files, by, reason = "" } = policies;
  const last = await policiesInForce(client, workspaceId);
  if (last?.hash === hash) return { number: last.number, changed: false };
  const number = (last?.number ?? 0) + 1;
  await client.query(
    "INSERT INTO policy_versions (id, workspace_id, number, hash, files, created_by, reason) VALUES ($1, $2, $3, $4, $5, $6, $7)",
    [newId(), workspaceId, number, hash, pgJson(files), by, reason],
  );
  await noteChange(client, workspaceId, {
    ...{ actor: by, action: "policies-applied", subjectType: "policies", subjectId: String(number) },
    details: { hash, ...(reason === "" ? {} : { reason }) },
  });
  return { number, changed: true };
}
