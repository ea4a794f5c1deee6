/** One line an incident: what it is, what was done where, who has it now. */
import type { Queryable } from "./database.ts";

export interface IncidentLine {
  number: number;
  title: string;
  typeId: string;
  severity: string;
  entityType: string;
  entityName: string;
  source: string;
  initialDisposition: string;
  disposition: string;
  status: string;
  queue: string | null;
  /** Effects that took hold, in order. */
  done: { capability: string; connection: string; effectClass: string; entityKey: string }[];
  /** In words; empty when nobody is asked. */
  awaiting: string[];
  /** From the opening to the first containment in force; null when nothing was contained. */
  containedMs: number | null;
}

/** All incidents of a workspace, oldest first, at most `limit`. */
export async function overview(client: Queryable, workspaceId: string, limit: number): Promise<IncidentLine[]> {
  const result = await client.query<IncidentLine>(
    `SELECT i.number::int, i.title, i.type_id AS "typeId", i.severity, i.entity_type AS "entityType", i.entity_name AS "entityName", i.source,
       i.initial_disposition AS "initialDisposition", i.disposition, i.status, i.queue,
       COALESCE((SELECT jsonb_agg(jsonb_build_object('capability', e.capability, 'connection', e.connection, 'effectClass', e.effect_class, 'entityKey', e.entity_key) ORDER BY e.settled_at, e.id)
         FROM effects e WHERE e.incident_id = i.id AND e.status IN ('applied', 'verified')), '[]') AS done,
       ARRAY(SELECT a.summary FROM approvals a WHERE a.incident_id = i.id AND a.status = 'pending' ORDER BY a.id) AS awaiting,
       (extract(epoch FROM i.contained_at - i.opened_at) * 1000)::float8 AS "containedMs"
     FROM incidents i WHERE i.workspace_id = $1 ORDER BY i.number LIMIT $2`,
    [workspaceId, limit],
  );
  return result.rows;
}

/** True when nothing moves by itself any more: no alert waits to be taken, no run is being performed, every change is told to the systems in step. */
export async function isQuiet(client: Queryable, workspaceId: string): Promise<boolean> {
  const result = await client.query<{ busy: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM alert_inbox WHERE workspace_id = $1)
       OR EXISTS (SELECT 1 FROM runs r WHERE r.workspace_id = $1 AND (r.status IN ('ready', 'running')
         OR (r.status = 'waiting' AND r.wake_at < now() + interval '30 seconds')))
       OR EXISTS (SELECT 1 FROM sync_outbox o WHERE o.workspace_id = $1 AND o.done_at IS NULL AND o.change->>'kind' <> 'joined') AS busy`,
    [workspaceId],
  );
  return !result.rows[0]!.busy;
}
