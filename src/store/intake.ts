/** What comes in by each connection and how far it is kept in step, so that one which is well and silent shows. */
import type { Queryable } from "./database.ts";

/** Among so many of a workspace's newest deliveries each connection's are counted: no look at it reads its whole history. */
const LOOKED_AT = 5_000;

export interface Intake {
  connection: string;
  /** Its newest delivery; null when it has none among those that were looked at. */
  lastAt: Date | null;
  /** Of the last 24 hours. */
  lastDay: number;
  /** Messages in quarantine. */
  held: number;
  /** Tickets and alerts elsewhere whose time to be looked at is over, and for how long the oldest of them waits. */
  overdueLinks: number;
  behindSeconds: number;
  /** Of those that are due within a day, how many failed last. */
  failingLinks: number;
}

export interface IntakeOverview {
  items: Intake[];
  /** Nothing before this moment was looked at; null when everything was. */
  since: Date | null;
}

/** Of every connection of the workspace, by name. */
export async function intakeOf(client: Queryable, workspaceId: string): Promise<IntakeOverview> {
  const { rows } = await client.query<Intake>(
    `WITH newest AS MATERIALIZED (SELECT connection_id, received_at FROM deliveries WHERE workspace_id = $1 ORDER BY id DESC LIMIT ${LOOKED_AT}),
       came AS (SELECT connection_id, max(received_at) AS last_at, count(*) FILTER (WHERE received_at > now() - interval '1 day') AS last_day FROM newest GROUP BY connection_id),
       held AS (SELECT connection_id, count(*) AS held FROM quarantine WHERE workspace_id = $1 AND status = 'held' GROUP BY connection_id),
       links AS (SELECT connection_id, count(*) FILTER (WHERE next_poll_at < now()) AS overdue, count(*) FILTER (WHERE error IS NOT NULL) AS failing, min(next_poll_at) AS oldest
         FROM sync_links WHERE workspace_id = $1 AND next_poll_at <= now() + interval '1 day' GROUP BY connection_id)
     SELECT c.name AS connection, came.last_at AS "lastAt", COALESCE(came.last_day, 0)::int AS "lastDay", COALESCE(held.held, 0)::int AS held,
       COALESCE(links.overdue, 0)::int AS "overdueLinks", GREATEST(0, COALESCE(extract(epoch FROM now() - links.oldest), 0))::int AS "behindSeconds",
       COALESCE(links.failing, 0)::int AS "failingLinks"
     FROM connections c LEFT JOIN came ON came.connection_id = c.id LEFT JOIN held ON held.connection_id = c.id LEFT JOIN links ON links.connection_id = c.id
     WHERE c.workspace_id = $1 AND c.removed_at IS NULL ORDER BY c.name`,
    [workspaceId],
  );
  const edge = await client.query<{ at: Date }>(
    `SELECT received_at AS at FROM deliveries WHERE workspace_id = $1 ORDER BY id DESC OFFSET ${LOOKED_AT - 1} LIMIT 1`,
    [workspaceId],
  );
  return { items: rows, since: edge.rows[0]?.at ?? null };
}
