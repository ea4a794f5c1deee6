/** Effects and leases as the doors show them. */
import type { Queryable } from "./database.ts";
import { type Page, type Paged, selectPage } from "./page.ts";

const EFFECT = `SELECT e.id, e.workspace_id AS "workspaceId", e.incident_id AS "incidentId", e.run_id AS "runId", e.step, e.playbook,
  e.idempotency_key AS "idempotencyKey", e.capability, e.effect_class AS "effectClass", e.connection, e.entity_type AS "entityType", e.entity_key AS "entityKey",
  e.args, e.args_hash AS "argsHash", e.guard, e.status, e.attempts, e.reverses, e.output, e.error, e.read_back AS "readBack", e.intended_at AS "intendedAt",
  e.settled_at AS "settledAt" FROM effects e`;

export interface EffectFilter {
  incident?: string | undefined;
  run?: string | undefined;
  status?: string[] | undefined;
  effectClass?: string[] | undefined;
  capability?: string | undefined;
  connection?: string | undefined;
  /** Every key it goes by. */
  entity?: string[] | undefined;
}

/** One page of a workspace's effects, newest first. */
export function listEffects(
  client: Queryable,
  workspaceId: string,
  filter: EffectFilter,
  page: Page,
): Promise<Paged<{ id: string }>> {
  return selectPage(
    client,
    EFFECT,
    [
      ["e.workspace_id = ?", workspaceId],
      ["e.incident_id = ?::uuid", filter.incident],
      ["e.run_id = ?::uuid", filter.run],
      ["e.status = ANY (?::text[])", filter.status],
      ["e.effect_class = ANY (?::text[])", filter.effectClass],
      ["e.capability = ?", filter.capability],
      ["e.connection = ?", filter.connection],
      ["e.entity_key = ANY (?::text[])", filter.entity],
    ],
    page,
    "e.id",
  );
}

/** One effect; null when the workspace has none of that id. */
export async function readEffect(client: Queryable, workspaceId: string, id: string): Promise<unknown> {
  return (await client.query(`${EFFECT} WHERE e.workspace_id = $1 AND e.id = $2`, [workspaceId, id])).rows[0] ?? null;
}

const LEASE = `SELECT l.id, l.workspace_id AS "workspaceId", l.effect_id AS "effectId", l.incident_id AS "incidentId", l.capability, l.reversal, l.connection,
  l.entity_type AS "entityType", l.entity_key AS "entityKey", l.owner, l.reason, l.status, l.started_at AS "startedAt", l.expires_at AS "expiresAt",
  l.released_at AS "releasedAt", l.released_by AS "releasedBy", l.error FROM leases l`;

export interface LeaseFilter {
  status?: string[] | undefined;
  incident?: string | undefined;
  /** Every key it goes by. */
  entity?: string[] | undefined;
  capability?: string | undefined;
}

export interface LeaseRow {
  id: string;
  effectId: string;
  capability: string;
  connection: string;
  entityKey: string;
  status: string;
  startedAt: Date;
  expiresAt: Date;
}

/** One page of a workspace's containment leases, newest first. */
export function listLeases(
  client: Queryable,
  workspaceId: string,
  filter: LeaseFilter,
  page: Page,
): Promise<Paged<LeaseRow>> {
  return selectPage<LeaseRow>(
    client,
    LEASE,
    [
      ["l.workspace_id = ?", workspaceId],
      ["l.status = ANY (?::text[])", filter.status],
      ["l.incident_id = ?::uuid", filter.incident],
      ["ARRAY[l.entity_key, l.target] && ?::text[]", filter.entity],
      ["l.capability = ?", filter.capability],
    ],
    page,
    "l.id",
  );
}

/** One lease; null when the workspace has none of that id. */
export async function readLease(client: Queryable, workspaceId: string, id: string): Promise<LeaseRow | null> {
  return (
    (await client.query<LeaseRow>(`${LEASE} WHERE l.workspace_id = $1 AND l.id = $2`, [workspaceId, id])).rows[0] ??
    null
  );
}
