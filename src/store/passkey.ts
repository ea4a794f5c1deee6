/** Passkeys of people, and what they were asked to sign. For the system role. */
import type { Client, Queryable } from "./database.ts";

export interface StoredPasskey {
  id: string;
  person: string;
  /** What the passkey knows the person by. */
  handle: string;
  name: string;
  publicKey: Buffer;
  counter: number;
  transports: string[];
  createdAt: Date;
  lastUsedAt: Date | null;
}

const SELECT = `SELECT k.id, k.person, p.handle::text, k.name, k.public_key AS "publicKey", k.counter::int, k.transports, k.created_at AS "createdAt", k.last_used_at AS "lastUsedAt"
  FROM passkeys k JOIN people p ON p.name = k.person`;

/** Somebody's, oldest first. */
export async function listPasskeys(client: Queryable, person: string): Promise<StoredPasskey[]> {
  return (await client.query<StoredPasskey>(`${SELECT} WHERE k.person = $1 ORDER BY k.created_at, k.id`, [person]))
    .rows;
}

/** The one of that id, whoever's it is. */
export async function readPasskey(client: Queryable, id: string): Promise<StoredPasskey | null> {
  return (await client.query<StoredPasskey>(`${SELECT} WHERE k.id = $1`, [id])).rows[0] ?? null;
}

/** What a person's passkeys know them by. */
export async function handleOf(client: Queryable, person: string): Promise<string> {
  const found = await client.query<{ handle: string }>("SELECT handle::text FROM people WHERE name = $1", [person]);
  return found.rows[0]!.handle;
}

/** Adds one; false when there is one of that id already. */
export async function addPasskey(
  client: Queryable,
  person: string,
  made: Pick<StoredPasskey, "id" | "name" | "counter" | "transports"> & { publicKey: Uint8Array },
): Promise<boolean> {
  const added = await client.query(
    "INSERT INTO passkeys (id, person, name, public_key, counter, transports) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING",
    [made.id, person, made.name, Buffer.from(made.publicKey), made.counter, made.transports],
  );
  return added.rowCount === 1;
}

/** Notes a use with the counter after it; false when another use has come first with as high a counter. */
export async function usePasskey(client: Queryable, id: string, counter: number): Promise<boolean> {
  const used = await client.query(
    "UPDATE passkeys SET counter = $2, last_used_at = now() WHERE id = $1 AND (counter < $2 OR (counter = 0 AND $2 = 0))",
    [id, counter],
  );
  return used.rowCount === 1;
}

/** Forgets one of somebody's; its name, or null when they have none of that id. */
export async function removePasskey(client: Queryable, person: string, id: string): Promise<string | null> {
  const removed = await client.query<{ name: string }>(
    "DELETE FROM passkeys WHERE person = $1 AND id = $2 RETURNING name",
    [person, id],
  );
  return removed.rows[0]?.name ?? null;
}

const CHALLENGE_LIFE = "5 minutes";

/** Remembers what was asked to be signed: by anybody's passkey, or by one person's. */
export async function keepChallenge(client: Client, challenge: string, person: string | null): Promise<void> {
  await client.query("DELETE FROM passkey_challenges WHERE expires_at < now()");
  await client.query(
    `INSERT INTO passkey_challenges (challenge, person, expires_at) VALUES ($1, $2, now() + interval '${CHALLENGE_LIFE}')`,
    [challenge, person],
  );
}

/** Uses a challenge up; for whom it was, or undefined when it was never made, was used, or is too old. */
export async function useChallenge(client: Queryable, challenge: string): Promise<string | null | undefined> {
  const used = await client.query<{ person: string | null }>(
    "DELETE FROM passkey_challenges WHERE challenge = $1 AND expires_at > now() RETURNING person",
    [challenge],
  );
  return used.rows[0]?.person;
}
