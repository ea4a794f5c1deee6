/** What becomes of the versions of playbooks: reviewed, put in force, tried beside the one in force, rolled back, retired. */
import type { VersionStatus } from "../model/playbook-version.ts";
import { noteChange } from "./content-change.ts";
import type { Client, Queryable } from "./database.ts";

/** A version as its life stands, without its content. */
export interface Standing {
  id: string;
  name: string;
  number: number;
  hash: string;
  contracts: Record<string, unknown>;
  createdAt: Date;
  createdBy: string;
  status: VersionStatus;
  since: Date;
  by: string;
  /** Why it stands so; empty where nobody said. */
  reason: string;
  submittedBy: string;
  reviewedBy: string | null;
  reviewedAt: Date | null;
  reviewComment: string | null;
  tookForceAt: Date | null;
  /** Of a version on trial; 0 for a shadow. */
  trial: number | null;
}

const SELECT = `SELECT v.id, v.name, v.number, v.hash, v.contracts, v.created_at AS "createdAt", v.created_by AS "createdBy",
  l.status, l.since, l.by, l.reason, l.submitted_by AS "submittedBy", l.reviewed_by AS "reviewedBy", l.reviewed_at AS "reviewedAt",
  l.review_comment AS "reviewComment", l.took_force_at AS "tookForceAt", t.share AS trial
  FROM playbook_versions v JOIN playbook_lives l ON l.version_id = v.id LEFT JOIN playbook_trials t ON t.version_id = v.id`;

/** All versions of a playbook as they stand, newest first. */
export async function standingsOf(client: Queryable, workspaceId: string, name: string): Promise<Standing[]> {
  const sql = `${SELECT} WHERE v.workspace_id = $1 AND v.name = $2 ORDER BY v.number DESC`;
  return (await client.query<Standing>(sql, [workspaceId, name])).rows;
}

/** What waits for a review, oldest first. */
export async function drafts(client: Queryable, workspaceId: string): Promise<Standing[]> {
  const sql = `${SELECT} WHERE v.workspace_id = $1 AND l.status = 'draft' ORDER BY l.since, v.id LIMIT 500`;
  return (await client.query<Standing>(sql, [workspaceId])).rows;
}

/** When it was last changed which version of a playbook is in force, and by whom. */
export async function lastTurns(
  client: Queryable,
  workspaceId: string,
): Promise<Map<string, { since: Date; by: string }>> {
  const result = await client.query<{ name: string; since: Date; by: string }>(
    "SELECT DISTINCT ON (name) name, since, by FROM playbook_lives WHERE workspace_id = $1 AND status IN ('in-force', 'retired') ORDER BY name, since DESC",
    [workspaceId],
  );
  return new Map(result.rows.map(({ name, since, by }) => [name, { since, by }]));
}

/** A version on trial beside the one in force. */
export interface Trial {
  name: string;
  versionId: string;
  /** Percent; 0 for a shadow. */
  share: number;
  since: Date;
  by: string;
  /** Of the version. */
  number: number;
}

/** The trials of a workspace. */
export async function trialsOf(client: Queryable, workspaceId: string): Promise<Trial[]> {
  const result = await client.query<Trial>(
    `SELECT t.name, t.version_id AS "versionId", t.share, t.since, t.by, v.number FROM playbook_trials t JOIN playbook_versions v ON v.id = t.version_id
     WHERE t.workspace_id = $1 ORDER BY t.name`,
    [workspaceId],
  );
  return result.rows;
}

type Named = Pick<Standing, "id" | "name" | "number" | "hash">;

/** Writes down a second person's word on a draft. One that is rejected is not tried any longer. */
export async function reviewVersion(
  client: Client,
  workspaceId: string,
  version: Named,
  { verdict, by, comment }: { verdict: "reviewed" | "rejected"; by: string; comment: string },
): Promise<void> {
  await client.query(
    `UPDATE playbook_lives SET status = $2, since = now(), by = $3, reviewed_by = $3, reviewed_at = now(), review_comment = $4 WHERE version_id = $1`,
    [version.id, verdict, by, comment],
  );
  if (verdict === "rejected")
    await endTrial(client, workspaceId, version, { by, reason: "It was rejected.", only: true });
  const action = verdict === "reviewed" ? "playbook-approved" : "playbook-rejected";
  await note(client, workspaceId, version, { by, action, details: { comment } });
}

/** Puts a version in force in the place of whichever is; a trial of the playbook is over, and another version's share leaves its line in the record. */
export async function putInForce(
  client: Client,
  workspaceId: string,
  version: Named,
  { by, action, reason = "" }: { by: string; action: "playbook-applied" | "playbook-promoted"; reason?: string },
): Promise<void> {
  await endTrial(client, workspaceId, version, { by, reason: `${version.name}@${version.number} was put in force.` });
  await leaveForce(client, workspaceId, version.name, { by, reason: "" });
  await setInForce(client, version.id, { by, reason });
  await client.query("UPDATE playbook_lives SET took_force_at = clock_timestamp() WHERE version_id = $1", [version.id]);
  const details = { hash: version.hash, share: 100, ...(reason === "" ? {} : { reason }) };
  await note(client, workspaceId, version, { by, action, details });
}

