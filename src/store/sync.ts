/** The outbox: every change of an incident that other systems must hear of, written in the transaction of the change. */
import type { Disposition, Status } from "../model/scale.ts";
import type { Pool, Queryable } from "./database.ts";
import { pgJson } from "./json.ts";

/** What changed; a field left out did not. */
export interface SyncChange {
  /** `opened` and `joined` look for alerts to keep in step; the others only tell. */
  kind: "opened" | "joined" | "edited" | "comment" | "ended" | "handed-over" | "released";
  status?: Status;
  disposition?: Disposition;
  /** In full sentences, with its author where it is a person's. */
  comment?: string;
  /** Who made the change: `person:…`, `token:…`, `connection:…`; left out for machines. In a conflict a person's edit beats a machine's. */
  by?: string;
  /** Of `opened` and `joined`: how often the alerts were looked for before. */
  looks?: number;
}

/** Queues the word to other systems, due at once unless said. Call it in the transaction that makes the change. */
export async function queueChange(
  client: Queryable,
  row: { workspaceId: string; incidentId: string; originLinkId?: string | null; change: SyncChange; dueInMs?: number },
): Promise<void> {
  await client.query(
    `INSERT INTO sync_outbox (workspace_id, incident_id, origin_link_id, change, next_attempt_at)
     VALUES ($1, $2, $3, $4, now() + make_interval(secs => $5::float8 / 1000))`,
    [row.workspaceId, row.incidentId, row.originLinkId ?? null, pgJson(row.change), row.dueInMs ?? 0],
  );
}

export interface OutboxRow {
  /** In the order of the changes. */
  id: number;
  workspaceId: string;
  incidentId: string;
  originLinkId: string | null;
  change: SyncChange;
  /** This one included. */
  attempts: number;
  incidentNumber: number;
  /** Whether any link exists that may have to be told. */
  linked: boolean;
}

/**
 * Takes up to `limit` due changes, of each incident only the oldest, so that none overtakes another; alerts that joined say nothing that could be
 * overtaken, so they hold up nobody. A claim lasts two minutes, or until `worker`
 * is known to be dead: another takes the row again then with `attempts` above 1.
 */
export async function claimChanges(pool: Pool, worker: string, limit: number): Promise<OutboxRow[]> {
  const result = await pool.query<OutboxRow>({
    name: "claim-changes",
    text: `WITH claimed AS (
        UPDATE sync_outbox SET attempts = attempts + 1, next_attempt_at = now() + interval '2 minutes', claimed_by = $2
        WHERE id = ANY (ARRAY(
          SELECT d.id FROM sync_outbox d WHERE d.done_at IS NULL AND d.next_attempt_at <= now()
            AND NOT EXISTS (SELECT 1 FROM freezes f WHERE f.thawed_at IS NULL AND (f.scope = 'everything' OR (f.scope = 'workspace' AND f.workspace_id = d.workspace_id)))
            AND NOT EXISTS (SELECT 1 FROM sync_outbox e WHERE e.incident_id = d.incident_id AND e.id < d.id AND e.done_at IS NULL AND e.change->>'kind' <> 'joined'
              AND NOT (e.held_at IS NOT NULL AND EXISTS (SELECT 1 FROM freezes f WHERE f.thawed_at IS NULL AND f.scope = 'connection' AND f.workspace_id = e.workspace_id)))
          ORDER BY d.next_attempt_at, d.id LIMIT $1 FOR UPDATE SKIP LOCKED))
        RETURNING *
      )
      SELECT c.id::float8 AS id, c.workspace_id AS "workspaceId", c.incident_id AS "incidentId", c.origin_link_id AS "originLinkId", c.change, c.attempts,
        i.number::float8 AS "incidentNumber", EXISTS (SELECT 1 FROM sync_links l WHERE l.incident_id = c.incident_id) AS linked
      FROM claimed c JOIN incidents i ON i.id = c.incident_id ORDER BY c.id`,
    values: [limit, worker],
  });
  return result.rows;
}

/** These changes were told to everybody they concern. */
export async function finishChanges(client: Queryable, ids: number[]): Promise<void> {
  if (ids.length > 0) await client.query("UPDATE sync_outbox SET done_at = now() WHERE id = ANY ($1::bigint[])", [ids]);
}

/** Everybody was told but a frozen connection: the change holds up none after it, and is tried again when somebody thaws. */
export async function holdChange(client: Queryable, id: number, waitMs: number): Promise<void> {
  await client.query(
    `UPDATE sync_outbox SET held_at = COALESCE(held_at, now()), next_attempt_at = now() + make_interval(secs => $2::float8 / 1000), attempts = attempts - 1, claimed_by = NULL WHERE id = $1`,
    [id, waitMs],
  );
}

/** A change that could not be told yet; `counts` is false when it was not tried, only held up. */
export async function postponeChange(
  client: Queryable,
  id: number,
  waitMs: number,
  error: unknown,
  counts: boolean,
): Promise<void> {
  await client.query(
    "UPDATE sync_outbox SET next_attempt_at = now() + make_interval(secs => $2::float8 / 1000), error = $3, attempts = attempts - CASE WHEN $4 THEN 0 ELSE 1 END, claimed_by = NULL WHERE id = $1",
    [id, waitMs, error === null ? null : pgJson(error), counts],
  );
}

/** Who made the edits of an incident that are still to be told, oldest first. */
export async function untoldEdits(client: Queryable, incidentId: string): Promise<SyncChange[]> {
  const result = await client.query<{ change: SyncChange }>(
    "SELECT change FROM sync_outbox WHERE incident_id = $1 AND done_at IS NULL AND change ?| ARRAY['status', 'disposition'] ORDER BY id",
    [incidentId],
  );
  return result.rows.map((row) => row.change);
}
