/** Accounts of people. They are the installation's, so all of this is for the system role; what they may do where is in membership.ts. */
import type { Role } from "../model/token.ts";
import type { Queryable } from "./database.ts";

export interface Account {
  name: string;
  /** argon2id; null while nobody has chosen one. */
  password: string | null;
  /** Where they may work now, oldest membership first. */
  workspaces: { id: string; name: string; roles: Role[] }[];
}

/** The account of that name; null when there is none. */
export async function readAccount(client: Queryable, name: string): Promise<Account | null> {
  const result = await client.query<Account>(
    `SELECT p.name, p.password, COALESCE(json_agg(json_build_object('id', w.id, 'name', w.name, 'roles', m.roles) ORDER BY m.created_at, w.id)
        FILTER (WHERE w.id IS NOT NULL), '[]') AS workspaces
      FROM people p LEFT JOIN memberships m ON m.person = p.name AND m.disabled_at IS NULL LEFT JOIN workspaces w ON w.id = m.workspace_id
      WHERE p.name = $1 GROUP BY p.name`,
    [name],
  );
  return result.rows[0] ?? null;
}

/** Makes the account when there is none of that name; true when it was made. */
export async function ensureAccount(client: Queryable, name: string): Promise<boolean> {
  const made = await client.query("INSERT INTO people (name) VALUES ($1) ON CONFLICT (name) DO NOTHING", [name]);
  return made.rowCount === 1;
}

/** Where the identity provider may know the account by. False when it is somebody else's. */
export async function setMail(client: Queryable, name: string, mail: string): Promise<boolean> {
  const set = await client.query(
    "UPDATE people SET mail = $2 WHERE name = $1 AND NOT EXISTS (SELECT 1 FROM people WHERE mail = $2 AND name <> $1)",
    [name, mail],
  );
  return set.rowCount === 1;
}

/** Keeps a new hash, and says when it was chosen unless the password is the same as before. */
export async function setPassword(
  client: Queryable,
  name: string,
  hash: string,
  { same = false }: { same?: boolean } = {},
): Promise<void> {
  const at = same ? "password_at" : "now()";
  await client.query(`UPDATE people SET password = $2, password_at = ${at} WHERE name = $1`, [name, hash]);
}

/** The workspaces in which that account has any membership, also a disabled one. */
export async function workspacesOf(client: Queryable, name: string): Promise<string[]> {
  const result = await client.query<{ id: string }>(
    "SELECT workspace_id AS id FROM memberships WHERE person = $1 ORDER BY created_at, workspace_id",
    [name],
  );
  return result.rows.map(({ id }) => id);
}
