/** Runs as the doors show them, and starting one over. */
import { appendAudit } from "./audit.ts";
import type { Client, Queryable } from "./database.ts";
import { noteAct, subjectsOf } from "./decision-of-act.ts";
import { pgJson } from "./json.ts";
import { type Page, type Paged, selectPage } from "./page.ts";

export interface RunRow {
  id: string;
  incidentId: string;
  status: string;
  outcome: string | null;
}

const SELECT = `SELECT r.id, r.workspace_id AS "workspaceId", r.subject_id AS "incidentId", i.number::int AS "incidentNumber", i.title AS "incidentTitle", p.name AS playbook, p.number AS "playbookVersion", r.shadow, r.status, r.outcome,
  r.error, r.wake_at AS "wakeAt", r.started_at AS "startedAt", r.ended_at AS "endedAt" FROM runs r JOIN playbook_versions p ON p.id = r.program_id LEFT JOIN incidents i ON i.id = r.subject_id`;

export interface RunFilter {
  status?: string[] | undefined;
  incident?: string | undefined;
  playbook?: string | undefined;
  outcome?: string | undefined;
  /** Shadows, and not the runs that respond. */
  shadow?: boolean | undefined;
}

/** One page of a workspace's runs, newest first. */
export function listRuns(
  client: Queryable,
  workspaceId: string,
  filter: RunFilter,
  page: Page,
): Promise<Paged<RunRow>> {
  return selectPage<RunRow>(
    client,
    SELECT,
    [
      ["r.workspace_id = ?", workspaceId],
      ["r.shadow = ?::boolean", filter.shadow ?? false],
      ["r.status = ANY (?::text[])", filter.status],
      ["r.subject_id = ?::uuid", filter.incident],
      ["p.name = ?", filter.playbook],
      ["r.outcome = ?", filter.outcome],
    ],
    page,
    "r.id",
  );
}

/** One run with its recorded steps; null when the workspace has none of that id. */
export async function readRun(
  client: Queryable,
  workspaceId: string,
  id: string,
): Promise<(RunRow & { steps: unknown[] }) | null> {
  const found = await client.query<RunRow>(`${SELECT} WHERE r.workspace_id = $1 AND r.id = $2`, [workspaceId, id]);
  const run = found.rows[0];
  if (run === undefined) return null;
  const steps = await client.query(
    `SELECT position, step, kind, attempt, status, output, error, at FROM run_steps WHERE workspace_id = $1 AND run_id = $2 ORDER BY position LIMIT 1000`,
    [workspaceId, id],
  );
  return { ...run, steps: steps.rows };
}

/** Where these runs of a workspace wait, and in which program. */
export async function waitingStates(
  client: Queryable,
  workspaceId: string,
  ids: readonly string[],
): Promise<{ id: string; state: unknown; program: unknown }[]> {
  const found = await client.query<{ id: string; state: unknown; program: unknown }>(
    `SELECT r.id, r.state, p.program FROM runs r JOIN playbook_versions p ON p.id = r.program_id
     WHERE r.workspace_id = $1 AND r.id = ANY ($2::uuid[]) AND r.status = 'waiting' AND NOT r.shadow`,
    [workspaceId, ids],
  );
  return found.rows;
}

/** A run that nobody else moves on until the transaction ends. */
export interface LockedRun {
  status: string;
  shadow: boolean;
  /** A worker has it in memory. */
  inHand: boolean;
  programId: string;
  state: unknown;
  incidentOpen: boolean;
}

/** Locks a run for a person's word on it; answers how it stands, and whether its incident is still open. */
export async function lockRun(client: Client, workspaceId: string, id: string): Promise<LockedRun | null> {
  const found = await client.query<LockedRun>(
    `SELECT r.status, r.shadow, r.owner IS NOT NULL AS "inHand", r.program_id AS "programId", r.state, COALESCE(i.status NOT IN ('resolved', 'closed'), false) AS "incidentOpen"
     FROM runs r LEFT JOIN incidents i ON i.id = r.subject_id WHERE r.workspace_id = $1 AND r.id = $2 FOR UPDATE OF r`,
    [workspaceId, id],
  );
  return found.rows[0] ?? null;
}

/**
 * Starts an ended run over under a new epoch. Its record goes on below what is there, and its effects keep their idempotency keys: the journal
 * answers for what took hold already, so that nothing is done twice.
 */
export async function restartRun(client: Client, workspaceId: string, id: string, state: unknown): Promise<void> {
  await client.query(
    `UPDATE runs SET status = 'ready', state = $3, owner = NULL, epoch = epoch + 1, wake_at = now(), cancel_requested_by = NULL, outcome = NULL, error = NULL, ended_at = NULL
     WHERE workspace_id = $1 AND id = $2`,
    [workspaceId, id, pgJson(state)],
  );
}

/** Lets a run that waits go on with another version, under a new epoch. The caller has locked it. */
export async function moveRun(
  client: Client,
  workspaceId: string,
  id: string,
  move: { versionId: string; from: number; to: number; by: string; reason: string },
): Promise<void> {
  const { versionId, from, to, by, reason } = move;
  const moved = await client.query<{ incident: string; playbook: string }>(
    `UPDATE runs SET program_id = $3, epoch = epoch + 1, wake_at = now() WHERE workspace_id = $1 AND id = $2
     RETURNING subject_id AS incident, (SELECT name FROM playbook_versions WHERE id = $3) AS playbook`,
    [workspaceId, id, versionId],
  );
  const subject = { subjectType: "run", subjectId: id, details: { from, to, reason } };
  await appendAudit(client, [{ workspaceId, actor: by, action: "run-moved", ...subject }]);
  const { incident, playbook } = moved.rows[0]!;
  const what = `A run of ${playbook} goes on by version ${to}, not ${from}.`;
  const about = [...(await subjectsOf(client, workspaceId, incident)), `playbook:${playbook}`];
  const evidence = [`run:${id}`, `incident:${incident}`];
  await noteAct(client, workspaceId, { origin: "run-moved", by, what, why: reason, about, evidence });
}

/** Writes down who called a run. */
export async function auditRun(
  client: Client,
  workspaceId: string,
  id: string,
  by: string,
  action: "run-cancel-asked" | "run-woken" | "run-restarted" | "run-rerun",
  details?: Record<string, unknown>,
): Promise<void> {
  const subject = { subjectType: "run", subjectId: id };
  await appendAudit(client, [{ workspaceId, actor: by, action, ...subject, ...(details && { details }) }]);
}
