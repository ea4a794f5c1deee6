/** Versioned content: taxonomy, playbooks, policies. A version is immutable; the newest one is in force. */
import { newId } from "../ids.ts";
import { appendAudit } from "./audit.ts";
import type { Client, Queryable } from "./database.ts";
import { pgJson } from "./json.ts";

export interface TaxonomyVersion {
  id: string;
  number: number;
  hash: string;
  content: unknown;
  createdAt: Date;
  createdBy: string;
}

export interface PlaybookVersion {
  id: string;
  name: string;
  number: number;
  hash: string;
  source: string;
  program: unknown;
  createdAt: Date;
  createdBy: string;
}

export interface PolicyVersion {
  id: string;
  number: number;
  hash: string;
  files: { file: string; text: string }[];
  createdAt: Date;
  createdBy: string;
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

/** Says that something cached has changed. Part of every change below. */
export async function bumpContent(client: Queryable, workspaceId: string): Promise<void> {
  await client.query("UPDATE workspaces SET content_revision = content_revision + 1 WHERE id = $1", [workspaceId]);
}

const TAXONOMY = `SELECT id, number, hash, content, created_at AS "createdAt", created_by AS "createdBy" FROM taxonomy_versions WHERE workspace_id = $1`;

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

const PLAYBOOK = `id, name, number, hash, source, program, created_at AS "createdAt", created_by AS "createdBy"`;

/** The newest version of every playbook. */
export async function playbooksInForce(client: Queryable, workspaceId: string): Promise<PlaybookVersion[]> {
  const result = await client.query<PlaybookVersion>(
    `SELECT DISTINCT ON (name) ${PLAYBOOK} FROM playbook_versions WHERE workspace_id = $1 ORDER BY name, number DESC`,
    [workspaceId],
  );
  return result.rows;
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

/** The policies in force, or null before the first were applied: then nothing is allowed. */
export async function policiesInForce(client: Queryable, workspaceId: string): Promise<PolicyVersion | null> {
  const result = await client.query<PolicyVersion>(
    `SELECT id, number, hash, files, created_at AS "createdAt", created_by AS "createdBy" FROM policy_versions WHERE workspace_id = $1 ORDER BY number DESC LIMIT 1`,
    [workspaceId],
  );
  return result.rows[0] ?? null;
}

export interface Applied {
  number: number;
  /** False when what is in force is the same already; then nothing was written. */
  changed: boolean;
}

/** One writer at a time per workspace: version numbers have no gaps and no twins. */
async function lockWorkspace(client: Client, workspaceId: string): Promise<void> {
  await client.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 77))", [workspaceId]);
}

/** Puts a taxonomy in force as a new immutable version. */
export async function applyTaxonomy(
  client: Client,
  workspaceId: string,
  taxonomy: { hash: string; content: unknown; by: string },
): Promise<Applied> {
  await lockWorkspace(client, workspaceId);
  const last = await taxonomyInForce(client, workspaceId);
  if (last?.hash === taxonomy.hash) return { number: last.number, changed: false };
  const number = (last?.number ?? 0) + 1;
  await client.query(
    "INSERT INTO taxonomy_versions (id, workspace_id, number, hash, content, created_by) VALUES ($1, $2, $3, $4, $5, $6)",
    [newId(), workspaceId, number, taxonomy.hash, pgJson(taxonomy.content), taxonomy.by],
  );
  await noteChange(client, workspaceId, taxonomy.by, "taxonomy-applied", "taxonomy", String(number), taxonomy.hash);
  return { number, changed: true };
}

/** Puts a checked playbook in force as a new immutable version. Running runs finish on theirs. */
export async function applyPlaybook(
  client: Client,
  workspaceId: string,
  playbook: { name: string; hash: string; source: string; program: unknown; by: string },
): Promise<Applied> {
  await lockWorkspace(client, workspaceId);
  const last = (await playbookHistory(client, workspaceId, playbook.name))[0];
  if (last?.hash === playbook.hash) return { number: last.number, changed: false };
  const number = (last?.number ?? 0) + 1;
  await client.query(
    "INSERT INTO playbook_versions (id, workspace_id, name, number, hash, source, program, created_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    [
      newId(),
      workspaceId,
      playbook.name,
      number,
      playbook.hash,
      playbook.source,
      pgJson(playbook.program),
      playbook.by,
    ],
  );
  await noteChange(
    client,
    workspaceId,
    playbook.by,
    "playbook-applied",
    "playbook",
    `${playbook.name}@${number}`,
    playbook.hash,
  );
  return { number, changed: true };
}

/** Puts a set of policies in force as a new immutable version. */
export async function applyPolicies(
  client: Client,
  workspaceId: string,
  policies: { hash: string; files: { file: string; text: string }[]; by: string },
): Promise<Applied> {
  await lockWorkspace(client, workspaceId);
  const last = await policiesInForce(client, workspaceId);
  if (last?.hash === policies.hash) return { number: last.number, changed: false };
  const number = (last?.number ?? 0) + 1;
  await client.query(
    "INSERT INTO policy_versions (id, workspace_id, number, hash, files, created_by) VALUES ($1, $2, $3, $4, $5, $6)",
    [newId(), workspaceId, number, policies.hash, pgJson(policies.files), policies.by],
  );
  await noteChange(client, workspaceId, policies.by, "policies-applied", "policies", String(number), policies.hash);
  return { number, changed: true };
}

async function noteChange(
  client: Client,
  workspaceId: string,
  actor: string,
  action: string,
  subjectType: string,
  subjectId: string,
  hash: string,
): Promise<void> {
  await bumpContent(client, workspaceId);
  await appendAudit(client, [{ workspaceId, actor, action, subjectType, subjectId, details: { hash } }]);
}
