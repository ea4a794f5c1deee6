/** Who may work in a workspace, and as what. */
import type { Person } from "../model/person.ts";
import type { Role } from "../model/token.ts";
import { appendAudit } from "./audit.ts";
import type { Client, Queryable } from "./database.ts";

const SELECT = `SELECT m.person AS name, m.roles, m.created_at AS "createdAt",
    CASE WHEN m.disabled_at IS NOT NULL THEN 'disabled' WHEN p.password IS NULL AND NOT EXISTS (SELECT 1 FROM identities i WHERE i.person = p.name) THEN 'invited' ELSE 'active' END AS status,
    (SELECT max(s.last_seen_at) FROM sessions s WHERE s.person = m.person AND s.workspace_id = m.workspace_id) AS "lastSeenAt"
  FROM memberships m JOIN people p ON p.name = m.person WHERE m.workspace_id = $1`;

/** Everybody in a workspace, by name. For the system role. */
export async function listPeople(client: Queryable, workspaceId: string): Promise<Person[]> {
  return (await client.query<Person>(`${SELECT} ORDER BY m.person LIMIT 2000`, [workspaceId])).rows;
}

/** One of them; null when nobody of that name is in the workspace. For the system role. */
export async function readPerson(client: Queryable, workspaceId: string, name: string): Promise<Person | null> {
  return (await client.query<Person>(`${SELECT} AND m.person = $2`, [workspaceId, name])).rows[0] ?? null;
}

/** What somebody may do in a workspace; null when they are not in it, or shut out. */
export async function rolesOfMember(client: Queryable, workspaceId: string, name: string): Promise<Role[] | null> {
  const found = await client.query<{ roles: Role[] }>(
    "SELECT roles FROM memberships WHERE workspace_id = $1 AND person = $2 AND disabled_at IS NULL",
    [workspaceId, name],
  );
  return found.rows[0]?.roles ?? null;
}

/** Gives somebody exactly these roles, and lets them in again when they were shut out. */
export async function grantRoles(
  client: Client,
  workspaceId: string,
  name: string,
  { roles, by }: { roles: readonly Role[]; by: string },
): Promise<void> {
  const before = await client.query<{ roles: Role[] }>(
    "SELECT roles FROM memberships WHERE workspace_id = $1 AND person = $2 FOR UPDATE",
    [workspaceId, name],
  );
  await client.query(
    `INSERT INTO memberships (workspace_id, person, roles) VALUES ($1, $2, $3)
     ON CONFLICT (workspace_id, person) DO UPDATE SET roles = excluded.roles, disabled_at = NULL`,
    [workspaceId, name, roles],
  );
  const details = { roles, before: before.rows[0]?.roles ?? [] };
  await audit(client, workspaceId, { actor: by, action: "roles-granted", name, details });
}

/** Shuts somebody out of a workspace. False when nobody of that name was in it. */
export async function disablePerson(client: Client, workspaceId: string, name: string, by: string): Promise<boolean> {
  const result = await client.query(
    "UPDATE memberships SET disabled_at = now() WHERE workspace_id = $1 AND person = $2 AND disabled_at IS NULL",
    [workspaceId, name],
  );
  if (result.rowCount === 0) return false;
  await audit(client, workspaceId, { actor: by, action: "person-disabled", name });
  return true;
}

/** Whether somebody else than `name` can still administer the workspace: a person with a password, or a token. For the system role. */
export async function hasOtherAdmin(client: Queryable, workspaceId: string, name: string): Promise<boolean> {
  const result = await client.query<{ found: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM memberships m JOIN people p ON p.name = m.person WHERE m.workspace_id = $1 AND m.person <> $2
        AND 'admin' = ANY (m.roles) AND m.disabled_at IS NULL AND p.password IS NOT NULL)
      OR EXISTS (SELECT 1 FROM tokens WHERE workspace_id = $1 AND 'admin' = ANY (roles) AND revoked_at IS NULL AND lower(COALESCE(person, name)) <> $2) AS found`,
    [workspaceId, name],
  );
  return result.rows[0]!.found;
}

/** What happened to somebody's account, as the record of one workspace has it. */
export async function audit(
  client: Queryable,
  workspaceId: string,
  { actor, action, name, details = {} }: { actor: string; action: string; name: string; details?: object },
): Promise<void> {
  const subject = { subjectType: "person", subjectId: name, details: { ...details } };
  await appendAudit(client, [{ workspaceId, actor, action, ...subject }]);
}
