/** Runs as the doors show them, and starting one over. */
import { appendAudit } from "./audit.ts";
import type { Client, Queryable } from "./database.ts";
import { pgJson } from "./json.ts";
import { type Page, type Paged, selectPage } from "./page.ts";

export interface RunRow {
  id: string;
  incidentId: string;
  status: string;
}

const SELECT = `SELECT r.id, r.workspace_id AS "workspaceId", r.subject_id AS "incidentId", p.name AS playbook, p.number AS "playbookVersion", r.status, r.outcome,
  r.error, r.wake_at AS "wakeAt", r.started_at AS "startedAt", r.ended_at AS "endedAt" FROM runs r JOIN playbook_versions p ON p.id = r.program_id`;

export interface RunFilter {
  status?: string[] | undefined;
  incident?: string | undefined;
  playbook?: string | undefined;
  outcome?: string | undefined;
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

/** Locks a run for a person's word on it; answers how it stands, and whether its incident is still open. */
export async function lockRun(
  client: Client,
  workspaceId: string,
  id: string,
): Promise<{ status: string; incidentOpen: boolean } | null> {
  const found = await client.query<{ status: string; incidentOpen: boolean }>(
    `SELECT r.status, COALESCE(i.status NOT IN ('resolved', 'closed'), false) AS "incidentOpen"
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

/** Writes down who called a run. */
export async function auditRun(
  client: Client,
  workspaceId: string,
  id: string,
  by: string,
  action: "run-cancel-asked" | "run-woken" | "run-restarted",
): Promise<void> {
  await appendAudit(client, [{ workspaceId, actor: by, action, subjectType: "run", subjectId: id }]);
}
