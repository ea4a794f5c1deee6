/** What changed in a workspace, in the order in which it was settled: the audit record, told without its content. */
import type { Queryable } from "./database.ts";

export interface ChangeRow {
  /** Counts from 0 in each workspace; later changes have larger ones. */
  at: number;
  /** As the audit record has it. */
  kind: string;
  id: string;
  /** The incident that it is a part of; null when it is none's. */
  incident: string | null;
}

/** The place behind everything that is settled now: what is read from there on is new. */
export async function changesNow(client: Queryable, workspaceId: string): Promise<number> {
  const { rows } = await client.query<{ next: number }>({
    name: "changes-now",
    text: "SELECT COALESCE(max(leaf) + 1, 0)::float8 AS next FROM audit_leaves WHERE workspace_id = $1",
    values: [workspaceId],
  });
  return rows[0]!.next;
}

/** The next changes from a place on, and the place behind them. */
export async function changesFrom(
  client: Queryable,
  workspaceId: string,
  from: number,
  limit: number,
): Promise<{ changes: ChangeRow[]; next: number }> {
  const { rows } = await client.query<ChangeRow>({
    name: "changes-from",
    // What an effect or an incident carries along is named too: an approval begins with an effect that waits, a containment with one that took hold, questions with a handover, and runs go on by both.
    text: `SELECT l.leaf::float8 AS at, k.kind, k.id,
        CASE k.kind
          WHEN 'incident' THEN k.id::uuid
          WHEN 'run' THEN (SELECT r.subject_id FROM runs r WHERE r.id = k.id::uuid)
          WHEN 'effect' THEN (SELECT e.incident_id FROM effects e WHERE e.id = k.id::uuid)
          WHEN 'approval' THEN (SELECT e.incident_id FROM approvals p JOIN effects e ON e.id = p.effect_id WHERE p.id = k.id::uuid)
          WHEN 'lease' THEN (SELECT e.incident_id FROM leases s JOIN effects e ON e.id = s.effect_id WHERE s.id = k.id::uuid)
          WHEN 'form' THEN (SELECT f.incident_id FROM forms f WHERE f.id = k.id::uuid)
        END AS incident
      FROM (SELECT leaf, audit_id FROM audit_leaves WHERE workspace_id = $1 AND leaf >= $2 ORDER BY leaf LIMIT $3) l JOIN audit a ON a.id = l.audit_id,
        LATERAL (SELECT CASE a.subject_type WHEN 'effect' THEN a.subject_id::uuid END AS effect, CASE a.subject_type WHEN 'incident' THEN a.subject_id::uuid END AS incident) o,
        LATERAL (
          SELECT a.subject_type AS kind, a.subject_id AS id
          UNION ALL SELECT 'approval', p.id::text FROM approvals p WHERE p.effect_id = o.effect
          UNION ALL SELECT 'lease', s.id::text FROM leases s WHERE s.effect_id = o.effect
          UNION ALL SELECT 'run', e.run_id::text FROM effects e WHERE e.id = o.effect AND e.run_id IS NOT NULL
          UNION ALL SELECT 'form', f.id::text FROM forms f WHERE f.incident_id = o.incident
          UNION ALL SELECT 'run', r.id::text FROM runs r WHERE r.subject_id = o.incident
        ) k
      ORDER BY l.leaf`,
    values: [workspaceId, from, limit],
  });
  return { changes: rows, next: (rows.at(-1)?.at ?? from - 1) + 1 };
}
