/** One person of a workspace, who is signed in and invited as well, a version of what the workspace forbids, and an incident that only admins may know of. */
import { newId } from "../../src/ids.ts";
import type { Client } from "../../src/store/database.ts";

export async function seedPeople(
  client: Client,
  workspaceId: string,
  { person, session }: { person: string; session: string },
): Promise<void> {
  await client.query("INSERT INTO people (name) VALUES ($1)", [person]);
  await client.query("INSERT INTO memberships (workspace_id, person, roles) VALUES ($1, $2, '{viewer}')", [
    workspaceId,
    person,
  ]);
  await client.query(
    "INSERT INTO sessions (id, workspace_id, person, hash, address, agent, expires_at) VALUES ($1, $2, $3, $4, 'a', 'b', now() + interval '1 hour')",
    [session, workspaceId, person, newId()],
  );
  await client.query(
    "INSERT INTO invitations (hash, workspace_id, person, by, expires_at) VALUES ($1, $2, $3, 'system', now() + interval '1 hour')",
    [newId(), workspaceId, person],
  );
  await client.query(
    "INSERT INTO restrictions (incident_id, workspace_id, readers, reason, by) VALUES ($1, $2, '{role:admin}', 'r', 'system')",
    [newId(), workspaceId],
  );
  await client.query("INSERT INTO access_policies (workspace_id, number, files, by) VALUES ($1, 1, '[]', 'system')", [
    workspaceId,
  ]);
}

/** Bodies that get past the contract of who may know of an incident. */
export const RESTRICTING_BODIES: Record<string, unknown> = Object.fromEntries(
  ["restrict", "open", "break-glass"].map((verb) => [`/v1/incidents/{incident}/${verb}`, { reason: "r" }]),
);
