import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ProcessIdentity } from "./process-identity.ts";
import { identifyProcess } from "./process-identity.ts";

/** What `postmaster.pid` says (Postgres: miscadmin.h, LOCK_FILE_LINE_*). */
export interface PostmasterFile {
  pid: number;
  socketDir: string;
  /** Accepting connections; recovery after a crash comes first. */
  ready: boolean;
}

/** Reads `postmaster.pid`; undefined when there is none or it is still being written. */
export async function readPostmasterFile(dataDir: string): Promise<PostmasterFile | undefined> {
  const text = await readFile(join(dataDir, "postmaster.pid"), "utf8").catch(() => "");
  const [pid, , , , socketDir, , , status] = text.split("\n");
  if (!(Number(pid) > 0)) return undefined;
  return { pid: Number(pid), socketDir: socketDir ?? "", ready: status?.trim() === "ready" };
}

/** The running postmaster of this data directory, if the process in its pid file is one. */
export function findPostmaster(file: PostmasterFile | undefined, dataDir: string): ProcessIdentity | undefined {
  const running = file === undefined ? undefined : identifyProcess(file.pid);
  return running !== undefined && commandLine(running.pid).includes(dataDir) ? running : undefined;
}

/**
 * After a crash and a restart of the machine or container, the pid in the file may belong to some other program, and
 * Postgres would refuse to start. It overlooks its own parent's pid, so that is written instead. The rest of the file
 * stays: through it Postgres still notices a child of the dead postmaster that holds the shared memory.
 */
export async function disownPostmasterFile(dataDir: string): Promise<void> {
  const path = join(dataDir, "postmaster.pid");
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text !== undefined) await writeFile(path, text.replace(/^\d+/, String(process.pid)));
}

function commandLine(pid: number): string {
  try {
    if (process.platform === "linux") return readFileSync(`/proc/${pid}/cmdline`, "utf8");
    return execFileSync("/bin/ps", ["-ww", "-o", "command=", "-p", String(pid)], { encoding: "utf8" });
  } catch {
    return "";
  }
}
