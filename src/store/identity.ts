/** Whom the identity provider means by a subject, and the tries that are under way to it. For the system role. */
import type { PersonRole } from "../model/person.ts";
import type { Client, Queryable } from "./database.ts";
import { audit } from "./membership.ts";
import { endSessions } from "./session.ts";

export interface Subject {
  issuer: string;
  subject: string;
}

/** The person that a provider means; null when it is nobody yet. */
export async function personOf(client: Queryable, { issuer, subject }: Subject): Promise<string | null> {
  const found = await client.query<{ person: string }>(
    "SELECT person FROM identities WHERE issuer = $1 AND subject = $2",
    [issuer, subject],
  );
  return found.rows[0]?.person ?? null;
}

/** From now on the provider means this person. False when it means another already, or another provider means them. */
export async function linkPerson(client: Client, person: string, { issuer, subject }: Subject): Promise<boolean> {
  const linked = await client.query(
    "INSERT INTO identities (issuer, subject, person) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
    [issuer, subject, person],
  );
  if (linked.rowCount === 1) await client.query("DELETE FROM invitations WHERE person = $1", [person]);
  return linked.rowCount === 1;
}

/** From now on no provider means this person. False when none did. */
export async function unlinkPerson(client: Client, person: string): Promise<boolean> {
  return (await client.query("DELETE FROM identities WHERE person = $1", [person])).rowCount === 1;
}

/** Who was invited for this mail, and has come in by no way so far; null when nobody was. */
export async function invitedFor(client: Queryable, mail: string): Promise<string | null> {
  const found = await client.query<{ name: string }>(
    `SELECT name FROM people p WHERE mail = $1 AND password IS NULL
       AND NOT EXISTS (SELECT 1 FROM identities i WHERE i.person = p.name)`,
    [mail],
  );
  return found.rows[0]?.name ?? null;
}

/**
 * Gives a person exactly the roles granted, workspace by workspace; no roles take the membership away. Whoever was shut out by an admin stays out.
 * Where anything changes, their sessions are over.
 */
export async function followGrants(
  client: Client,
  person: string,
  granted: ReadonlyMap<string, readonly PersonRole[]>,
): Promise<void> {
  const by = "identity-provider";
  for (const [workspaceId, roles] of granted) {
    const found = await client.query<{ roles: string[]; disabled: boolean }>(
      "SELECT roles, disabled_at IS NOT NULL AS disabled FROM memberships WHERE workspace_id = $1 AND person = $2 FOR UPDATE",
      [workspaceId, person],
    );
    const before = found.rows[0] ?? { roles: [], disabled: false };
    if (before.disabled || [...before.roles].sort().join() === roles.join()) continue;
    await setGranted(client, workspaceId, person, roles);
    const details = { roles, before: before.roles };
    await audit(client, workspaceId, { actor: by, action: "roles-granted", name: person, details });
    await endSessions(client, { person, workspaceId }, by);
  }
}

async function setGranted(
  client: Client,
  workspaceId: string,
  person: string,
  roles: readonly PersonRole[],
): Promise<void> {
  if (roles.length === 0)
    await client.query("DELETE FROM memberships WHERE workspace_id = $1 AND person = $2", [workspaceId, person]);
  else
    await client.query(
      `INSERT INTO memberships (workspace_id, person, roles) VALUES ($1, $2, $3)
       ON CONFLICT (workspace_id, person) DO UPDATE SET roles = excluded.roles`,
      [workspaceId, person, roles],
    );
}
