/** The engine's SQL: claiming, recording, waking. A write by anyone but the owner of the epoch changes nothing. */
import type { Client, Pool, Queryable } from "../store/database.ts";
import { pgJson } from "../store/json.ts";
import type { RunRecord, StepLine } from "./kind.ts";

export interface ClaimedRun extends RunRecord {
  epoch: number;
  position: number;
  cancelRequestedBy: string | null;
}

export interface NewRun {
  id: string;
  workspaceId: string;
  subjectId: string;
  programId: string;
  state: unknown;
}

/** Inserts runs within the caller's transaction; `owner` starts them without a detour over the table, null leaves them to any worker. */
export async function insertRuns(client: Client, runs: NewRun[], owner: string | null): Promise<void> {
  if (runs.length === 0) return;
  await client.query({
    name: "insert-runs",
    text: `INSERT INTO runs (id, workspace_id, subject_id, program_id, status, state, owner, wake_at)
      SELECT id, "workspaceId", "subjectId", "programId", CASE WHEN $2::uuid IS NULL THEN 'ready' ELSE 'running' END, state, $2::uuid, CASE WHEN $2::uuid IS NULL THEN now() END
      FROM json_to_recordset($1::json) AS r(id uuid, "workspaceId" uuid, "subjectId" uuid, "programId" uuid, state jsonb)`,
    values: [pgJson(runs), owner],
  });
}

/** Takes up to `limit` due runs that nobody owns. */
export async function claimRuns(pool: Pool, owner: string, limit: number): Promise<ClaimedRun[]> {
  const result = await pool.query<ClaimedRun>({
    name: "claim-runs",
    text: `UPDATE runs SET owner = $1, epoch = epoch + 1, wake_at = NULL, status = 'running'
      -- ARRAY: chosen once; under IN Postgres may choose anew for each row, and take more than the limit.
      WHERE id = ANY (ARRAY(
        SELECT id FROM runs WHERE status IN ('ready', 'running', 'waiting') AND owner IS NULL AND wake_at <= now() ORDER BY wake_at LIMIT $2 FOR UPDATE SKIP LOCKED
      ))
      RETURNING id, workspace_id AS "workspaceId", subject_id AS "subjectId", program_id AS "programId", state, epoch, position, cancel_requested_by AS "cancelRequestedBy"`,
    values: [owner, limit],
  });
  return result.rows;
}

export interface RecordedMove {
  id: string;
  epoch: number;
  workspaceId: string;
  state: unknown;
  status: string;
  /** Kept by its owner while it performs; given back when it only waits. */
  release: boolean;
  wakeAt: string | null;
  outcome: string | null;
  error: unknown;
  /** Position of the first of `steps`. */
  position: number;
  steps: StepLine[];
}

const RECORD = `
WITH input AS (
  SELECT * FROM json_to_recordset($2::json) AS r(id uuid, epoch int, "workspaceId" uuid, state jsonb, status text, release boolean, "wakeAt" timestamptz,
    outcome text, error jsonb, position int, steps jsonb)
), moved AS (
  UPDATE runs SET state = i.state, status = i.status, outcome = i.outcome, error = i.error, position = i.position + jsonb_array_length(i.steps),
    -- A call that came while it was performing stands.
    wake_at = CASE WHEN i.release THEN LEAST(runs.wake_at, i."wakeAt") ELSE runs.wake_at END,
    owner = CASE WHEN i.release THEN NULL ELSE runs.owner END,
    ended_at = CASE WHEN i.status IN ('done', 'failed', 'cancelled') THEN now() END
  -- The ids once more, and the owner so that no index answers it: found by their keys, not among all that one worker ever held.
  FROM input i WHERE runs.id = i.id AND runs.id = ANY ($3::uuid[]) AND runs.owner IS NOT DISTINCT FROM $1 AND runs.epoch = i.epoch
  RETURNING runs.id
), lines AS (
  INSERT INTO run_moves (run_id, position, workspace_id, lines)
  SELECT i.id, i.position, i."workspaceId", i.steps FROM input i JOIN moved USING (id) WHERE i.steps <> '[]'
  -- The same move recorded again because the answer to its commit was lost.
  ON CONFLICT (run_id, position) DO NOTHING
)
SELECT ARRAY(SELECT id FROM moved) AS ids, CASE WHEN $4::boolean THEN must_all((SELECT count(*) FROM moved), cardinality($3::uuid[])) END`;

