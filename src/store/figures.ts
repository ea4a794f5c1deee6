/** Counts for the metrics: the last day by the time that is in every id, and what stands now by its index. */
import type { Queryable } from "./database.ts";

export interface Figures {
  incidents: { type: string; severity: string; status: string; count: number }[];
  runs: { playbook: string; status: string; count: number }[];
  effects: { class: string; status: string; count: number }[];
  standing: { inbox: number; quarantined: number; approvals: number; containments: number };
  /** Of each connection that is asked and not paused: how often in a row that failed, and seconds since all there was had been taken; null for never. */
  polls: { connection: string; failures: number; age: number | null }[];
}

/** The smallest id (RFC 9562, version 7) that can have been made since. */
export function firstIdSince(time: Date): string {
  const hex = time.getTime().toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

/** A workspace's figures. Within a workspace's transaction. */
export async function countRecent(client: Queryable, workspaceId: string, now = new Date()): Promise<Figures> {
  const since = [workspaceId, firstIdSince(new Date(now.getTime() - 86_400_000))];
  const incidents = await client.query(
    "SELECT type_id AS type, severity, status, count(*)::int AS count FROM incidents WHERE workspace_id = $1 AND id >= $2 GROUP BY 1, 2, 3",
    since,
  );
  const runs = await client.query(
    `SELECT p.name AS playbook, r.status, count(*)::int AS count FROM runs r JOIN playbook_versions p ON p.id = r.program_id
     WHERE r.workspace_id = $1 AND NOT r.shadow AND r.id >= $2 GROUP BY 1, 2`,
    since,
  );
  const effects = await client.query(
    "SELECT effect_class AS class, status, count(*)::int AS count FROM effects WHERE workspace_id = $1 AND id >= $2 GROUP BY 1, 2",
    since,
  );
  const standing = await client.query<Figures["standing"]>(
    `SELECT (SELECT count(*)::int FROM alert_inbox WHERE workspace_id = $1) AS inbox,
       (SELECT count(*)::int FROM quarantine WHERE workspace_id = $1 AND status = 'held') AS quarantined,
       (SELECT count(*)::int FROM approvals WHERE workspace_id = $1 AND status = 'pending' AND expires_at > now()) AS approvals,
       (SELECT count(*)::int FROM leases WHERE workspace_id = $1 AND status IN ('active', 'releasing')) AS containments`,
    [workspaceId],
  );
  const polls = await client.query<Figures["polls"][number]>(
    `SELECT c.name AS connection, p.failures, extract(epoch FROM now() - p.polled_at)::float8 AS age FROM polls p JOIN connections c ON c.id = p.connection_id
     WHERE p.workspace_id = $1 AND p.next_at < 'infinity' AND p.paused_at IS NULL AND c.removed_at IS NULL`,
    [workspaceId],
  );
  return {
    ...{ incidents: incidents.rows, runs: runs.rows, effects: effects.rows },
    ...{ standing: standing.rows[0]!, polls: polls.rows },
  };
}
