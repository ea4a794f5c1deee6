/** Containment leases: what is contained now, until when, and how it is returned. */
import type { Client, Pool, Queryable } from "./database.ts";
import { pgJson } from "./json.ts";

export interface DueLease {
  id: string;
  workspaceId: string;
  effectId: string;
  incidentId: string | null;
  capability: string;
  reversal: string;
  connectionId: string;
  connection: string;
  entityType: string;
  entityKey: string;
  /** The name of the entity that the product was given. */
  target: string;
  args: Record<string, unknown>;
  /** By what the product tells it from another one of the same; null where it does not say. */
  mark: string | null;
  owner: string;
  attempts: number;
  releasedBy: string | null;
  /** Another lease of ours holds the same entity the same way for longer: then only the record ends. */
  heldByOther: boolean;
  /** A run is about to contain the same entity the same way, and its lease is not there yet: undone now, it would be undone under its hands. */
  onItsWay: boolean;
}

export interface LeaseClaim {
  worker: string;
  /** What this worker is releasing at this moment. */
  inHand: readonly string[];
  /** Connections that have enough to do with what is in hand. */
  busy: readonly string[];
  limit: number;
}

/** Taken, but by a worker that is dead, or by this one, which has lost it: the database went away between its claim and its last word. */
const LOST = `claimed_by IS NOT NULL AND status = 'releasing'
  AND (NOT EXISTS (SELECT 1 FROM workers w WHERE w.id = leases.claimed_by) OR (claimed_by = $2 AND id <> ALL ($3::uuid[])))`;
const DUE = "status IN ('active', 'releasing') AND next_attempt_at <= now() AND id <> ALL ($3::uuid[])";
const FREE = "connection_id <> ALL ($4::uuid[])";

/**
 * Takes up to `limit` leases whose time has come, and those that are in nobody's hands. A claim lasts ten minutes, longer than any release; the
 * release is one effect under one idempotency key however often it is taken. Of several leases on one name at the product the one that ends last undoes the
 * containment, whoever takes which of them when, and whatever record the name was of when they began. A worker must not claim twice at the same time: it does not know yet what it holds.
 *
 * What else holds the entity is asked once the claims are durable: a containment that was journalled before is seen then, and one that is journalled
 * after sees the claim and waits (`beingUndone`).
 */
export async function claimDueLeases(pool: Pool, claim: LeaseClaim): Promise<DueLease[]> {
  const claimed = await claimDue(pool, claim);
  if (claimed.length === 0) return [];
  const around = await whatElseHolds(
    pool,
    claimed.map(({ id }) => id),
  );
  return claimed.map((lease) => ({ ...lease, ...around.get(lease.id)! }));
}

type Around = Pick<DueLease, "heldByOther" | "onItsWay">;

async function claimDue(
  pool: Pool,
  { worker, inHand, busy, limit }: LeaseClaim,
): Promise<Omit<DueLease, keyof Around>[]> {
  const result = await pool.query<Omit<DueLease, keyof Around>>(
    `UPDATE leases l SET status = 'releasing', attempts = attempts + 1, next_attempt_at = now() + interval '10 minutes', claimed_by = $2
     WHERE id = ANY (ARRAY(
       SELECT id FROM leases WHERE id IN (
         (SELECT id FROM leases WHERE ${DUE} AND ${FREE} ORDER BY next_attempt_at LIMIT $1)
         UNION ALL
         SELECT id FROM leases WHERE ${LOST} AND ${FREE}
       ) AND ((${DUE}) OR (${LOST}))
       LIMIT $1 FOR UPDATE SKIP LOCKED))
     RETURNING id, workspace_id AS "workspaceId", effect_id AS "effectId", incident_id AS "incidentId", capability, reversal, connection_id AS "connectionId", connection,
       entity_type AS "entityType", entity_key AS "entityKey", target, args, mark, owner, attempts, released_by AS "releasedBy"`,
    [limit, worker, inHand, busy],
  );
  return result.rows;
}

/** A run that waits, as under a freeze, is about nothing: releases go on, and it looks anew when it goes on. */
async function whatElseHolds(pool: Pool, ids: string[]): Promise<Map<string, Around>> {
  const result = await pool.query<Around & { id: string }>(
    `SELECT l.id,
       EXISTS (SELECT 1 FROM leases o WHERE o.id <> l.id AND o.workspace_id = l.workspace_id AND o.entity_type = l.entity_type AND o.target = l.target
         AND o.capability = l.capability AND o.connection = l.connection AND o.status IN ('active', 'releasing')
         AND (o.expires_at, o.id) > (l.expires_at, l.id)) AS "heldByOther",
       EXISTS (SELECT 1 FROM effects e JOIN runs r ON r.id = e.run_id WHERE e.workspace_id = l.workspace_id AND e.entity_key IN (l.entity_key, l.target)
         AND e.status = 'intended' AND e.lease_seconds IS NOT NULL AND e.id <> l.effect_id
         AND e.entity_type = l.entity_type AND e.capability = l.capability AND e.connection = l.connection AND r.owner IS NOT NULL AND r.status IN ('ready', 'running', 'waiting')) AS "onItsWay"
     FROM leases l WHERE l.id = ANY ($1::uuid[])`,
    [ids],
  );
  return new Map(result.rows.map(({ id, ...around }) => [id, around]));
}

/** A lease in a worker's hands. What it says of one that was taken from it meanwhile changes nothing: whoever has it now is about it. */
export interface LeaseInHand {
  id: string;
  worker: string;
}

