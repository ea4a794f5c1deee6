import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { identityText, isRunning, ownIdentity, parseIdentity } from "./process-identity.ts";

/** Writes down that this process uses the cluster of `home`. Call it holding the home's lock. */
export async function joinUsers(home: string): Promise<void> {
  await mkdir(usersDirectory(home), { recursive: true, mode: 0o755 });
  await writeFile(join(usersDirectory(home), String(process.pid)), identityText(ownIdentity()));
}

/** Takes this process off the list and says how many others still use the cluster; the dead do not count. */
export async function leaveUsers(home: string): Promise<number> {
  const directory = usersDirectory(home);
  let others = 0;
  for (const name of await readdir(directory).catch(() => [])) {
    const path = join(directory, name);
    const user = parseIdentity(await readFile(path, "utf8").catch(() => ""));
    if (name !== String(process.pid) && user !== undefined && isRunning(user)) others += 1;
    else await rm(path, { force: true });
  }
  return others;
}

function usersDirectory(home: string): string {
  return join(home, "pg-users");
}
