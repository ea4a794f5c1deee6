/** An entity with another name, seen at an address. */
import type { Client } from "../../src/store/database.ts";

export async function seedEntity(
  client: Client,
  workspaceId: string,
  { entity, connection }: { entity: string; connection: string },
): Promise<void> {
  await client.query("INSERT INTO entities (id, workspace_id, type, key, name) VALUES ($1, $2, 'user', 'ada', 'Ada')", [
    entity,
    workspaceId,
  ]);
  await client.query(
    "INSERT INTO entity_aliases (workspace_id, type, alias, entity_id, origin) VALUES ($1, 'user', 'ada.l', $2, 'connection')",
    [workspaceId, entity],
  );
  await client.query("INSERT INTO address_sightings VALUES ($1, '192.0.2.7', $2, now(), now(), $3)", [
    workspaceId,
    entity,
    connection,
  ]);
}
