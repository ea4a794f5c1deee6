/** What was seen before that is like an incident: the same entity, the same kind of thing, the same techniques. */
import type { Incident } from "../model/incident.ts";
import type { Queryable } from "./database.ts";

/** How far back, and how many of each kind are looked at: the newest say most. */
const LOOKED_AT = 50;

/** How the two are alike. */
export type Likeness = "entity" | "type" | "source" | "title" | "techniques";

export interface SimilarRow
  extends Pick<
    Incident,
    "id" | "number" | "title" | "status" | "severity" | "disposition" | "dispositionReason" | "owner"
  > {
  openedAt: Date;
  resolvedAt: Date | null;
  like: Likeness[];
}

/** The incidents most like one, the likest and newest first. To be of the same type alone does not count. */
export async function similarIncidents(
  client: Queryable,
  workspaceId: string,
  id: string,
  limit: number,
): Promise<SimilarRow[]> {
  const { rows } = await client.query<SimilarRow>(
    `WITH this AS (SELECT * FROM incidents WHERE workspace_id = $1 AND id = $2),
    near AS (
      (SELECT i.id FROM incidents i, this t WHERE i.workspace_id = $1 AND i.entity_key = t.entity_key ORDER BY i.id DESC LIMIT ${LOOKED_AT})
      UNION
      (SELECT i.id FROM incidents i, this t WHERE i.workspace_id = $1 AND i.type_id = t.type_id ORDER BY i.id DESC LIMIT ${LOOKED_AT})
    ), judged AS (
      SELECT i.*, array_remove(ARRAY[
          CASE WHEN i.entity_key = t.entity_key AND i.entity_type = t.entity_type THEN 'entity' END,
          CASE WHEN i.title = t.title THEN 'title' END,
          CASE WHEN i.type_id = t.type_id THEN 'type' END,
          CASE WHEN i.techniques && t.techniques THEN 'techniques' END,
          CASE WHEN i.source = t.source THEN 'source' END
        ], NULL) AS alike
      FROM near n JOIN incidents i ON i.id = n.id, this t WHERE i.id <> t.id AND i.merged_into IS NULL
    )
    SELECT id, number::int, title, status, severity, disposition, disposition_reason AS "dispositionReason", owner,
      opened_at AS "openedAt", resolved_at AS "resolvedAt", alike AS like
    FROM judged WHERE alike && ARRAY['entity', 'title'] OR alike @> ARRAY['type', 'source']
    ORDER BY cardinality(alike) DESC, id DESC LIMIT $3`,
    [workspaceId, id, limit],
  );
  return rows;
}