/** Goes back to a version that was in force before; the one that is left is not gone back to again, and a trial is over. */
export async function rollBack(
  client: Client,
  workspaceId: string,
  { from, to }: { from: Named; to: Named },
  { by, reason }: { by: string; reason: string },
): Promise<void> {
  await endTrial(client, workspaceId, to, { by, reason });
  await leaveForce(client, workspaceId, from.name, { by, reason });
  await client.query("UPDATE playbook_lives SET took_force_at = NULL WHERE version_id = $1", [from.id]);
  await setInForce(client, to.id, { by, reason });
  const details = { from: from.number, to: to.number, hash: to.hash, reason };
  await note(client, workspaceId, to, { by, action: "playbook-rolled-back", details });
}

/** Gives a version a share of the incidents beside the one in force, in the place of another trial. */
export async function putOnTrial(
  client: Client,
  workspaceId: string,
  version: Named,
  { share, by }: { share: number; by: string },
): Promise<void> {
  await client.query(
    `INSERT INTO playbook_trials (workspace_id, name, version_id, share, by) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (workspace_id, name) DO UPDATE SET version_id = excluded.version_id, share = excluded.share, since = now(), by = excluded.by`,
    [workspaceId, version.name, version.id, share, by],
  );
  const details = { hash: version.hash, share: share === 0 ? "shadow" : share };
  await note(client, workspaceId, version, { by, action: "playbook-promoted", details });
}

/** Ends the trial of a playbook without putting anything in force. */
export async function stopTrial(
  client: Client,
  workspaceId: string,
  version: Named,
  { by, reason }: { by: string; reason: string },
): Promise<void> {
  await endTrial(client, workspaceId, { ...version, id: "" }, { by, reason });
}

/** Takes a version out of force, or withdraws it; a playbook without one in force begins nothing more, and none has a share beside it. */
export async function retireVersion(
  client: Client,
  workspaceId: string,
  version: Named,
  { by, reason }: { by: string; reason: string },
): Promise<void> {
  const was = await client.query<{ status: string }>("SELECT status FROM playbook_lives WHERE version_id = $1", [
    version.id,
  ]);
  await endTrial(client, workspaceId, version, { by, reason, only: was.rows[0]?.status !== "in-force" });
  await client.query(
    "UPDATE playbook_lives SET status = 'retired', since = now(), by = $2, reason = $3 WHERE version_id = $1",
    [version.id, by, reason],
  );
  await note(client, workspaceId, version, { by, action: "playbook-retired", details: { reason } });
}

/** With `only` when it is that version's. What ends because something else became of the very version is told by that. */
async function endTrial(
  client: Client,
  workspaceId: string,
  { id, name }: Named,
  { by, reason, only = false }: { by: string; reason: string; only?: boolean },
): Promise<void> {
  const ended = await client.query<Named & { share: number }>(
    `DELETE FROM playbook_trials t USING playbook_versions v WHERE t.workspace_id = $1 AND t.name = $2 AND v.id = t.version_id AND ($3::uuid IS NULL OR v.id = $3)
     RETURNING v.id, v.name, v.number, v.hash, t.share`,
    [workspaceId, name, only ? id : null],
  );
  for (const { share, ...trial } of ended.rows) {
    if (trial.id === id) continue;
    const details = { share: share === 0 ? "shadow" : share, reason };
    await note(client, workspaceId, trial, { by, action: "playbook-trial-ended", details });
  }
}

interface Said {
  by: string;
  reason: string;
}

async function leaveForce(client: Client, workspaceId: string, name: string, { by, reason }: Said): Promise<void> {
  await client.query(
    "UPDATE playbook_lives SET status = 'retired', since = now(), by = $3, reason = $4 WHERE workspace_id = $1 AND name = $2 AND status = 'in-force'",
    [workspaceId, name, by, reason],
  );
}

/** Without a reason, why it was handed in stands; why it was retired does not. */
async function setInForce(client: Client, id: string, { by, reason }: Said): Promise<void> {
  await client.query(
    `UPDATE playbook_lives SET status = 'in-force', since = now(), by = $2, reason = CASE WHEN $3 = '' AND status <> 'retired' THEN reason ELSE $3 END
     WHERE version_id = $1`,
    [id, by, reason],
  );
}

interface Noted {
  by: string;
  action: string;
  details: Record<string, unknown>;
}

function note(client: Client, workspaceId: string, version: Named, { by, action, details }: Noted): Promise<void> {
  const subject = { subjectType: "playbook", subjectId: `${version.name}@${version.number}`, details };
  return noteChange(client, workspaceId, { actor: by, action, ...subject });
}
