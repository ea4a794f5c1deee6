/** Sessions of people in browsers: only the hash of what the cookie holds is stored, which is enough for 256 random bits. */
import { newId } from "../ids.ts";
import type { Session } from "../model/person.ts";
import type { Role } from "../model/token.ts";
import { appendAudit } from "./audit.ts";
import type { Client, Pool, Queryable } from "./database.ts";

/** NIST SP 800-63B-4, 2.2.3 (AAL2): over after an hour in which nobody was there, and after a working day in any case. */
const IDLE = "1 hour";
const LIFE = "12 hours";
/** How long an ended session stays in the lists; the audit record keeps it for ever. */
const REMEMBERED = "30 days";
const ALIVE = `ended_at IS NULL AND expires_at > now() AND last_seen_at > now() - interval '${IDLE}'`;

export interface SessionHolder {
  id: string;
  workspaceId: string;
  person: string;
  roles: Role[];
  /** When they last proved who they are. */
  provedAt: Date;
  /** They may do nothing until they have a second factor, which their roles need. */
  mustEnrol: boolean;
  /** By what they came in: `password`, `totp`, `oidc`, … */
  by: string[];
}

/** Whoever comes by an identity provider proves there what it asks for. */
const MUST_ENROL = `m.roles && ARRAY (SELECT jsonb_array_elements_text(value) FROM installation WHERE key = 'second-factor-roles')
  AND NOT 'oidc' = ANY (s.by) AND NOT EXISTS (SELECT 1 FROM totp_secrets t WHERE t.person = s.person AND t.sealed IS NOT NULL)
  AND NOT EXISTS (SELECT 1 FROM passkeys k WHERE k.person = s.person)`;

/**
 * Whose session this is; null when it is over, was never, or its person may not come in any more. Notes, at most once a minute, that it is in use,
 * but for a request that a page made by itself.
 */
export async function findSession(
  pool: Pool,
  hash: string,
  asker: "person" | "page" = "person",
): Promise<SessionHolder | null> {
  const result = await pool.query<SessionHolder & { stale: boolean }>({
    name: "find-session",
    text: `SELECT s.id, s.workspace_id AS "workspaceId", s.person, m.roles, s.proved_at AS "provedAt", s.by, ${MUST_ENROL} AS "mustEnrol", s.last_seen_at < now() - interval '1 minute' AS stale
      FROM sessions s JOIN memberships m ON m.workspace_id = s.workspace_id AND m.person = s.person AND m.disabled_at IS NULL
      WHERE s.hash = $1 AND ${ALIVE.replaceAll(/(\w+_at)/g, "s.$1")}`,
    values: [hash],
  });
  const row = result.rows[0];
  if (row === undefined) return null;
  const { stale, ...holder } = row;
  if (stale && asker === "person")
    await pool.query("UPDATE sessions SET last_seen_at = now() WHERE id = $1", [holder.id]);
  return holder.mustEnrol ? { ...holder, roles: [] } : holder;
}

export interface NewSession {
  person: string;
  hash: string;
  address: string;
  agent: string;
  /** By what they proved who they are: `password`, `totp`, … */
  by: readonly string[];
  /** When, where that was not now. */
  provedAt?: Date | undefined;
}

/** Opens a session; answers its id. Forgets those of the person that ended long ago. */
export async function openSession(client: Client, workspaceId: string, session: NewSession): Promise<string> {
  const { person, hash, address, agent, by, provedAt } = session;
  const id = newId();
  await client.query(
    `DELETE FROM sessions WHERE person = $1 AND LEAST(ended_at, expires_at) < now() - interval '${REMEMBERED}'`,
    [person],
  );
  await client.query(
    `INSERT INTO sessions (id, workspace_id, person, hash, address, agent, by, proved_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, LEAST(now(), $8), now() + interval '${LIFE}')`,
    [id, workspaceId, person, hash, address, agent, by, provedAt ?? null],
  );
  await audit(client, workspaceId, id, {
    actor: `person:${person}`,
    action: "session-opened",
    details: { address, agent, by },
  });
  return id;
}

/** Gives a session another secret, and what else changes with it; the one before is worth nothing from now on. */
export async function rotateSession(
  client: Queryable,
  id: string,
  { hash, workspaceId, proved = false }: { hash: string; workspaceId?: string; proved?: boolean },
): Promise<void> {
  await client.query(
    `UPDATE sessions SET hash = $2, workspace_id = COALESCE($3, workspace_id), proved_at = CASE WHEN $4 THEN now() ELSE proved_at END WHERE id = $1`,
    [id, hash, workspaceId ?? null, proved],
  );
}

/** Which sessions: one by its id, or all of a person but perhaps one; of one workspace, or wherever they are. */
export interface WhichSessions {
  id?: string;
  person?: string;
  but?: string;
  workspaceId?: string;
}

/** Ends living sessions; answers how many. */
export async function endSessions(client: Queryable, which: WhichSessions, by: string): Promise<number> {
  const { id = null, person = null, but = null, workspaceId = null } = which;
  const ended = await client.query<{ id: string; workspaceId: string; person: string }>(
    `UPDATE sessions SET ended_at = now() WHERE ${ALIVE} AND ($1::uuid IS NULL OR id = $1) AND ($2::text IS NULL OR person = $2)
       AND ($3::uuid IS NULL OR id <> $3) AND ($4::uuid IS NULL OR workspace_id = $4) RETURNING id, workspace_id AS "workspaceId", person`,
    [id, person, but, workspaceId],
  );
  const entries = ended.rows.map((one) => ({
    ...{ workspaceId: one.workspaceId, actor: by, action: "session-ended", subjectType: "session", subjectId: one.id },
    details: { person: one.person },
  }));
  await appendAudit(client, entries);
  return ended.rows.length;
}

/** Living sessions, the one used last first. */
export async function listSessions(client: Queryable, { person, workspaceId }: WhichSessions): Promise<Session[]> {
  const result = await client.query<Session>(
    `SELECT id, person, created_at AS "createdAt", last_seen_at AS "lastSeenAt", expires_at AS "expiresAt", address, agent FROM sessions
      WHERE ${ALIVE} AND person = $1 AND ($2::uuid IS NULL OR workspace_id = $2) ORDER BY last_seen_at DESC, id DESC LIMIT 200`,
    [person, workspaceId ?? null],
  );
  return result.rows;
}

/** Whose living session that is; null when it is over. */
export async function personOfSession(client: Queryable, id: string): Promise<string | null> {
  const found = await client.query<{ person: string }>(`SELECT person FROM sessions WHERE id = $1 AND ${ALIVE}`, [id]);
  return found.rows[0]?.person ?? null;
}

/** The workspace of the person's newest session; undefined when they never had one. */
export async function lastWorkspaceOf(client: Queryable, person: string): Promise<string | undefined> {
  const found = await client.query<{ id: string }>(
    "SELECT workspace_id AS id FROM sessions WHERE person = $1 ORDER BY last_seen_at DESC LIMIT 1",
    [person],
  );
  return found.rows[0]?.id;
}

async function audit(
  client: Queryable,
  workspaceId: string,
  id: string,
  { actor, action, details }: { actor: string; action: string; details: Record<string, unknown> },
): Promise<void> {
  await appendAudit(client, [{ workspaceId, actor, action, subjectType: "session", subjectId: id, details }]);
}
