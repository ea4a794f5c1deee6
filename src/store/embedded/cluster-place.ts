import { createHash } from "node:crypto";
import { chmod, chown, lstat, mkdir, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { InputError } from "../../errors.ts";
import type { Account } from "./account.ts";
import { canEnter, chooseAccount } from "./account.ts";
import { SOCKET_PORT } from "./settings.ts";

/** Where one embedded cluster lives, and whose it is. */
export interface ClusterPlace {
  home: string;
  dataDir: string;
  socketDir: string;
  /** A directory the account can enter, for a copy of the binaries. */
  cacheDir: string;
  account: Account;
}

/** What `<home>/postgres.json` remembers; `home` in it unmasks a copied directory. */
interface PlaceRecord {
  home: string;
  base: string;
  socketDir: string;
}

/** The kernels' limit for a socket's path is 107 bytes on Linux and 103 on macOS. */
const LONGEST_SOCKET_PATH = 103;
const SYSTEM_BASE = "/var/lib/cordon";

/** Makes Cordon's own directory: readable by its owner only; root's may be passed through by the account of Postgres. */
export async function makeHome(home: string): Promise<void> {
  await mkdir(home, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
}

/**
 * Decides where the cluster of `home` lives and makes its directories: under `home`, or, when root's `home` cannot be
 * entered by the account that Postgres runs as, under /var/lib/cordon. `home` must exist. An existing data directory is always found again and
 * keeps its owner. InputError `store.foreign-data` when it belongs to somebody we cannot become.
 */
export async function placeCluster(home: string): Promise<ClusterPlace> {
  const record = await readRecord(home);
  const systemBase = join(SYSTEM_BASE, createHash("sha256").update(home).digest("hex").slice(0, 12));
  const chosen = await chooseAccount();
  const existing = await findExisting(record, home, systemBase);
  const account = existing === undefined ? chosen : accountOfOwner(existing, chosen);
  const base = existing?.base ?? ((await canEnter(home, chosen)) ? home : systemBase);
  if (base === systemBase && account.switched) await mkdir(systemBase, { recursive: true, mode: 0o755 });
  const socketDir = await placeSocket(base, record?.socketDir, account);
  await writeRecord({ home, base, socketDir }, record);
  const cacheDir = base === home && (await canEnter(home, account)) ? home : SYSTEM_BASE;
  return { home, dataDir: join(base, "pg"), socketDir, cacheDir, account };
}

interface ExistingCluster {
  base: string;
  uid: number;
  gid: number;
}

async function findExisting(
  record: PlaceRecord | undefined,
  home: string,
  systemBase: string,
): Promise<ExistingCluster | undefined> {
  const bases = [...(record === undefined ? [] : [record.base]), home, systemBase];
  for (const base of bases) {
    const found = await lstat(join(base, "pg")).catch(() => undefined);
    if (found?.isDirectory()) return { base, uid: found.uid, gid: found.gid };
  }
  return undefined;
}

/** Data made by an ordinary user is served as that user, also when root starts us later. */
function accountOfOwner(existing: ExistingCluster, chosen: Account): Account {
  if (existing.uid === chosen.uid) return chosen;
  const mayBecome = chosen.switched && existing.uid !== 0;
  if (mayBecome) return { name: `uid ${existing.uid}`, uid: existing.uid, gid: existing.gid, switched: true };
  throw new InputError(
    "store.foreign-data",
    `${join(existing.base, "pg")} belongs to user id ${existing.uid}, and this process runs as ${chosen.uid}. Run Cordon as that user or as root, or choose another CORDON_HOME.`,
  );
}

async function placeSocket(base: string, recorded: string | undefined, account: Account): Promise<string> {
  const natural = join(base, "pg-socket");
  if (Buffer.byteLength(join(natural, `.s.PGSQL.${SOCKET_PORT}`)) <= LONGEST_SOCKET_PATH) {
    await makePrivate(natural, account);
    return natural;
  }
  if (recorded !== undefined && recorded !== natural && (await isPrivate(recorded, account))) return recorded;
  const made = account.switched
    ? await mkdtemp("/run/cordon-").catch(() => mkdtemp("/tmp/cordon-"))
    : await mkdtemp("/tmp/cordon-");
  await makePrivate(made, account);
  return made;
}

/** Makes a directory that only the account (and root) can enter. */
export async function makePrivate(directory: string, account: Account): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  if (!(await lstat(directory)).isDirectory()) {
    throw new InputError(
      "store.not-a-directory",
      `${directory} is a link; Cordon expected a directory of its own there. Remove it.`,
    );
  }
  if (account.switched) await chown(directory, account.uid, account.gid);
  await chmod(directory, 0o700);
}

/** Anyone may make names in /tmp, so a remembered directory is trusted only while it is the account's own and closed. */
async function isPrivate(directory: string, account: Account): Promise<boolean> {
  const found = await lstat(directory).catch(() => undefined);
  return found?.isDirectory() === true && found.uid === account.uid && (found.mode & 0o077) === 0;
}

async function readRecord(home: string): Promise<PlaceRecord | undefined> {
  const text = await readFile(join(home, "postgres.json"), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    const record = JSON.parse(text) as PlaceRecord;
    return record.home === home ? record : undefined;
  } catch {
    return undefined;
  }
}

async function writeRecord(record: PlaceRecord, before: PlaceRecord | undefined): Promise<void> {
  if (before?.base === record.base && before.socketDir === record.socketDir) return;
  await writeFile(join(record.home, "postgres.json"), `${JSON.stringify(record)}\n`, { mode: 0o644 });
}
