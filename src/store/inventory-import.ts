/** Imports of the inventory that can be taken back: each keeps what it found. */
import { newId } from "../ids.ts";
import type { Client } from "./database.ts";
import { followRecords } from "./follow-records.ts";
import { type InventoryRow, importInventory } from "./inventory.ts";
import { pgJson } from "./json.ts";

/** So many imports of a workspace can be taken back, one after the other. */
const KEPT = 20;

type Key = Pick<InventoryRow, "type" | "key">;

/** What is known of an entity, in or out of the inventory. */
const FOUND = `SELECT e.type, e.key, e.name, e.aliases, e.attributes, e.inventoried, e.inventoried_at, e.merged_into FROM entities e
  JOIN json_to_recordset($2::json) AS r(type text, key text) USING (type, key) WHERE e.workspace_id = $1`;

/** Imports, and keeps what was there; answers the id by which it is taken back. */
export async function importKept(
  client: Client,
  workspaceId: string,
  rows: InventoryRow[],
  by: string,
): Promise<string> {
  const id = newId();
  const keys = pgJson(rows.map(({ type, key }): Key => ({ type, key })));
  await client.query(
    `WITH found AS (${FOUND})
     INSERT INTO inventory_imports (id, workspace_id, by, entries, before, added)
     SELECT $3, $1, $4, $5, COALESCE((SELECT json_agg(f) FROM found f), '[]'), COALESCE((SELECT json_agg(r) FROM json_to_recordset($2::json) AS r(type text, key text)
       WHERE NOT EXISTS (SELECT FROM found f WHERE f.type = r.type AND f.key = r.key)), '[]')`,
    [workspaceId, keys, id, by, rows.length],
  );
  await client.query(
    `DELETE FROM inventory_imports WHERE workspace_id = $1 AND id IN
       (SELECT id FROM inventory_imports WHERE workspace_id = $1 ORDER BY id DESC OFFSET ${KEPT})`,
    [workspaceId],
  );
  await importInventory(client, workspaceId, rows);
  await followRecords(client, workspaceId);
  return id;
}

/** Takes an import back, which only the newest that stands can be. Answers what came of it: `covered` where another stands on it. */
export async function undoImport(
  client: Client,
  workspaceId: string,
  id: string,
): Promise<"undone" | "missing" | "undone-before" | "covered"> {
  const found = await client.query<{ id: string; undone: boolean }>(
    `SELECT id, undone_at IS NOT NULL AS undone FROM inventory_imports WHERE workspace_id = $1 AND id >= $2 ORDER BY id FOR UPDATE`,
    [workspaceId, id],
  );
  const [asked, ...later] = found.rows;
  if (asked?.id !== id) return "missing";
  if (asked.undone) return "undone-before";
  if (later.some(({ undone }) => !undone)) return "covered";
  await client.query(RESTORE, [workspaceId, id]);
  await followRecords(client, workspaceId);
  await client.query("UPDATE inventory_imports SET undone_at = now() WHERE workspace_id = $1 AND id = $2", [
    workspaceId,
    id,
  ]);
  return "undone";
}

/** Entities that the import made stay, as seen and nothing more: what came meanwhile may speak of them. */
const RESTORE = `WITH kept AS (SELECT before, added FROM inventory_imports WHERE workspace_id = $1 AND id = $2),
  before AS (SELECT b.* FROM kept, jsonb_to_recordset(kept.before) AS b(type text, key text, name text, aliases text[], attributes jsonb, inventoried boolean,
    inventoried_at timestamptz, merged_into uuid)),
  added AS (SELECT a.* FROM kept, jsonb_to_recordset(kept.added) AS a(type text, key text)),
  put_back AS (UPDATE entities e SET name = b.name, aliases = b.aliases, attributes = b.attributes, inventoried = b.inventoried, inventoried_at = b.inventoried_at,
    merged_into = b.merged_into FROM before b WHERE e.workspace_id = $1 AND e.type = b.type AND e.key = b.key RETURNING e.id, e.type, b.aliases, b.inventoried),
  taken_out AS (UPDATE entities e SET attributes = '{}', aliases = '{}', inventoried = false, inventoried_at = NULL
    FROM added a WHERE e.workspace_id = $1 AND e.type = a.type AND e.key = a.key RETURNING e.id),
  forgotten AS (DELETE FROM entity_aliases a WHERE a.workspace_id = $1 AND a.origin = 'inventory' AND (a.entity_id IN (SELECT id FROM taken_out)
    OR EXISTS (SELECT FROM put_back p WHERE p.id = a.entity_id AND (NOT p.inventoried OR NOT a.alias = ANY (p.aliases)))))
  INSERT INTO entity_aliases (workspace_id, type, alias, entity_id, origin)
  SELECT $1, p.type, alias, p.id, 'inventory' FROM put_back p, unnest(p.aliases) AS alias WHERE p.inventoried
  ON CONFLICT (workspace_id, type, alias, scope, entity_id) DO NOTHING`;
