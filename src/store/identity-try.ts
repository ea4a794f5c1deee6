/** Sign-ins that are under way to the identity provider: each comes back once, within minutes, in the browser that set out. For the system role. */
import type { Client, Queryable } from "./database.ts";

const LIFE = "10 minutes";

export interface IdentityTry {
  nonce: string;
  verifier: string;
  /** The session that is to be proved anew; null for a sign-in. */
  sessionId: string | null;
  /** Where in the console to go on. */
  goOnTo: string;
}

/** Remembers one by the hashes of its state and of the browser's cookie, and forgets those whose time is over. */
export async function keepTry(
  client: Client,
  { hash, browser }: { hash: string; browser: string },
  { nonce, verifier, sessionId, goOnTo }: IdentityTry,
): Promise<void> {
  await client.query("DELETE FROM identity_tries WHERE expires_at < now()");
  await client.query(
    `INSERT INTO identity_tries (hash, browser, nonce, verifier, session_id, go_on_to, expires_at) VALUES ($1, $2, $3, $4, $5, $6, now() + interval '${LIFE}')`,
    [hash, browser, nonce, verifier, sessionId, goOnTo],
  );
}

/** Uses one up; null when there is none of that state and browser, it was used, or it is too old. */
export async function useTry(
  client: Queryable,
  { hash, browser }: { hash: string; browser: string },
): Promise<IdentityTry | null> {
  const used = await client.query<IdentityTry>(
    `DELETE FROM identity_tries WHERE hash = $1 AND browser = $2 AND expires_at > now()
     RETURNING nonce, verifier, session_id AS "sessionId", go_on_to AS "goOnTo"`,
    [hash, browser],
  );
  return used.rows[0] ?? null;
}
