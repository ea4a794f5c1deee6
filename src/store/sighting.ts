/** Which host an address was, at a time. An address passes from host to host; it names none. */
import type { Client, Pool, Queryable } from "./database.ts";
import { pgJson } from "./json.ts";

/** A host seen at an address, by alerts of one batch. */
export interface Sighting {
  workspaceId: string;
  address: string;
  entityId: string;
  /** ISO 8601. */
  from: string;
  until: string;
  connectionId: string;
}

/** Seen again within this, and nobody else in between, the host had the address all the while: the usual lease of DHCP. */
const SAME_STAY = "24 hours";
/** A stay is written again only when it grew by so much: a storm of alerts of one host is a few writes. */
const GRAIN_MS = 60_000;
const GRAIN = `${GRAIN_MS} milliseconds`;

/** Until when this process wrote each stay, by host and address: within the grain of that there is nothing to write. Bounded, and lost without harm. */
const REMEMBERED_STAYS = 20_000;
const written = new Map<string, { from: number; until: number }>();

/** Begins a stay, or makes the one it belongs to longer. */
export async function noteSightings(client: Client, seen: Sighting[]): Promise<void> {
  const sightings = seen.filter(isNews);
  if (sightings.length === 0) return;
  await client.query({
    name: "note-sightings",
    text: `WITH input AS (
        SELECT * FROM json_to_recordset($1::json) AS r("workspaceId" uuid, address text, "entityId" uuid, "from" timestamptz, until timestamptz, "connectionId" uuid)
      ), placed AS (
        SELECT i.*, s.from_at, s.until_at FROM input i LEFT JOIN LATERAL (
          SELECT s.from_at, s.until_at FROM address_sightings s
          WHERE s.workspace_id = i."workspaceId" AND s.address = i.address AND s.entity_id = i."entityId" AND s.from_at <= i."from" AND s.until_at >= i."from" - interval '${SAME_STAY}'
            AND NOT EXISTS (SELECT 1 FROM address_sightings o WHERE o.workspace_id = s.workspace_id AND o.address = s.address AND o.entity_id <> s.entity_id
              AND o.from_at <= i."from" AND o.until_at > s.until_at)
          ORDER BY s.from_at DESC LIMIT 1
        ) s ON true
      ), grown AS (
        UPDATE address_sightings s SET until_at = p.until FROM placed p
        WHERE s.workspace_id = p."workspaceId" AND s.address = p.address AND s.entity_id = p."entityId" AND s.from_at = p.from_at AND p.until > p.until_at + interval '${GRAIN}'
      )
      INSERT INTO address_sightings (workspace_id, address, entity_id, from_at, until_at, connection_id)
      SELECT "workspaceId", address, "entityId", "from", until, "connectionId" FROM placed WHERE from_at IS NULL ORDER BY 1, 2, 4, 3 ON CONFLICT DO NOTHING`,
    values: [pgJson(sightings)],
  });
}

function isNews({ entityId, address, from, until }: Sighting): boolean {
  const id = `${entityId} ${address}`;
  const before = written.get(id);
  const [begun, ended] = [Date.parse(from), Date.parse(until)];
  if (before !== undefined && begun >= before.from && ended <= before.until + GRAIN_MS) return false;
  if (written.size >= REMEMBERED_STAYS) written.clear();
  written.set(id, { from: begun, until: ended });
  return true;
}

/** A host's stay at an address. */
export interface Stay {
  entityId: string;
  key: string;
  name: string;
  from: Date;
  until: Date;
  connection: string | null;
  /** The moment asked for lies within the stay; otherwise the stay is the nearest one before it. */
  within: boolean;
}

/**
 * Who had the address at that moment: every host whose stay holds it, as far as alerts told; when none does, the last one before.
 * More than one means that the sources disagree.
 */
export async function hostsAt(client: Queryable, workspaceId: string, address: string, at: string): Promise<Stay[]> {
  const result = await client.query<Stay>(
    `WITH stays AS (
       SELECT s.*, s.until_at + interval '${GRAIN}' >= $3::timestamptz AS within FROM address_sightings s
       WHERE s.workspace_id = $1 AND s.address = $2 AND s.from_at <= $3::timestamptz
     )
     SELECT r.id AS "entityId", r.key, r.name, s.from_at AS "from", s.until_at AS until, c.name AS connection, s.within
     FROM stays s JOIN entities e ON e.id = s.entity_id JOIN entities r ON r.id = COALESCE(e.merged_into, e.id) LEFT JOIN connections c ON c.id = s.connection_id
     WHERE s.within OR (NOT EXISTS (SELECT 1 FROM stays WHERE within) AND s.until_at = (SELECT max(until_at) FROM stays))
     ORDER BY s.until_at DESC LIMIT 20`,
    [workspaceId, address, at],
  );
  return result.rows;
}

/** Stays that ended longer ago are forgotten. */
const REMEMBERED = "interval '180 days'";
const FORGOTTEN_AT_ONCE = 20_000;

/** Forgets stays that ended long ago. Answers how many; zero when there are none left. */
export async function forgetSightings(pool: Pool): Promise<number> {
  const gone = await pool.query(
    `DELETE FROM address_sightings WHERE ctid = ANY (ARRAY(SELECT ctid FROM address_sightings WHERE until_at < now() - ${REMEMBERED} LIMIT ${FORGOTTEN_AT_ONCE}))`,
  );
  return gone.rowCount ?? 0;
}
