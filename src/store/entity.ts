/** Entities, one record per workspace, type and canonical key. */
import { EntityAttributes, type EntityRef } from "../model/entity.ts";
import type { Client, Queryable } from "./database.ts";
import { pgJson } from "./json.ts";

export interface KnownEntity {
  workspaceId: string;
  type: string;
  key: string;
  /** The key it was asked by: its own, or one of its aliases. */
  askedKey: string;
  name: string;
  aliases: string[];
  attributes: EntityAttributes;
}

const FIND = `
WITH asked AS (SELECT DISTINCT workspace_id, type, key FROM unnest($1::uuid[], $2::text[], $3::text[]) AS a(workspace_id, type, key)),
exact AS (
  SELECT a.key AS asked_key, e.* FROM asked a JOIN entities e USING (workspace_id, type, key)
), aliased AS (
  SELECT a.key AS asked_key, e.* FROM asked a JOIN entities e ON e.workspace_id = a.workspace_id AND e.type = a.type AND e.aliases @> ARRAY[a.key] AND e.inventoried
)
SELECT DISTINCT ON (workspace_id, type, asked_key) workspace_id AS "workspaceId", type, key, asked_key AS "askedKey", name, aliases, attributes
FROM (SELECT 1 AS rank, * FROM aliased UNION ALL SELECT 2, * FROM exact) found ORDER BY workspace_id, type, asked_key, inventoried DESC, rank`;

/** Finds entities by key or, for inventoried ones, by alias. */
export async function findEntities(
  client: Queryable,
  asked: { workspaceId: string; type: string; key: string }[],
): Promise<KnownEntity[]> {
  if (asked.length === 0) return [];
  const result = await client.query<KnownEntity>({
    name: "find-entities",
    text: FIND,
    values: [asked.map((one) => one.workspaceId), asked.map((one) => one.type), asked.map((one) => one.key)],
  });
  return result.rows.map((row) => ({ ...row, attributes: EntityAttributes.parse(row.attributes) }));
}

/** Writes down entities that were seen for the first time; known ones are left as they are. */
export async function noteEntities(
  client: Client,
  seen: (Pick<EntityRef, "type" | "key" | "name" | "aliases"> & { id: string; workspaceId: string })[],
): Promise<void> {
  if (seen.length === 0) return;
  await client.query({
    name: "note-entities",
    text: `INSERT INTO entities (id, workspace_id, type, key, name, aliases)
      SELECT id, "workspaceId", type, key, name, aliases
      FROM json_to_recordset($1::json) AS r(id uuid, "workspaceId" uuid, type text, key text, name text, aliases text[])
      ORDER BY "workspaceId", type, key ON CONFLICT (workspace_id, type, key) DO NOTHING`,
    values: [pgJson(seen)],
  });
}

/** Records what the organisation knows of its entities (the inventory); known ones take the new attributes. */
export async function importInventory(
  client: Queryable,
  workspaceId: string,
  entities: { id: string; type: string; key: string; name: string; aliases: string[]; attributes: EntityAttributes }[],
): Promise<void> {
  await client.query(
    `INSERT INTO entities (id, workspace_id, type, key, name, aliases, attributes, inventoried)
     SELECT id, $2, type, key, name, aliases, attributes, true
     FROM json_to_recordset($1::json) AS r(id uuid, type text, key text, name text, aliases text[], attributes jsonb) ORDER BY type, key
     ON CONFLICT (workspace_id, type, key) DO UPDATE SET name = excluded.name, aliases = excluded.aliases, attributes = excluded.attributes, inventoried = true`,
    [pgJson(entities), workspaceId],
  );
}

/** Inventoried entities of a type with what is known of them, by key, from behind the key `after`. */
export async function inventoriedOf(
  client: Queryable,
  workspaceId: string,
  type: string,
  after: string,
  limit: number,
): Promise<{ key: string; attributes: EntityAttributes }[]> {
  const result = await client.query<{ key: string; attributes: EntityAttributes }>(
    "SELECT key, attributes FROM entities WHERE workspace_id = $1 AND type = $2 AND inventoried AND key > $3 ORDER BY key LIMIT $4",
    [workspaceId, type, after, limit],
  );
  return result.rows.map(({ key, attributes }) => ({ key, attributes: EntityAttributes.parse(attributes) }));
}

/** How many inventoried entities of a type a workspace has: the population that fractions are taken of. */
export async function populationOf(client: Queryable, workspaceId: string, type: string): Promise<number> {
  const result = await client.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM entities WHERE workspace_id = $1 AND type = $2 AND inventoried",
    [workspaceId, type],
  );
  return result.rows[0]!.count;
}
