import { randomUUID } from "node:crypto";
import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { sleep } from "../../clock.ts";
import { TransientError } from "../../errors.ts";
import { identityText, isRunning, ownIdentity, parseIdentity } from "./process-identity.ts";

/**
 * Runs `work` while no other process that asks for the same lock file does. The lock of a dead process is taken over.
 * Waits up to `patienceMs`, then a TransientError `store.locked`. Within one process it also excludes; it does not nest.
 */
export async function withFileLock<T>(path: string, work: () => Promise<T>, patienceMs = 120_000): Promise<T> {
  const deadline = Date.now() + patienceMs;
  while (!(await tryLock(path))) {
    if (Date.now() > deadline) {
      throw new TransientError("store.locked", `${path} is held by another running Cordon for over ${patienceMs} ms.`);
    }
    await sleep(20);
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

/** The lock appears whole or not at all: the text is written beside it and linked into place. */
async function tryLock(path: string): Promise<boolean> {
  const draft = `${path}.${process.pid}.${randomUUID().slice(0, 8)}`;
  await writeFile(draft, identityText(ownIdentity()), { mode: 0o644 });
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    await removeIfAbandoned(path);
    return false;
  } finally {
    await rm(draft, { force: true });
  }
}

async function removeIfAbandoned(path: string): Promise<void> {
  const seen = await readFile(path, "utf8").catch(() => undefined);
  const holder = seen === undefined ? undefined : parseIdentity(seen);
  if (holder === undefined || isRunning(holder)) return;
  const aside = `${path}.${process.pid}.${randomUUID().slice(0, 8)}`;
  try {
    await rename(path, aside);
  } catch {
    return; // another process was quicker
  }
  // Between reading and renaming another process may have replaced the dead lock by its own: give that back.
  if ((await readFile(aside, "utf8")) !== seen) await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
}
