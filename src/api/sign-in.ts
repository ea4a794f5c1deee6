/** Signing in by name and password: as slow for a name that is not there as for one that is, and slower for whoever keeps guessing. */
import { RefusedError, TransientError } from "../errors.ts";
import { sha256 } from "../ids.ts";
import { hashPassword, verifyPassword } from "../people/password-hash.ts";
import { FORGOTTEN_MS, waitAfter } from "../people/slow-down.ts";
import { transaction } from "../store/database.ts";
import { audit } from "../store/membership.ts";
import { type Account, readAccount, setPassword } from "../store/person.ts";
import { lastWorkspaceOf } from "../store/session.ts";
import { countTry, forgiveTry } from "../store/sign-in-try.ts";
import { firstWorkspace } from "../store/workspace.ts";
import type { ApiDeps } from "./deps.ts";

/** Who tries, and from where. */
export interface Comer {
  name: string;
  address: string;
}

/**
 * The account, when the password is right and there is a workspace to work in. Every try is counted before it is looked at, by name and by
 * address, and written to the audit record. @throws RefusedError `api.not-authenticated`, TransientError `api.too-many-failures`.
 */
export async function provePassword({ database }: ApiDeps, comer: Comer, password: string): Promise<Account> {
  const { system } = database;
  const keys = keysOf(comer);
  await countTries({ database }, keys);
  const account = await readAccount(system, comer.name);
  const { right, stale } = await verifyPassword(password, account?.password ?? null);
  if (account === null || !right || account.workspaces.length === 0) {
    await auditRefusal({ database }, comer, account, "password");
    throw new RefusedError("api.not-authenticated", "The name or the password is not right.");
  }
  if (stale) await setPassword(system, account.name, await hashPassword(password), { same: true });
  await forgiveTry(system, { name: keys.name, address: keys.address, forgottenMs: FORGOTTEN_MS });
  return account;
}

/** The workspace somebody comes back to: where they were last, while they may still be there; else their first. */
export async function homeOf({ database }: Pick<ApiDeps, "database">, account: Account): Promise<string> {
  const last = await lastWorkspaceOf(database.system, account.name);
  const { id } = account.workspaces.find((one) => one.id === last) ?? account.workspaces[0]!;
  return id;
}

/** Names and addresses are kept as hashes: what somebody typed for a name may have been a password. */
function keysOf({ name, address }: Comer): { name: string; address: string } {
  return { name: sha256(`name ${name}`), address: sha256(`address ${address}`) };
}

async function countTries(
  { database }: Pick<ApiDeps, "database">,
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
async function auditRefusal(
  { database }: Pick<ApiDeps, "database">,
  { address }: Comer,
  account: Account | null,
  what: string,
): Promise<void> {
  const { system } = database;
  const workspaceId = account?.workspaces[0]?.id ?? (await firstWorkspace(system));
  const details = { address, what };
  await audit(system, workspaceId, {
    ...{ actor: "system", action: "sign-in-refused", name: account?.name ?? "unknown", details },
  });
}