/** The lease is over: the reversal was seen, or there was nothing left to reverse. */
export async function endLease(
  client: Client,
  { id, worker }: LeaseInHand,
  how: { by: string; note: string },
): Promise<void> {
  await client.query(
    `WITH ended AS (UPDATE leases SET status = 'released', released_at = now(), released_by = COALESCE(released_by, $2), error = NULL, claimed_by = NULL WHERE id = $1 AND claimed_by = $4 AND status <> 'released' RETURNING id, workspace_id, incident_id, capability, entity_key)
     , audited AS (INSERT INTO audit (workspace_id, actor, action, subject_type, subject_id, details)
       SELECT workspace_id, $2, 'containment-released', 'lease', id::text, jsonb_build_object('note', $3::text) FROM ended)
     INSERT INTO sync_outbox (workspace_id, incident_id, change)
     SELECT workspace_id, incident_id, jsonb_build_object('kind', 'released', 'comment', 'Containment ended: ' || capability || ' on ' || entity_key || '. ' || $3::text) FROM ended WHERE incident_id IS NOT NULL`,
    [id, how.by, how.note, worker],
  );
}

/** The release did not work yet: it is tried again at `at`, and the ledger shows why. */
export async function postponeLease(
  client: Queryable,
  { id, worker }: LeaseInHand,
  error: unknown,
  at: Date,
): Promise<void> {
  await client.query(
    "UPDATE leases SET error = $3, next_attempt_at = $4, claimed_by = NULL WHERE id = $1 AND claimed_by = $2",
    [id, worker, pgJson(error), at],
  );
}

/** Nothing was tried: it is looked at again at `at`, as if it had not been taken. */
export async function leaveLease(client: Queryable, { id, worker }: LeaseInHand, at: Date): Promise<void> {
  await client.query(
    "UPDATE leases SET next_attempt_at = $3, attempts = attempts - 1, claimed_by = NULL WHERE id = $1 AND claimed_by = $2",
    [id, worker, at],
  );
}

/** Due at once, unless somebody is about it at this moment: a second one beside them would call the product twice. */
const NOW = "next_attempt_at = CASE WHEN claimed_by IS NULL THEN now() ELSE next_attempt_at END";

/** Asks for a release now. False when no such lease is in force. */
export async function releaseNow(client: Client, workspaceId: string, id: string, by: string): Promise<boolean> {
  const result = await client.query(
    `UPDATE leases SET expires_at = LEAST(expires_at, now()), ${NOW}, released_by = $3 WHERE id = $1 AND workspace_id = $2 AND status IN ('active', 'releasing')`,
    [id, workspaceId, by],
  );
  return result.rowCount === 1;
}

/** Asks for the release of every containment in force that fits; answers how many. Without a filter, of all of the workspace. `entity`: every key it goes by. */
export async function releaseAll(
  client: Client,
  workspaceId: string,
  filter: { incident?: string | undefined; entity?: readonly string[] | undefined; playbook?: string | undefined },
  by: string,
): Promise<number> {
  const result = await client.query(
    `UPDATE leases SET expires_at = LEAST(expires_at, now()), ${NOW}, released_by = $2 WHERE workspace_id = $1 AND status IN ('active', 'releasing')
       AND ($3::uuid IS NULL OR incident_id = $3) AND ($4::text[] IS NULL OR entity_key = ANY ($4) OR target = ANY ($4)) AND ($5::text IS NULL OR owner = 'playbook:' || $5)`,
    [workspaceId, by, filter.incident ?? null, filter.entity ?? null, filter.playbook ?? null],
  );
  return result.rowCount ?? 0;
}

/** Moves the end of a lease in force. False when it is not, or somebody has asked for its release: they were told that it ends. */
export async function extendLease(client: Client, workspaceId: string, id: string, until: Date): Promise<boolean> {
  const result = await client.query(
    "UPDATE leases SET expires_at = $3, next_attempt_at = $3 WHERE id = $1 AND workspace_id = $2 AND status = 'active' AND released_by IS NULL",
    [id, workspaceId, until],
  );
  return result.rowCount === 1;
}

/** How the lease stands that an effect left, by the effect's key; null when it left none. */
export async function leaseUnder(
  client: Queryable,
  workspaceId: string,
  idempotencyKey: string,
): Promise<{ id: string; status: string; error: { message?: string } | null } | null> {
  const found = await client.query<{ id: string; status: string; error: { message?: string } | null }>(
    "SELECT l.id, l.status, l.error FROM leases l JOIN effects e ON e.id = l.effect_id WHERE e.workspace_id = $1 AND e.idempotency_key = $2",
    [workspaceId, idempotencyKey],
  );
  return found.rows[0] ?? null;
}

/** What is in force, by the names that a release goes by: entities, also as products were given them, and playbooks. */
export async function heldNames(
  client: Queryable,
  workspaceId: string,
): Promise<{ entities: string[]; playbooks: string[] }> {
  const held = await client.query<{ entities: string[]; playbooks: string[] }>(
    `SELECT COALESCE(array_agg(DISTINCT name), '{}') AS entities, COALESCE(array_agg(DISTINCT substr(owner, 10)) FILTER (WHERE owner LIKE 'playbook:%'), '{}') AS playbooks
     FROM leases, unnest(ARRAY[entity_key, target]) AS name WHERE workspace_id = $1 AND status IN ('active', 'releasing')`,
    [workspaceId],
  );
  return held.rows[0]!;
}
