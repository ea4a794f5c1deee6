/**
 * Effects whose outcome nobody waits for any more: their run was cancelled or ended while the call was on its way, or they have none (a canary) and the
 * process died. Reversals are the ledger's own to finish.
 */
import { beingUndone, type Containing, MAY_COME } from "./being-undone.ts";
import { type Client, type Pool, together } from "./database.ts";
import { takeTurns } from "./turn.ts";

export interface OrphanEffect {
  id: string;
  workspaceId: string;
  idempotencyKey: string;
  capability: string;
  connectionId: string | null;
  connection: string;
  entityType: string;
  entityKey: string;
  args: Record<string, unknown>;
  leaseSeconds: number | null;
  playbook: string;
  /** `unknown`: it was looked at before, and the system could not tell. */
  status: "intended" | "unknown";
  /** The call may still be on its way: that it has not taken hold says nothing yet. */
  mayCome: boolean;
  /** Since when somebody looks, by the database's clock and as exactly as it has it. */
  lookedAt: string;
}

/**
 * Takes orphans of at least a minute's age; each is taken again only after another minute. What nobody could tell about is asked about for a day:
 * a containment that took hold after all needs its way back. What undoes is left until its call cannot come any more: what it would undo may be so already.
 * `since`: only of what was tried since then, which is found without reading the others.
 */
export async function claimOrphans(pool: Pool, limit: number, since: Date | null = null): Promise<OrphanEffect[]> {
  const result = await pool.query<OrphanEffect>(
    `UPDATE effects SET looked_at = now() WHERE id = ANY (ARRAY(
       SELECT e.id FROM effects e LEFT JOIN runs r ON r.id = e.run_id
       WHERE (e.status = 'intended' OR (e.status = 'unknown' AND e.intended_at > now() - interval '1 day'))
         AND COALESCE(e.looked_at, e.tried_at) < now() - interval '1 minute' AND NOT (e.effect_class = 'recover' AND ${MAY_COME("e")}) AND (r.status IN ('done', 'failed', 'cancelled') OR (e.run_id IS NULL AND e.reverses IS NULL))
         AND e.tried_at >= COALESCE($2::timestamptz, '-infinity')
       LIMIT $1 FOR UPDATE OF e SKIP LOCKED))
     RETURNING id, workspace_id AS "workspaceId", idempotency_key AS "idempotencyKey", capability, connection_id AS "connectionId", connection,
       entity_type AS "entityType", entity_key AS "entityKey", args, lease_seconds AS "leaseSeconds", playbook, status, ${MAY_COME("effects")} AS "mayCome", looked_at::text AS "lookedAt"`,
    [limit, since],
  );
  return result.rows;
}

/** Whether nobody else has looked meanwhile, or settled it; nobody does until the transaction ends. */
export async function isStillLookedAt(client: Client, { id, lookedAt }: OrphanEffect): Promise<boolean> {
  const found = await client.query(
    "SELECT 1 FROM effects WHERE id = $1 AND looked_at = $2::timestamptz AND status IN ('intended', 'unknown') FOR UPDATE",
    [id, lookedAt],
  );
  return found.rowCount === 1;
}

/**
 * Whether what was seen to be contained is being undone, or was undone since somebody began to look: then what was seen says nothing of what is. Where it was
 * not, nobody undoes it until the transaction ends.
 */
export async function undoneMeanwhile(client: Client, containing: Containing, lookedAt: string): Promise<boolean> {
  const { workspaceId, connection, keys, reversal } = containing;
  const [late, undoing, undone] = await together([
    takeTurns(client, [{ workspaceId, connection, keys, alone: false }]),
    beingUndone(client, [containing], []),
    client.query(
      `SELECT 1 FROM effects WHERE workspace_id = $1 AND entity_key = ANY ($2::text[]) AND effect_class = 'recover' AND capability = $3 AND connection = $4
         AND settled_at >= $5::timestamptz LIMIT 1`,
      [workspaceId, keys, reversal, connection, lookedAt],
    ),
  ]);
  return late.size > 0 || undoing.size > 0 || undone.rowCount !== 0;
}
