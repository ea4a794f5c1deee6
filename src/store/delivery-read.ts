/** Deliveries as they came, for looking at and learning from. */
import type { Queryable } from "./database.ts";

/** Among so many of the newest deliveries of a workspace those of one connection are looked for. */
const LOOKED_AT = 5_000;

/** The newest bodies of one connection, the newest first, at most `limit`. */
export async function recentBodies(
  client: Queryable,
  workspaceId: string,
  connectionId: string,
  limit: number,
): Promise<{ contentType: string; body: Buffer }[]> {
  const found = await client.query<{ contentType: string; body: Buffer }>(
    `SELECT content_type AS "contentType", body FROM deliveries WHERE id = ANY (ARRAY(
       SELECT id FROM (SELECT id, connection_id FROM deliveries WHERE workspace_id = $1 ORDER BY id DESC LIMIT ${LOOKED_AT}) newest
       WHERE connection_id = $2 LIMIT $3)) ORDER BY id DESC`,
    [workspaceId, connectionId, limit],
  );
  return found.rows;
}
