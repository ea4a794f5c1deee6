/** Entities as the doors show them. */
import { EntityAttributes } from "../model/entity.ts";
import type { Queryable } from "./database.ts";
import { containing, type Page, type Paged, selectPage } from "./page.ts";

const SELECT = `SELECT e.id, e.workspace_id AS "workspaceId", e.type, e.key, e.name,
  ARRAY(SELECT DISTINCT a.alias FROM entity_aliases a WHERE a.entity_id = e.id AND a.rejected_at IS NULL ORDER BY 1 LIMIT 100) AS aliases,
  e.attributes, e.inventoried, e.inventoried_at AS "inventoriedAt", e.merged_into AS "mergedInto", e.first_seen_at AS "firstSeenAt",
  e.last_seen_at AS "lastSeenAt" FROM entities e`;

/** One page of a workspace's entities, newest first. `staleSince`: only what the inventory has not spoken of since. */
export async function listEntities(
  client: Queryable,
  workspaceId: string,
  filter: {
    type?: string | undefined;
    key?: string | undefined;
    inventoried?: boolean | undefined;
    staleSince?: string | undefined;
    q?: string | undefined;
  },
  page: Page,
): Promise<Paged<{ id: string }>> {
  const q = filter.q === undefined ? undefined : containing(filter.q);
  const found = await selectPage<EntityRow>(
    client,
    SELECT,
    [
      ["e.workspace_id = ?", workspaceId],
      ["e.type = ?", filter.type],
      ["e.key = ?", filter.key],
      ["e.inventoried = ?", filter.inventoried],
      ["(e.inventoried AND e.inventoried_at < ?::timestamptz)", filter.staleSince],
      ["(e.key ILIKE ? OR e.name ILIKE ?)", q, q],
    ],
    page,
    "e.id",
  );
  return { ...found, items: found.items.map(inFull) };
}

type EntityRow = Record<string, unknown> & { id: string; type: string; attributes: object };

/** Of most entities nothing is known, and nothing is stored: what that means is said in full. */
function inFull(row: EntityRow): EntityRow {
  return { ...row, attributes: EntityAttributes.parse(row.attributes) };
}

/** A name of a record, where it is from, and who else claims it. */
export interface AliasRow {
  alias: string;
  scope: string;
  origin: string;
  connection: string | null;
  alertId: string | null;
  learnedAt: Date;
  rejectedAt: Date | null;
  rejectedBy: string | null;
  /** Keys of other records that claim it too. */
  alsoOf: string[];
}

/** One entity with its names, what was merged into it and where it was seen; null when the workspace has none of that id. */
export async function readEntity(
  client: Queryable,
  workspaceId: string,
  id: string,
): Promise<(Record<string, unknown> & { type: string; names: AliasRow[] }) | null> {
  const found = await client.query<EntityRow>(`${SELECT} WHERE e.workspace_id = $1 AND e.id = $2`, [workspaceId, id]);
  const entity = found.rows[0];
  if (entity === undefined) return null;
  const merged = await client.query(
    "SELECT id, key FROM entities WHERE workspace_id = $1 AND merged_into = $2 ORDER BY id LIMIT 100",
    [workspaceId, id],
  );
  return {
    ...inFull(entity),
    names: await namesOf(client, id),
    merged: merged.rows,
    addresses: await addressesOf(client, workspaceId, id),
  };
}

async function namesOf(client: Queryable, id: string): Promise<AliasRow[]> {
  const result = await client.query<AliasRow>(
    `SELECT a.alias, a.scope, a.origin, c.name AS connection, a.alert_id AS "alertId", a.learned_at AS "learnedAt", a.rejected_at AS "rejectedAt",
       a.rejected_by AS "rejectedBy", ARRAY(
         SELECT r.key FROM entities e JOIN entities r ON r.id = COALESCE(e.merged_into, e.id) WHERE r.id <> $1 AND e.workspace_id = a.workspace_id AND e.type = a.type
           AND (e.key = a.alias OR e.id IN (SELECT o.entity_id FROM entity_aliases o
             WHERE o.workspace_id = a.workspace_id AND o.type = a.type AND o.alias = a.alias AND o.rejected_at IS NULL LIMIT 20))
         ORDER BY 1 LIMIT 20) AS "alsoOf"
     FROM entity_aliases a LEFT JOIN connections c ON c.id = a.connection_id
     WHERE a.entity_id IN (SELECT id FROM entities WHERE id = $1 OR merged_into = $1) ORDER BY a.origin DESC, a.alias LIMIT 300`,
    [id],
  );
  return result.rows;
}

async function addressesOf(client: Queryable, workspaceId: string, id: string): Promise<unknown[]> {
  const result = await client.query(
    `SELECT s.address, s.from_at AS "from", s.until_at AS until, c.name AS connection FROM address_sightings s LEFT JOIN connections c ON c.id = s.connection_id
     WHERE s.workspace_id = $1 AND s.entity_id IN (SELECT id FROM entities WHERE id = $2 OR merged_into = $2) ORDER BY s.from_at DESC LIMIT 100`,
    [workspaceId, id],
  );
  return result.rows;
}
