/** What somebody proves who they are with besides a password: codes of an app, and recovery codes. For the system role. */
import type { Client, Queryable } from "./database.ts";
import { pgJson } from "./json.ts";

export interface SecondFactors {
  totp: boolean;
  passkeys: number;
  /** Recovery codes that are left. */
  recoveryCodes: number;
}

/** Which of them somebody has. */
export async function secondFactorsOf(client: Queryable, person: string): Promise<SecondFactors> {
  const result = await client.query<SecondFactors>(
    `SELECT EXISTS (SELECT 1 FROM totp_secrets WHERE person = $1 AND sealed IS NOT NULL) AS totp,
      (SELECT count(*)::int FROM passkeys WHERE person = $1) AS passkeys,
      (SELECT count(*)::int FROM recovery_codes WHERE person = $1) AS "recoveryCodes"`,
    [person],
  );
  return result.rows[0]!;
}

/** Keeps a sealed secret that waits for its first code; the one in use, if any, stays. */
export async function offerTotp(client: Queryable, person: string, pending: Buffer): Promise<void> {
  await client.query(
    "INSERT INTO totp_secrets (person, pending) VALUES ($1, $2) ON CONFLICT (person) DO UPDATE SET pending = excluded.pending",
    [person, pending],
  );
}

/** The sealed secrets of somebody. */
export async function readTotp(
  client: Queryable,
  person: string,
): Promise<{ sealed: Buffer | null; pending: Buffer | null }> {
  const found = await client.query<{ sealed: Buffer | null; pending: Buffer | null }>(
    "SELECT sealed, pending FROM totp_secrets WHERE person = $1",
    [person],
  );
  return found.rows[0] ?? { sealed: null, pending: null };
}

/** Puts the waiting secret in use from a step on: its code was the first, and is not taken again. */
export async function confirmTotp(client: Queryable, person: string, step: number): Promise<void> {
  await client.query(
    "UPDATE totp_secrets SET sealed = pending, pending = NULL, last_step = $2 WHERE person = $1 AND pending IS NOT NULL",
    [person, step],
  );
}

/** Uses a step up; false when its code, or that of a later one, was used before. */
export async function useStep(client: Queryable, person: string, step: number): Promise<boolean> {
  const used = await client.query("UPDATE totp_secrets SET last_step = $2 WHERE person = $1 AND last_step < $2", [
    person,
    step,
  ]);
  return used.rowCount === 1;
}

/** Forgets somebody's app. */
export async function removeTotp(client: Queryable, person: string): Promise<boolean> {
  const removed = await client.query("DELETE FROM totp_secrets WHERE person = $1 RETURNING sealed", [person]);
  return removed.rows.some(({ sealed }: { sealed: Buffer | null }) => sealed !== null);
}

/** Keeps these hashes and no others. */
export async function replaceRecoveryCodes(client: Client, person: string, hashes: readonly string[]): Promise<void> {
  await client.query("DELETE FROM recovery_codes WHERE person = $1", [person]);
  await client.query("INSERT INTO recovery_codes (person, hash) SELECT $1, unnest($2::text[])", [person, hashes]);
}

/** Uses a recovery code up; false when there is none like it. */
export async function useRecoveryCode(client: Queryable, person: string, hash: string): Promise<boolean> {
  const used = await client.query("DELETE FROM recovery_codes WHERE person = $1 AND hash = $2", [person, hash]);
  return used.rowCount === 1;
}

/** Takes every second factor from somebody who lost them. */
export async function removeSecondFactors(client: Client, person: string): Promise<void> {
  for (const table of ["totp_secrets", "recovery_codes", "passkeys"])
    await client.query(`DELETE FROM ${table} WHERE person = $1`, [person]);
}

/** Every sealed secret of people, put through `rewrap`. */
export async function resealTotp(client: Client, rewrap: (sealed: Buffer) => Buffer): Promise<void> {
  const all = await client.query<{ person: string; sealed: Buffer | null; pending: Buffer | null }>(
    "SELECT person, sealed, pending FROM totp_secrets FOR UPDATE",
  );
  for (const { person, sealed, pending } of all.rows)
    await client.query("UPDATE totp_secrets SET sealed = $2, pending = $3 WHERE person = $1", [
      ...[person, sealed && rewrap(sealed), pending && rewrap(pending)],
    ]);
}

/** The row of `installation` that names the roles which need a second factor. */
const REQUIRED = "second-factor-roles";

/** Roles that are of no use without a second factor, in every workspace. */
export async function rolesWithSecondFactor(client: Queryable): Promise<string[]> {
  const found = await client.query<{ value: string[] }>("SELECT value FROM installation WHERE key = $1", [REQUIRED]);
  return found.rows[0]?.value ?? [];
}

/** From now on these roles need a second factor. */
export async function requireSecondFactor(client: Queryable, roles: readonly string[]): Promise<void> {
  await client.query(
    "INSERT INTO installation (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    [REQUIRED, pgJson(roles)],
  );
}
