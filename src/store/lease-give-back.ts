/** What a run may give back: the leases in force on an entity that a reversal would undo, its own incident's and others'. */
import type { Acting } from "./being-undone.ts";
import type { Client } from "./database.ts";
import { pgJson } from "./json.ts";

/** A reversal that a step asks for. */
export interface Reversing extends Acting {
  /** The capabilities that it undoes. */
  undoes: string[];
  incidentId: string | null;
  idempotencyKey: string;
  actor: string;
}

export interface HeldLease {
  id: string;
  /** Of the same incident. */
  own: boolean;
  /** The incident that holds it; null for a lease of none. */
  incident: number | null;
  expiresAt: Date;
  /** Why its release did not work yet, once somebody has asked for it; null while nothing stands against it. */
  stuck: string | null;
}

export interface Holding {
  held: HeldLease[];
  /** The same actor has given back what its incident held of it. */
  gaveBack: boolean;
  /** It was tried before, and that did not end it: what holds the entity now may have come after. */
  tried: boolean;
  /** A run that somebody has in hand is about to contain the same, and its lease is not there yet. */
  onItsWay: boolean;
}

/** One answer each, in order; null for a reversal that was done or refused already: then what the journal says of it counts. */
export async function holdingOf(client: Client, reversing: readonly Reversing[]): Promise<(Holding | null)[]> {
  if (reversing.length === 0) return [];
  const result = await client.query<Holding & { status: string | null }>(
    `SELECT (SELECT status FROM effects WHERE idempotency_key = a."idempotencyKey") AS status,
       EXISTS (SELECT 1 FROM effects e JOIN runs r ON r.id = e.run_id WHERE e.workspace_id = a."workspaceId" AND e.entity_key = ANY (a.keys)
         AND e.status = 'intended' AND e.lease_seconds IS NOT NULL AND e.entity_type = a."entityType" AND e.capability = ANY (a.undoes)
         AND e.connection = a.connection AND r.owner IS NOT NULL AND r.status IN ('ready', 'running', 'waiting')) AS "onItsWay",
       EXISTS (SELECT 1 FROM leases r WHERE r.incident_id = a."incidentId" AND r.status = 'released' AND r.released_by = a.actor AND r.reversal = a.capability
         AND r.connection = a.connection AND (r.entity_key = ANY (a.keys) OR r.target = ANY (a.keys))) AS "gaveBack",
       COALESCE((SELECT json_agg(json_build_object('id', l.id, 'own', l.incident_id IS NOT DISTINCT FROM a."incidentId", 'incident', i.number, 'expiresAt', l.expires_at,
           'stuck', CASE WHEN l.released_by IS NOT NULL THEN l.error->>'message' END) ORDER BY l.id)
         FROM leases l LEFT JOIN incidents i ON i.id = l.incident_id
         WHERE l.workspace_id = a."workspaceId" AND l.status IN ('active', 'releasing') AND (l.entity_key = ANY (a.keys) OR l.target = ANY (a.keys))
           AND l.entity_type = a."entityType" AND l.reversal = a.capability AND l.connection = a.connection), '[]') AS held
     FROM json_to_recordset($1::json) AS a(place int, "workspaceId" uuid, connection text, capability text, undoes text[], "entityType" text, keys text[],
       "incidentId" uuid, "idempotencyKey" text, actor text) ORDER BY a.place`,
    [pgJson(reversing.map((one, place) => ({ ...one, place })))],
  );
  return result.rows.map(({ status, held, ...more }) =>
    status !== null && ENDED.includes(status)
      ? null
      : {
          ...more,
          tried: status !== null && status !== "awaiting",
          held: held.map((lease) => ({ ...lease, expiresAt: new Date(lease.expiresAt) })),
        },
  );
}

const ENDED = ["applied", "verified", "refused"];
