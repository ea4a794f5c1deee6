/** The inventory: what the organisation knows of its own. */
import type { EntityAttributes } from "../model/entity.ts";
import type { Queryable } from "./database.ts";
import { pgJson } from "./json.ts";
import { type Page, type Paged, selectPage } from "./page.ts";

export interface InventoryRow {
  id: string;
  type: string;
  key: string;
  name: string;
  /** In every spelling that alerts may use. */
  aliases: string[];
  attributes: EntityAttributes;
}

/** Known entities take the new name, aliases and attributes; aliases that the inventory no longer gives are forgotten, those that alerts taught stay. */
export async function importInventory(client: Queryable, workspaceId: string, entities: InventoryRow[]): Promise<void> {
  await client.query(
    `INSERT INTO entities (id, workspace_id, type, key, name, aliases, attributes, inventoried, inventoried_at)
     SELECT id, $2, type, key, name, aliases, attributes, true, now()
     FROM json_to_recordset($1::json) AS r(id uuid, type text, key text, name text, aliases text[], attributes jsonb) ORDER BY type, key
     ON CONFLICT (workspace_id, type, key) DO UPDATE SET name = excluded.name, aliases = excluded.aliases, attributes = excluded.attributes,
       inventoried = true, inventoried_at = now(), merged_into = NULL`,
    [pgJson(entities), workspaceId],
  );
  await client.query(
    `WITH imported AS (
       SELECT e.id, e.type, e.aliases FROM json_to_recordset($1::json) AS r(type text, key text) JOIN entities e ON e.workspace_id = $2 AND e.type = r.type AND e.key = r.key
     ), dropped AS (
       DELETE FROM entity_aliases a USING imported i WHERE a.entity_id = i.id AND a.origin = 'inventory' AND NOT a.alias = ANY (i.aliases)
     )
     INSERT INTO entity_aliases (workspace_id, type, alias, entity_id, origin)
     SELECT $2, i.type, alias, i.id, 'inventory' FROM imported i, unnest(i.aliases) AS alias ORDER BY i.type, alias, i.id
     ON CONFLICT (workspace_id, type, alias, scope, entity_id) DO UPDATE SET origin = 'inventory', rejected_at = NULL, rejected_by = NULL`,
    [pgJson(entities.map(({ type, key }) => ({ type, key }))), workspaceId],
  );
}

const SELECT = `SELECT e.id, e.type, e.key, e.name, e.aliases, e.attributes, e.inventoried_at AS "inventoriedAt" FROM entities e`;

/** One page of the inventory. `staleSince`: only what it has not spoken of since. */
export function listInventory(
  client: Queryable,
  workspaceId: string,
  filter: { type?: string | undefined; staleSince?: string | undefined },
  page: Page,
): Promise<Paged<InventoryRow>> {
  return selectPage<InventoryRow>(
    client,
    SELECT,
    [
      ["e.workspace_id = ? AND e.inventoried", workspaceId],
      ["e.type = ?", filter.type],
      ["e.inventoried_at < ?::timestamptz", filter.staleSince],
    ],
    page,
    "e.id",
  );
}

/** What the inventory says of these, where it says anything. */
export async function inventoryOf(
  client: Queryable,
  workspaceId: string,
  keys: { type: string; key: string }[],
): Promise<InventoryRow[]> {
  const result = await client.query<InventoryRow>(
    `${SELECT} JOIN unnest($2::text[], $3::text[]) AS k(type, key) USING (type, key) WHERE e.workspace_id = $1 AND e.inventoried`,
    [workspaceId, keys.map(({ type }) => type), keys.map(({ key }) => key)],
  );
  return result.rows;
}

/** The first inventoried entity of each of these types that has each of these tags. */
export async function taggedEntities(
  client: Queryable,
  workspaceId: string,
  types: readonly string[],
  tags: readonly string[],
): Promise<{ type: string; key: string; tag: string }[]> {
  const found = await client.query<{ type: string; key: string; tag: string }>(
    `SELECT DISTINCT ON (e.type, t.tag) e.type, e.key, t.tag FROM entities e JOIN unnest($3::text[]) AS t(tag) ON e.attributes->'tags' ? t.tag
     WHERE e.workspace_id = $1 AND e.type = ANY ($2) AND e.inventoried ORDER BY e.type, t.tag, e.key`,
    [workspaceId, types, tags],
  );
  return found.rows;
}
