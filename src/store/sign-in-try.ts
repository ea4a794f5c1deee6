/** Wrong tries to sign in, counted in the database, so that several processes slow the same guesser down. For the system role. */
import type { Queryable } from "./database.ts";

export interface Tried {
  /** A hash of what was tried. */
  key: string;
  /** Milliseconds to wait after so many wrong tries in a row. */
  waitAfter(wrong: number): number;
}

/**
 * Counts a try as wrong before it is looked at, so that many at once are no way round; to be run in one transaction. Answers the milliseconds still
 * to wait: when not 0, the try must not be looked at, and the transaction be undone.
 */
export async function countTry(
  client: Queryable,
  { key, waitAfter }: Tried,
  { forgottenMs }: { forgottenMs: number },
): Promise<number> {
  const found = await client.query<{ wrong: number; wait: number }>(
    `INSERT INTO sign_in_tries AS t (key, wrong, wait_until, last_at) VALUES ($1, 0, now(), now())
     ON CONFLICT (key) DO UPDATE SET wrong = CASE WHEN t.last_at < now() - make_interval(secs => $2) THEN 0 ELSE t.wrong END
     RETURNING wrong, ceil(extract(epoch FROM wait_until - now()) * 1000)::int AS wait`,
    [key, forgottenMs / 1000],
  );
  const { wrong, wait } = found.rows[0]!;
  if (wait > 0) return wait;
  await client.query(
    "UPDATE sign_in_tries SET wrong = $2, last_at = now(), wait_until = now() + make_interval(secs => $3) WHERE key = $1",
    [key, wrong + 1, waitAfter(wrong + 1) / 1000],
  );
  return 0;
}

/** The try was right after all: forgets the name's wrong ones, takes one from the address's, and drops what is forgotten anyway. */
export async function forgiveTry(
  client: Queryable,
  { name, address, forgottenMs }: { name: string; address: string; forgottenMs: number },
): Promise<void> {
  await client.query("DELETE FROM sign_in_tries WHERE key = $1 OR last_at < now() - make_interval(secs => $2)", [
    name,
    forgottenMs / 1000,
  ]);
  await client.query("UPDATE sign_in_tries SET wrong = wrong - 1, wait_until = now() WHERE key = $1 AND wrong > 0", [
    address,
  ]);
}

/** The try was neither right nor wrong, such as a password without the code that goes with it: takes that one back. */
export async function takeBackTry(client: Queryable, keys: readonly string[]): Promise<void> {
  await client.query(
    "UPDATE sign_in_tries SET wrong = wrong - 1, wait_until = now() WHERE key = ANY ($1) AND wrong > 0",
    [keys],
  );
}
