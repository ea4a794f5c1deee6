/** Invitations: one-time codes by which somebody chooses a password. Only the hash is kept, which is enough for 256 random bits. */
import type { Client, Queryable } from "./database.ts";

const LIFE = "3 days";

/** Offers a code that is good once, for three days; those offered to the person before are void. Answers when it ends. */
export async function invite(
  client: Client,
  workspaceId: string,
  { person, hash, by }: { person: string; hash: string; by: string },
): Promise<string> {
  await client.query("DELETE FROM invitations WHERE person = $1 OR expires_at < now()", [person]);
  const made = await client.query<{ at: Date }>(
    `INSERT INTO invitations (hash, workspace_id, person, by, expires_at) VALUES ($1, $2, $3, $4, now() + interval '${LIFE}') RETURNING expires_at AS at`,
    [hash, workspaceId, person, by],
  );
  return made.rows[0]!.at.toISOString();
}

/** Whose a code is; null when it is no good. Uses nothing up. For the system role. */
export async function readInvitation(client: Queryable, hash: string): Promise<string | null> {
  const found = await client.query<{ person: string }>(
    "SELECT person FROM invitations WHERE hash = $1 AND expires_at > now()",
    [hash],
  );
  return found.rows[0]?.person ?? null;
}

/** Uses a code up; whose it was, or null when there is none, it was used, or its time is over. For the system role. */
export async function useInvitation(
  client: Client,
  hash: string,
): Promise<{ person: string; workspaceId: string } | null> {
  const used = await client.query<{ person: string; workspaceId: string }>(
    `DELETE FROM invitations WHERE hash = $1 AND expires_at > now() RETURNING person, workspace_id AS "workspaceId"`,
    [hash],
  );
  return used.rows[0] ?? null;
}
