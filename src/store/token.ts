/** Tokens and the one-time admin secret: only their SHA-256 is stored, which is enough for values of 256 random bits. */
import { timingSafeEqual } from "node:crypto";
import { newId } from "../ids.ts";
import type { Role } from "../model/token.ts";
import { appendAudit } from "./audit.ts";
import { type Client, type Pool, type Queryable, transaction } from "./database.ts";
import { ADMIN_SECRET } from "./workspace.ts";

export interface TokenHolder {
  id: string;
  workspaceId: string;
  name: string;
  /** Whose it is. Two tokens of one person are one person. */
  person: string;
  roles: Role[];
  connectionId: string | null;
}

/** Who holds the token with this hash; null when there is none or it was revoked. Notes, at most once a minute, that it is in use. */
export async function findToken(pool: Pool, hash: string): Promise<TokenHolder | null> {
  const result = await pool.query<TokenHolder & { stale: boolean }>({
    name: "find-token",
    text: `SELECT id, workspace_id AS "workspaceId", name, lower(COALESCE(person, name)) AS person, roles, connection_id AS "connectionId",
        last_used_at IS NULL OR last_used_at < now() - interval '1 minute' AS stale
      FROM tokens WHERE hash = $1 AND revoked_at IS NULL`,
    values: [hash],
  });
  const row = result.rows[0];
  if (row === undefined) return null;
  const { stale, ...holder } = row;
  if (stale) await pool.query("UPDATE tokens SET last_used_at = now() WHERE id = $1", [holder.id]);
  return holder;
}

export interface NewToken {
  name: string;
  hash: string;
  roles: Role[];
  connectionId: string | null;
  /** Whose it is, where that is not its name. */
  person?: string | undefined;
  by: string;
}

/** Adds a token; answers its id. */
export async function createToken(client: Client, workspaceId: string, token: NewToken): Promise<string> {
  const id = newId();
  await client.query(
    "INSERT INTO tokens (id, workspace_id, name, hash, roles, connection_id, person) VALUES ($1, $2, $3, $4, $5, $6, $7)",
    [id, workspaceId, token.name, token.hash, token.roles, token.connectionId, token.person ?? null],
  );
  const details = {
    name: token.name,
    roles: token.roles,
    ...(token.person === undefined ? {} : { person: token.person }),
  };
  await appendAudit(client, [
    { workspaceId, actor: token.by, action: "token-created", subjectType: "token", subjectId: id, details },
  ]);
  return id;
}

/** A workspace's tokens, newest first, also revoked ones; never their hashes. */
export async function listTokens(client: Queryable, workspaceId: string): Promise<unknown[]> {
  const result = await client.query(
    `SELECT t.id, t.name, lower(COALESCE(t.person, t.name)) AS person, t.roles, c.name AS connection, t.created_at AS "createdAt", t.last_used_at AS "lastUsedAt", t.revoked_at AS "revokedAt"
     FROM tokens t LEFT JOIN connections c ON c.id = t.connection_id WHERE t.workspace_id = $1 ORDER BY t.id DESC LIMIT 500`,
    [workspaceId],
  );
  return result.rows;
}

/** Whose the newest living token of that name is, and what it may do; null when there is none. */
export async function rolesOfToken(
  client: Queryable,
  workspaceId: string,
  name: string,
): Promise<Pick<TokenHolder, "person" | "roles"> | null> {
  const found = await client.query<Pick<TokenHolder, "person" | "roles">>(
    "SELECT lower(COALESCE(person, name)) AS person, roles FROM tokens WHERE workspace_id = $1 AND name = $2 AND revoked_at IS NULL ORDER BY id DESC LIMIT 1",
    [workspaceId, name],
  );
  return found.rows[0] ?? null;
}

/** Ends a token's life. False when there is no such living token. */
export async function revokeToken(client: Client, workspaceId: string, id: string, by: string): Promise<boolean> {
  const result = await client.query(
    "UPDATE tokens SET revoked_at = now() WHERE id = $1 AND workspace_id = $2 AND revoked_at IS NULL",
    [id, workspaceId],
  );
  if (result.rowCount === 0) return false;
  await appendAudit(client, [{ workspaceId, actor: by, action: "token-revoked", subjectType: "token", subjectId: id }]);
  return true;
}

/** Ends the life of every token that is a person's. */
export async function revokeTokensOf(client: Client, workspaceId: string, person: string, by: string): Promise<void> {
  const revoked = await client.query<{ id: string }>(
    "UPDATE tokens SET revoked_at = now() WHERE workspace_id = $1 AND lower(COALESCE(person, name)) = $2 AND revoked_at IS NULL RETURNING id",
    [workspaceId, person],
  );
  const subject = { workspaceId, actor: by, action: "token-revoked", subjectType: "token" };
  await appendAudit(
    client,
    revoked.rows.map(({ id }) => ({ ...subject, subjectId: id })),
  );
}

/** Burns the one-time secret; the workspace it was for, or null when it is wrong, was used, or never was. In the transaction that makes its admin. */
export async function burnAdminSecret(client: Client, secretHash: string): Promise<string | null> {
  const found = await client.query<{ value: { hash: string; workspaceId: string } }>(
    "SELECT value FROM installation WHERE key = $1 FOR UPDATE",
    [ADMIN_SECRET],
  );
  const kept = found.rows[0]?.value;
  if (kept === undefined || !timingSafeEqual(Buffer.from(kept.hash), Buffer.from(secretHash))) return null;
  await client.query("DELETE FROM installation WHERE key = $1", [ADMIN_SECRET]);
  return kept.workspaceId;
}

/** Burns the one-time secret and makes its admin token in one commit; null when the secret is wrong, was used, or never was. */
export function exchangeAdminSecret(
  pool: Pool,
  secretHash: string,
  token: { name: string; hash: string },
): Promise<TokenHolder | null> {
  return transaction(pool, async (client) => {
    const workspaceId = await burnAdminSecret(client, secretHash);
    if (workspaceId === null) return null;
    const roles: Role[] = ["admin"];
    const id = await createToken(client, workspaceId, { ...token, roles, connectionId: null, by: "admin-secret" });
    return { id, workspaceId, name: token.name, person: token.name.toLowerCase(), roles, connectionId: null };
  });
}

/** The roles a person has as a member and by all living tokens together; empty for nobody. */
export async function rolesOfPerson(client: Queryable, workspaceId: string, person: string): Promise<Role[]> {
  const result = await client.query<{ role: Role }>(
    `SELECT unnest(roles) AS role FROM tokens WHERE workspace_id = $1 AND lower(COALESCE(person, name)) = $2 AND revoked_at IS NULL
     UNION SELECT unnest(roles) FROM memberships WHERE workspace_id = $1 AND person = $2 AND disabled_at IS NULL`,
    [workspaceId, person],
  );
  return result.rows.map(({ role }) => role);
}
