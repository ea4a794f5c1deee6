/** Deliveries as they came, for looking at and learning from. */
import type { Queryable } from "./database.ts";
import { type KeptBody, unpackBody } from "./packed-body.ts";
import { type Page, type Paged, pageOf } from "./page.ts";

/** Among so many of the newest deliveries of a workspace those of one connection are looked for. */
const LOOKED_AT = 5_000;

/** The newest bodies of one connection, the newest first, at most `limit`. */
export async function recentBodies(
  client: Queryable,
  workspaceId: string,
  connectionId: string,
  limit: number,
): Promise<{ contentType: string; body: Buffer }[]> {
  const found = await client.query<{ contentType: string } & KeptBody>(
    `SELECT content_type AS "contentType", body, unpacked_bytes AS "unpackedBytes" FROM deliveries WHERE id = ANY (ARRAY(
       SELECT id FROM (SELECT id, connection_id FROM deliveries WHERE workspace_id = $1 ORDER BY id DESC LIMIT ${LOOKED_AT}) newest
       WHERE connection_id = $2 LIMIT $3)) ORDER BY id DESC`,
    [workspaceId, connectionId, limit],
  );
  return found.rows.map(({ contentType, ...kept }) => ({ contentType, body: unpackBody(kept) }));
}

export interface DeliveryRow {
  id: string;
  connection: string | null;
  receivedAt: Date;
  contentType: string;
  bytes: number;
  /** New alerts, alerts that were known already, and messages that could not be read; of these, how many still wait. */
  alerts: number;
  duplicates: number;
  unread: number;
  held: number;
}

/** An alert's id is made after its delivery's, within this time: what is asked of alerts reads no more of them. */
export const READ_WITHIN = "interval '1 minute'";

const SELECT = `SELECT d.id, c.name AS connection, d.received_at AS "receivedAt", d.content_type AS "contentType", d.bytes, COALESCE(m.alerts, 0) AS alerts,
  (SELECT count(*)::int FROM alert_folds f WHERE f.delivery_id = d.id) AS duplicates, q.unread, q.held
  FROM fitting d LEFT JOIN made m ON m.delivery_id = d.id LEFT JOIN connections c ON c.id = d.connection_id CROSS JOIN LATERAL
  (SELECT count(*)::int AS unread, count(*) FILTER (WHERE status = 'held')::int AS held FROM quarantine WHERE delivery_id = d.id) q`;

/** One page of what came, newest first. Of a connection that is seldom heard from a page may be empty and still have a next one: no page looks through everything. */
export async function listDeliveries(
  client: Queryable,
  workspaceId: string,
  filter: { connection?: string | undefined; unread?: boolean | undefined },
  { limit, cursor }: Page,
): Promise<Paged<DeliveryRow>> {
  const { rows } = await client.query<DeliveryRow & { last: string; looked: number }>(
    `WITH newest AS MATERIALIZED (SELECT id, connection_id, received_at, content_type, COALESCE(unpacked_bytes, octet_length(body)) AS bytes FROM deliveries
       WHERE workspace_id = $1 AND ($2::uuid IS NULL OR id < $2::uuid) ORDER BY id DESC LIMIT ${LOOKED_AT}),
     edge AS (SELECT min(id::text) AS last, count(*)::int AS looked FROM newest),
     fitting AS (SELECT n.* FROM newest n LEFT JOIN connections c ON c.id = n.connection_id WHERE ($3::text IS NULL OR c.name = $3)
       AND (NOT $4::boolean OR EXISTS (SELECT FROM quarantine WHERE delivery_id = n.id)) ORDER BY n.id DESC LIMIT $5),
     made AS (SELECT a.delivery_id, count(*)::int AS alerts FROM alerts a WHERE a.id > (SELECT id FROM fitting ORDER BY id LIMIT 1)
       AND a.id < least_id_at((SELECT max(received_at) FROM fitting) + ${READ_WITHIN}) AND a.delivery_id IN (SELECT id FROM fitting) GROUP BY a.delivery_id)
     SELECT found.*, edge.* FROM edge LEFT JOIN (${SELECT}) found ON true ORDER BY found.id DESC`,
    [workspaceId, cursor ?? null, filter.connection ?? null, filter.unread ?? false, limit + 1],
  );
  const { last, looked } = rows[0]!;
  const page = pageOf(
    rows.filter(({ id }) => id !== null).map(({ last: _last, looked: _looked, ...row }) => row),
    limit,
  );
  return { ...page, next: page.next ?? (looked === LOOKED_AT ? last : null) };
}
