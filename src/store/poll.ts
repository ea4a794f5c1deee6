/** Polls: connections that are asked for what came in, who asks at the moment, and how far each was read. */
import type { Polling } from "../model/connection.ts";
import type { Pool, Queryable } from "./database.ts";
import { pgJson } from "./json.ts";

/** A poll in one worker's hands. */
export interface ClaimedPoll {
  connectionId: string;
  workspaceId: string;
  claim: number;
  /** As it was last recorded; null before the first time. */
  cursor: Record<string, unknown> | null;
  /** How often in a row it failed. */
  failures: number;
}

/** Whose poll it is, and under which claim. */
type Held = Pick<ClaimedPoll, "connectionId" | "claim">;

/** A claim lasts so long unless it is kept; after a crash another worker goes on then. */
const CLAIM_SECONDS = 10;
const UNTIL = `now() + interval '${CLAIM_SECONDS} seconds'`;
const IN_USE =
  "paused_at IS NULL AND EXISTS (SELECT FROM connections c WHERE c.id = connection_id AND c.removed_at IS NULL)";

/** Takes up to `limit` connections of these connectors whose time has come. A connection that was never asked is due at once. */
export async function claimDuePolls(pool: Pool, connectors: string[], limit: number): Promise<ClaimedPoll[]> {
  const text = `INSERT INTO polls AS p (connection_id, workspace_id, claimed_until)
    SELECT c.id, c.workspace_id, ${UNTIL} FROM connections c LEFT JOIN polls k ON k.connection_id = c.id
      WHERE c.removed_at IS NULL AND c.connector = ANY ($1)
        AND (k.connection_id IS NULL OR (k.next_at <= now() AND k.claimed_until < now() AND k.paused_at IS NULL))
      ORDER BY k.next_at NULLS FIRST, c.id LIMIT $2
    ON CONFLICT (connection_id) DO UPDATE SET claim = p.claim + 1, claimed_until = excluded.claimed_until
      WHERE p.next_at <= now() AND p.claimed_until < now() AND p.paused_at IS NULL
    RETURNING connection_id AS "connectionId", workspace_id AS "workspaceId", claim, cursor, failures`;
  return (await pool.query<ClaimedPoll>({ name: "claim-due-polls", text, values: [connectors, limit] })).rows;
}

/** Holds the poll for longer. False when it is no longer ours, or its connection is paused or out of use: stop at once. */
export async function keepPoll(pool: Pool, { connectionId, claim }: Held): Promise<boolean> {
  const text = `UPDATE polls SET claimed_until = ${UNTIL} WHERE connection_id = $1 AND claim = $2 AND ${IN_USE}`;
  return (await pool.query({ name: "keep-poll", text, values: [connectionId, claim] })).rowCount === 1;
}

/** Records how far was read, in the transaction that writes what was read. False as for {@link keepPoll}: then nothing may be written. */
export async function moveCursor(client: Queryable, { connectionId, claim }: Held, cursor: object): Promise<boolean> {
  const result = await client.query({
    name: "move-poll-cursor",
    text: `UPDATE polls SET cursor = $3, claimed_until = ${UNTIL} WHERE connection_id = $1 AND claim = $2 AND claimed_until > now() AND ${IN_USE}`,
    values: [connectionId, claim, pgJson(cursor)],
  });
  return result.rowCount === 1;
}

/** Gives the poll back after all went well; `nextMs` null when there is nothing to ask until the settings change. */
export async function endPoll(pool: Pool, held: Held, how: { note: string; nextMs: number | null }): Promise<void> {
  await pool.query(
    `UPDATE polls SET claimed_until = '-infinity', failures = 0, error = NULL, note = $3, polled_at = CASE WHEN $4::float8 IS NULL THEN polled_at ELSE now() END,
       next_at = CASE WHEN $4 IS NULL THEN 'infinity' ELSE now() + make_interval(secs => $4 / 1000) END
     WHERE connection_id = $1 AND claim = $2`,
    [held.connectionId, held.claim, how.note.slice(0, 1_000), how.nextMs],
  );
}

/** Gives the poll back with what went wrong. */
export async function failPoll(pool: Pool, held: Held, how: { error: object; nextMs: number }): Promise<void> {
  await pool.query(
    `UPDATE polls SET claimed_until = '-infinity', failures = failures + 1, error = $3, next_at = now() + make_interval(secs => $4::float8 / 1000)
     WHERE connection_id = $1 AND claim = $2`,
    [held.connectionId, held.claim, pgJson(how.error), how.nextMs],
  );
}

/** Gives the poll back as it was: this process stops, another one goes on at once. */
export async function leavePoll(pool: Pool, { connectionId, claim }: Held): Promise<void> {
  await pool.query("UPDATE polls SET claimed_until = '-infinity' WHERE connection_id = $1 AND claim = $2", [
    connectionId,
    claim,
  ]);
}

/**
 * Takes the poll from whoever has it and asks again with the settings as they are now, after the seconds for which another process may still
 * believe the old ones. A cursor of another connector is forgotten.
 */
export async function restartPoll(client: Queryable, connectionId: string, otherConnector: boolean): Promise<void> {
  await client.query(
    `UPDATE polls SET claim = claim + 1, claimed_until = '-infinity', next_at = now() + interval '2 seconds', failures = 0, error = NULL, note = '',
       cursor = CASE WHEN $2 THEN NULL ELSE cursor END WHERE connection_id = $1`,
    [connectionId, otherConnector],
  );
}

/** Stops or resumes the asking; the cursor stays. */
export async function pausePoll(
  client: Queryable,
  connection: { id: string; workspaceId: string },
  paused: boolean,
): Promise<void> {
  await client.query(
    `INSERT INTO polls AS p (connection_id, workspace_id, paused_at) VALUES ($1, $2, CASE WHEN $3 THEN now() END)
     ON CONFLICT (connection_id) DO UPDATE SET paused_at = CASE WHEN $3 THEN COALESCE(p.paused_at, now()) END,
       claim = p.claim + 1, claimed_until = '-infinity', next_at = now(), failures = 0`,
    [connection.id, connection.workspaceId, paused],
  );
}

/** How the asking goes, of each connection of a workspace that is asked. */
export async function pollsOf(client: Queryable, workspaceId: string): Promise<Map<string, Polling>> {
  const result = await client.query<Polling & { connectionId: string }>(
    `SELECT connection_id AS "connectionId", polled_at AS "polledAt", CASE WHEN paused_at IS NULL THEN next_at END AS "nextAt", failures,
       error->>'message' AS error, NULLIF(note, '') AS note, paused_at AS "pausedAt"
     FROM polls WHERE workspace_id = $1 AND (next_at < 'infinity' OR paused_at IS NOT NULL)`,
    [workspaceId],
  );
  return new Map(result.rows.map(({ connectionId, ...polling }) => [connectionId, polling]));
}
