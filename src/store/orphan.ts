/**
 * Effects whose outcome nobody waits for any more: their run was cancelled or ended while the call was on its way, or they have none (a canary) and the
 * process died. Reversals are the ledger's own to finish.
 */
import type { Pool } from "./database.ts";

export interface OrphanEffect {
  id: string;
  workspaceId: string;
  idempotencyKey: string;
  capability: string;
  connection: string;
  args: Record<string, unknown>;
  leaseSeconds: number | null;
  playbook: string;
  /** `unknown`: it was looked at before, and the system could not tell. */
  status: "intended" | "unknown";
}

/**
 * Takes orphans of at least a minute's age; each is taken again only after another minute. What nobody could tell about is asked about for a day:
 * a containment that took hold after all needs its way back.
 */
export async function claimOrphans(pool: Pool, limit: number): Promise<OrphanEffect[]> {
  const result = await pool.query<OrphanEffect>(
    `UPDATE effects SET looked_at = now() WHERE id = ANY (ARRAY(
       SELECT e.id FROM effects e LEFT JOIN runs r ON r.id = e.run_id
       WHERE (e.status = 'intended' OR (e.status = 'unknown' AND e.intended_at > now() - interval '1 day'))
         AND COALESCE(e.looked_at, e.intended_at) < now() - interval '1 minute' AND (r.status IN ('done', 'failed', 'cancelled') OR (e.run_id IS NULL AND e.reverses IS NULL))
       LIMIT $1 FOR UPDATE OF e SKIP LOCKED))
     RETURNING id, workspace_id AS "workspaceId", idempotency_key AS "idempotencyKey", capability, connection, args, lease_seconds AS "leaseSeconds", playbook, status`,
    [limit],
  );
  return result.rows;
}
