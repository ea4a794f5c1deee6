/** Signing in by name, password and code: as slow for a name that is not there as for one that is, and slower for whoever keeps guessing. */
import { RefusedError, TransientError } from "../errors.ts";
import { sha256 } from "../ids.ts";
import { hashPassword, verifyPassword } from "../people/password-hash.ts";
import { FORGOTTEN_MS, waitAfter } from "../people/slow-down.ts";
import { transaction } from "../store/database.ts";
import { audit } from "../store/membership.ts";
import { type Account, readAccount, setPassword } from "../store/person.ts";
import { type SecondFactors, secondFactorsOf } from "../store/second-factor.ts";
import { lastWorkspaceOf } from "../store/session.ts";
import { countTry, forgiveTry, takeBackTry } from "../store/sign-in-try.ts";
import { firstWorkspace } from "../store/workspace.ts";
import type { ApiDeps } from "./deps.ts";
import { proveCode } from "./second-factor.ts";

type Deps = Pick<ApiDeps, "database" | "keyring" | "clock">;

/** Who tries, and from where. */
export interface Comer {
  name: string;
  address: string;
}

export interface Proof {
  password: string;
  /** Of the second factor. */
  code?: string | undefined;
}

/**
 * The account, when the password is right, and so is the code where there is a second factor; and by what it was proved. Every try is counted before
 * it is looked at, by name and by address, and one that is wrong is written to the audit record.
 * @throws RefusedError `api.not-authenticated`, `api.second-factor-needed`, TransientError `api.too-many-failures`.
 */
export async function proveIdentity(
  deps: Deps,
  comer: Comer,
  { password, code }: Proof,
): Promise<{ account: Account; by: string[] }> {
  const { system } = deps.database;
  const keys = keysOf(comer);
  const account = await rightPassword(deps, comer, keys, password);
  const factors = await secondFactorsOf(system, account.name);
  const by = ["password"];
  if (hasAny(factors)) {
    if (code === undefined) {
      await takeBackTry(system, Object.values(keys));
      throw secondFactorNeeded(factors);
    }
    const proved = await proveCode(deps, account.name, code);
    if (proved === null) {
      await auditRefusal(deps, comer, account, "code");
      throw new RefusedError("api.not-authenticated", "The code is not right, or was used already.");
    }
    by.push(proved);
  }
  await forgiveTry(system, { ...keys, forgottenMs: FORGOTTEN_MS });
  return { account, by };
}

/** Proves the password alone, for what a session vouches for besides. Same errors as {@link proveIdentity}. */
export async function provePassword(deps: Deps, comer: Comer, password: string): Promise<void> {
  const keys = keysOf(comer);
  await rightPassword(deps, comer, keys, password);
  await forgiveTry(deps.database.system, { ...keys, forgottenMs: FORGOTTEN_MS });
}

async function rightPassword(
  deps: Deps,
  comer: Comer,
  keys: { name: string; address: string },
  password: string,
): Promise<Account> {
  const { system } = deps.database;
  await countTries(deps, keys);
  const account = await readAccount(system, comer.name);
  const { right, stale } = await verifyPassword(password, account?.password ?? null);
  if (account === null || !right || account.workspaces.length === 0) {
    await auditRefusal(deps, comer, account, "password");
    throw new RefusedError("api.not-authenticated", "The name or the password is not right.");
  }
  if (stale) await setPassword(system, account.name, await hashPassword(password), { same: true });
  return account;
}

/** Whether a password alone does not do; recovery codes stand in for a factor, and are none. */
export function hasAny({ totp, passkeys }: SecondFactors): boolean {
  return totp || passkeys > 0;
}

/** The password is right, or was just set. */
export function secondFactorNeeded({ totp, passkeys, recoveryCodes }: SecondFactors): RefusedError {
  const ways = [totp && "totp", passkeys > 0 && "passkey", recoveryCodes > 0 && "recovery-code"];
  const methods = ways.filter((way) => way !== false);
  return new RefusedError(
    "api.second-factor-needed",
    "The password is right, and the second factor is still needed: a code, or sign in with a passkey instead.",
    { details: { methods } },
  );
}

/** The workspace somebody comes back to: where they were last, while they may still be there; else their first. */
export async function homeOf({ database }: Pick<Deps, "database">, account: Account): Promise<string> {
  const last = await lastWorkspaceOf(database.system, account.name);
  const { id } = account.workspaces.find((one) => one.id === last) ?? account.workspaces[0]!;
  return id;
}

/** Names and addresses are kept as hashes: what somebody typed for a name may have been a password. */
function keysOf({ name, address }: Comer): { name: string; address: string } {
  return { name: sha256(`name ${name}`), address: sha256(`address ${address}`) };
}

async function countTries(
  { database }: Pick<Deps, "database">,
  keys: { name: string; address: string },
): Promise<void> {
  await transaction(database.system, async (client) => {
    for (const kind of ["address", "name"] as const) {
      const tried = { key: keys[kind], waitAfter: (wrong: number) => waitAfter(kind, wrong) };
      const retryAfterMs = await countTry(client, tried, { forgottenMs: FORGOTTEN_MS });
      if (retryAfterMs > 0)
        throw new TransientError("api.too-many-failures", "Too many wrong tries; wait a little.", { retryAfterMs });
    }
  });
}

/** In the record of the workspace of whom it was about; of a name that nobody has, in that of the first, without the name. */
export async function auditRefusal(
  { database }: Pick<Deps, "database">,
  { address }: Pick<Comer, "address">,
  account: Pick<Account, "name" | "workspaces"> | null,
  what: string,
): Promise<void> {
  const { system } = database;
  const workspaceId = account?.workspaces[0]?.id ?? (await firstWorkspace(system));
  const details = { address, what };
  await audit(system, workspaceId, {
    ...{ actor: "system", action: "sign-in-refused", name: account?.name ?? "unknown", details },
  });
}
