/** Entities, one record per workspace, type and canonical key. */
import { EntityAttributes, type EntityType } from "../model/entity.ts";
import type { Client, Queryable } from "./database.ts";
import { type Asked, askedAs, findCandidates, type KnownEntity } from "./entity-candidates.ts";
import { holderOf } from "./entity-holder.ts";
import { pgJson } from "./json.ts";

/** The records that identifiers lead to, by {@link askedAs}; what leads nowhere, or to several, is not among them. */
export async function findEntities(client: Queryable, asked: readonly Asked[]): Promise<Map<string, KnownEntity>> {
  const candidates = await findCandidates(client, asked);
  const known = new Map<string, KnownEntity>();
  for (const one of asked) {
    const id = askedAs(one);
    const record = holderOf(one.type as EntityType, one.key, candidates.get(id) ?? [], undefined);
    if (record !== null) known.set(id, record);
  }
  return known;
}

/** Writes down entities that were seen for the first time; known ones are left as they are. */
export async function noteEntities(
  client: Client,
  seen: { id: string; workspaceId: string; type: string; key: string; name: string }[],
): Promise<void> {
  if (seen.length === 0) return;
  await client.query({
    name: "note-entities",
    text: `INSERT INTO entities (id, workspace_id, type, key, name)
      SELECT id, "workspaceId", type, key, name FROM json_to_recordset($1::json) AS r(id uuid, "workspaceId" uuid, type text, key text, name text)
      ORDER BY "workspaceId", type, key ON CONFLICT (workspace_id, type, key) DO NOTHING`,
    values: [pgJson(seen)],
  });
}

/** A name that an alert gave a record besides its key. */
export interface LearnedAlias {
  workspaceId: string;
  type: string;
  alias: string;
  scope: string;
  entityId: string;
  connectionId: string;
  alertId: string;
}

/** A record that was given more names than this is given no more by alerts: it is a host everybody shares, or somebody is at play. */
const MAX_ALIASES = 100;

/** Writes down what alerts called records; what is known, or was rejected, stays as it is. */
export async function learnAliases(client: Client, learned: LearnedAlias[]): Promise<void> {
  if (learned.length === 0) return;
  await client.query({
    name: "learn-aliases",
    text: `INSERT INTO entity_aliases (workspace_id, type, alias, scope, entity_id, origin, connection_id, alert_id)
      SELECT r."workspaceId", r.type, alias, scope, "entityId", 'connection', "connectionId", "alertId"
      FROM json_to_recordset($1::json) AS r("workspaceId" uuid, type text, alias text, scope text, "entityId" uuid, "connectionId" uuid, "alertId" uuid)
      WHERE (SELECT count(*) FROM entity_aliases o WHERE o.entity_id = r."entityId") < ${MAX_ALIASES}
      ORDER BY 1, 2, 3, 4, 5 ON CONFLICT DO NOTHING`,
    values: [pgJson(learned)],
  });
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