/** Records moves of runs that `owner` still owns; answers which those were. With `all`, one that is no longer ours is an error (see {@link isUnexpected}). */
export async function recordMoves(
  client: Client,
  owner: string,
  moves: RecordedMove[],
  { all }: { all: boolean },
): Promise<Set<string>> {
  const result = await client.query<{ ids: string[] }>({
    name: "record-moves",
    text: RECORD,
    values: [owner, pgJson(moves), moves.map(({ id }) => id), all],
  });
  return new Set(result.rows[0]!.ids);
}

/** Makes waiting runs due now. */
export async function wakeRuns(client: Queryable, ids: string[]): Promise<void> {
  if (ids.length > 0)
    await client.query(
      "UPDATE runs SET wake_at = now() WHERE id = ANY ($1::uuid[]) AND status IN ('ready', 'running', 'waiting')",
      [ids],
    );
}

/** Asks for a run to be cancelled: its owner, or whoever takes it next, ends it. False when it has ended already. */
export async function requestCancel(client: Queryable, id: string, by: string): Promise<boolean> {
  const result = await client.query(
    "UPDATE runs SET cancel_requested_by = $2, wake_at = now() WHERE id = $1 AND status IN ('ready', 'running', 'waiting')",
    [id, by],
  );
  return result.rowCount === 1;
}

/** Runs in `owner`'s hands that somebody called meanwhile. */
export async function ownCalls(pool: Pool, owner: string): Promise<{ id: string; cancelRequestedBy: string | null }[]> {
  const result = await pool.query<{ id: string; cancelRequestedBy: string | null }>({
    name: "own-calls",
    text: `UPDATE runs SET wake_at = NULL WHERE owner = $1 AND wake_at <= now() RETURNING id, cancel_requested_by AS "cancelRequestedBy"`,
    values: [owner],
  });
  return result.rows;
}

/** Lets go of one run that could not be moved on; it is due again after a while. */
export async function giveBack(pool: Pool, run: { id: string; epoch: number }): Promise<void> {
  await pool.query(
    "UPDATE runs SET owner = NULL, epoch = epoch + 1, wake_at = now() + interval '30 seconds' WHERE id = $1 AND epoch = $2",
    [run.id, run.epoch],
  );
}

/**
 * Gives back those of `ids` that `owner` holds, and whatever is held by workers that nobody knows (any more). Answers how many, and the runs that
 * `owner` held by the table until then.
 */
export async function giveBackForgotten(
  pool: Pool,
  owner: string,
  ids: readonly string[],
): Promise<{ owned: string[]; given: number }> {
  const result = await pool.query<{ owned: string[]; given: number }>({
    name: "give-back-forgotten",
    text: `WITH given AS (
      UPDATE runs SET owner = NULL, epoch = epoch + 1, wake_at = now()
      WHERE owner IS NOT NULL AND status IN ('ready', 'running', 'waiting')
        AND ((owner = $1 AND id = ANY ($2::uuid[])) OR NOT EXISTS (SELECT 1 FROM workers w WHERE w.id = runs.owner)) RETURNING id
    )
    SELECT ARRAY(SELECT id FROM runs WHERE owner = $1 AND status IN ('ready', 'running', 'waiting')) AS owned, (SELECT count(*)::int FROM given) AS given`,
    values: [owner, ids],
  });
  return result.rows[0]!;
}

/** Gives back everything a dead worker held: it is due at once for the living, under a new epoch. */
export async function takeFromWorker(client: Queryable, worker: string): Promise<number> {
  const result = await client.query(
    "UPDATE runs SET owner = NULL, epoch = epoch + 1, wake_at = now() WHERE owner = $1",
    [worker],
  );
  await client.query("DELETE FROM workers WHERE id = $1", [worker]);
  return result.rowCount ?? 0;
}
