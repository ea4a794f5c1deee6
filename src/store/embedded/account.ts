import { readFile, realpath, stat } from "node:fs/promises";
import { userInfo } from "node:os";
import { dirname } from "node:path";
import { InputError } from "../../errors.ts";

/** The account that Postgres runs as. */
export interface Account {
  name: string;
  uid: number;
  gid: number;
  /** True when this process is root and gives its rights up for Postgres, which refuses to run as root. */
  switched: boolean;
}

const UNPRIVILEGED = ["postgres", "_postgres", "nobody"];

/**
 * Who Postgres runs as: this user, or, when this is root, an existing unprivileged account. No account is ever created.
 * InputError `store.no-account` when root finds none.
 */
export async function chooseAccount(): Promise<Account> {
  const own = userInfo();
  if (own.uid !== 0) return { name: own.username, uid: own.uid, gid: own.gid, switched: false };
  const lines = (await readFile("/etc/passwd", "utf8")).split("\n").map((line) => line.split(":"));
  for (const name of UNPRIVILEGED) {
    const [, , uid, gid] = lines.find((fields) => fields[0] === name) ?? [];
    if (Number(uid) > 0 && Number(gid) > 0) return { name, uid: Number(uid), gid: Number(gid), switched: true };
  }
  throw new InputError(
    "store.no-account",
    `Postgres does not run as root and none of the accounts ${UNPRIVILEGED.join(", ")} is in /etc/passwd. Run Cordon as an ordinary user, or set DATABASE_URL.`,
  );
}

/** Whether the account can walk down to a directory: search permission on it and on everything above it. */
export async function canEnter(directory: string, account: Account): Promise<boolean> {
  if (!account.switched) return true;
  let at = await realpath(directory);
  for (;;) {
    const { uid, gid, mode } = await stat(at);
    const search = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & search) === 0) return false;
    const above = dirname(at);
    if (above === at) return true;
    at = above;
  }
}

/** What `spawn` needs to run a program as the account. */
export function spawnIdentity(account: Account): { uid?: number; gid?: number } {
  return account.switched ? { uid: account.uid, gid: account.gid } : {};
}
