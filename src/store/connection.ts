/** Connections: what is configured, with sealed secrets. */
import { newId } from "../ids.ts";
import type { Health } from "../model/connection.ts";
import { appendAudit } from "./audit.ts";
import { bumpContent } from "./content-change.ts";
import type { Client, Queryable } from "./database.ts";
import { pgJson } from "./json.ts";
import { restartPoll } from "./poll.ts";

export interface StoredConnection {
  id: string;
  workspaceId: string;
  name: string;
  connector: string;
  settings: Record<string, unknown>;
  sealedSecrets: Buffer | null;
  secretNames: string[];
  health: Health | null;
  createdAt: Date;
}

const COLUMNS = `id, workspace_id AS "workspaceId", name, connector, settings, sealed_secrets AS "sealedSecrets", secret_names AS "secretNames", health, created_at AS "createdAt"`;

/** A workspace's connections, oldest first. */
export async function connectionsOf(client: Queryable, workspaceId: string): Promise<StoredConnection[]> {
  return (
    await client.query<StoredConnection>(
      `SELECT ${COLUMNS} FROM connections WHERE workspace_id = $1 AND removed_at IS NULL ORDER BY id`,
      [workspaceId],
    )
  ).rows;
}

export interface NewConnection {
  name: string;
  connector: string;
  settings: Record<string, unknown>;
  secretNames: string[];
  /** Sealed for the id that is given: the seal is bound to it. */
  seal: (id: string) => Uint8Array | null;
  by: string;
}

/** Adds a connection, or replaces settings and secrets of the one with that name, keeping its id. */
export async function saveConnection(
  client: Client,
  workspaceId: string,
  connection: NewConnection,
): Promise<{ id: string; created: boolean }> {
  const known = await client.query<{ id: string; connector: string }>(
    "SELECT id, connector FROM connections WHERE workspace_id = $1 AND name = $2 AND removed_at IS NULL FOR UPDATE",
    [workspaceId, connection.name],
  );
  const id = known.rows[0]?.id ?? newId();
  const created = known.rows.length === 0;
  const values = [
    id,
    workspaceId,
    connection.name,
    connection.connector,
    pgJson(connection.settings),
    connection.seal(id),
    connection.secretNames,
  ];
  await client.query(
    created
      ? "INSERT INTO connections (id, workspace_id, name, connector, settings, sealed_secrets, secret_names) VALUES ($1, $2, $3, $4, $5, $6, $7)"
      : "UPDATE connections SET connector = $4, settings = $5, sealed_secrets = $6, secret_names = $7, health = NULL WHERE id = $1 AND workspace_id = $2 AND name = $3",
    values,
  );
  if (!created) await restartPoll(client, id, known.rows[0]?.connector !== connection.connector);
  await bumpContent(client, workspaceId);
  await appendAudit(client, [
    {
      workspaceId,
      actor: connection.by,
      action: created ? "connection-added" : "connection-changed",
      subjectType: "connection",
      subjectId: connection.name,
      details: { connector: connection.connector },
    },
  ]);
  return { id, created };
}

/** Takes a connection out of use; what it delivered and did stays recorded. False when there is none of that name. */
export async function removeConnection(
  client: Client,
  workspaceId: string,
  name: string,
  by: string,
): Promise<boolean> {
  const result = await client.query(
    "UPDATE connections SET removed_at = now(), sealed_secrets = NULL WHERE workspace_id = $1 AND name = $2 AND removed_at IS NULL",
    [workspaceId, name],
  );
  if (result.rowCount === 0) return false;
  await bumpContent(client, workspaceId);
  await appendAudit(client, [
    { workspaceId, actor: by, action: "connection-removed", subjectType: "connection", subjectId: name },
  ]);
  return true;
}

/** Writes down what a health check said. */
export async function noteHealth(client: Queryable, connectionId: string, health: Health): Promise<void> {
  await client.query("UPDATE connections SET health = $2 WHERE id = $1", [connectionId, pgJson(health)]);
}

/**
 * Replaces each sealed value in every workspace by what `rewrap` makes of it, in the caller's transaction: all or none. For the system role, as
 * the key is the installation's. Answers how many changed and how many there are; a workspace with changes has them in its audit record.
 */
export async function resealConnections(
  client: Client,
  rewrap: (sealed: Buffer, of: { workspaceId: string; name: string }) => Buffer,
  by: string,
): Promise<{ resealed: number; sealed: number }> {
  const found = await client.query<{ id: string; workspaceId: string; name: string; sealed: Buffer }>(
    `SELECT id, workspace_id AS "workspaceId", name, sealed_secrets AS sealed FROM connections WHERE sealed_secrets IS NOT NULL ORDER BY id FOR UPDATE`,
  );
  const names = new Map<string, string[]>();
  for (const { id, workspaceId, name, sealed } of found.rows) {
    const again = rewrap(sealed, { workspaceId, name });
    if (again.equals(sealed)) continue;
    await client.query("UPDATE connections SET sealed_secrets = $2 WHERE id = $1", [id, again]);
    names.set(workspaceId, [...(names.get(workspaceId) ?? []), name]);
  }
  for (const [workspaceId, connections] of names) {
    const details = { connections };
    const entry = { workspaceId, actor: by, action: "connections-resealed", subjectType: "workspace" };
    await appendAudit(client, [{ ...entry, subjectId: workspaceId, details }]);
  }
  return { resealed: [...names.values()].flat().length, sealed: found.rows.length };
}
