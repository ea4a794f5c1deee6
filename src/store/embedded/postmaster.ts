import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { open, rename, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { sleep } from "../../clock.ts";
import { RefusedError } from "../../errors.ts";
import type { Log } from "../../log.ts";
import { spawnIdentity } from "./account.ts";
import type { ClusterPlace } from "./cluster-place.ts";
import type { Binaries } from "./platform-binaries.ts";
import { disownPostmasterFile, findPostmaster, readPostmasterFile } from "./postmaster-file.ts";
import type { ProcessIdentity } from "./process-identity.ts";
import { identifyProcess, isRunning } from "./process-identity.ts";
import { CHILD_ENVIRONMENT, serverArguments } from "./settings.ts";

/** A postmaster that accepts connections. */
export interface RunningPostmaster {
  identity: ProcessIdentity;
  socketDir: string;
  /** It ran before: this process found it and did not start it. */
  adopted: boolean;
  /** Settles when the process is gone, however it went. Does not keep this process alive. */
  gone: Promise<void>;
}

export interface PostmasterOptions {
  place: ClusterPlace;
  binaries: Binaries;
  log: Log;
  settings?: Record<string, string>;
}

/** How long the children of a killed postmaster may hold its locks. */
const LOCK_PATIENCE_MS = 10_000;
const LARGEST_LOG_BYTES = 16 * 1024 * 1024;
/** SQLSTATE lock_file_exists: also raised while shared memory of a dead postmaster is in use. */
const LOCK_FILE_EXISTS = " F0001 ";

/**
 * Adopts the postmaster of this data directory if one runs, else starts one, and returns once it accepts connections.
 * The caller holds the home's lock. RefusedError `store.postgres-would-not-start` with the log's last lines.
 */
export async function adoptOrStart(options: PostmasterOptions): Promise<RunningPostmaster> {
  const { dataDir } = options.place;
  const deadline = Date.now() + LOCK_PATIENCE_MS;
  for (;;) {
    const file = await readPostmasterFile(dataDir);
    const found = findPostmaster(file, dataDir);
    if (found !== undefined) {
      const ready = await untilReady(dataDir, found, () => isRunning(found));
      if (ready !== undefined) return { identity: found, socketDir: ready, adopted: true, gone: untilGone(found) };
      continue;
    }
    if (file !== undefined && identifyProcess(file.pid) !== undefined) await disownPostmasterFile(dataDir);
    const attempt = await start(options);
    if ("identity" in attempt) return attempt;
    if (!attempt.complaint.includes(LOCK_FILE_EXISTS) || Date.now() > deadline) {
      throw new RefusedError(
        "store.postgres-would-not-start",
        `Postgres did not start on ${dataDir}; its last words in ${logPath(options.place)}: ${attempt.complaint.trim()}`,
      );
    }
    await sleep(100);
  }
}

/** Asks for a fast shutdown (SIGINT: sessions end, everything is written) and insists after half a minute. */
export async function stopPostmaster(identity: ProcessIdentity, log: Log): Promise<void> {
  for (const [signal, patienceMs] of [
    ["SIGINT", 30_000],
    ["SIGQUIT", 10_000],
    ["SIGKILL", 10_000],
  ] as const) {
    if (!isRunning(identity)) return;
    if (signal !== "SIGINT") log.warn({ pid: identity.pid, signal }, "Postgres is slow to stop; insisting");
    if (!sendSignal(identity.pid, signal)) return;
    const deadline = Date.now() + patienceMs;
    while (Date.now() < deadline) {
      if (!isRunning(identity)) return;
      await sleep(10);
    }
  }
}

/** False when the process was gone already. */
function sendSignal(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
    throw error;
  }
}

async function start(options: PostmasterOptions): Promise<RunningPostmaster | { complaint: string }> {
  const { place, binaries } = options;
  const logFile = await openLog(place);
  try {
    const child = spawn(
      join(binaries.bin, "postgres"),
      serverArguments(place.dataDir, place.socketDir, options.settings),
      {
        ...spawnIdentity(place.account),
        cwd: "/",
        env: CHILD_ENVIRONMENT,
        // A session of its own: Ctrl-C at our terminal is for us, and Postgres goes when we have finished with it.
        detached: true,
        stdio: ["ignore", logFile.handle.fd, logFile.handle.fd],
      },
    );
    const gone = exitOf(child);
    let running = true;
    void gone.then(() => {
      running = false;
    });
    const identity = child.pid === undefined ? undefined : identifyProcess(child.pid);
    const ready = identity && (await untilReady(place.dataDir, identity, () => running));
    child.unref();
    if (identity && ready !== undefined)
      return { identity, socketDir: ready, adopted: false, gone: gone.then(() => undefined) };
    return { complaint: (await gone) ?? (await readFrom(logFile)) };
  } finally {
    await logFile.handle.close();
  }
}

/** Settles when the child is gone; with the reason when it could not even be started. */
function exitOf(child: ChildProcess): Promise<string | undefined> {
  return new Promise((resolve) => {
    child.on("error", (error) => resolve(error.message));
    child.on("exit", () => resolve(undefined));
  });
}

/** The socket's directory once this postmaster accepts connections; undefined when it died before. */
async function untilReady(
  dataDir: string,
  identity: ProcessIdentity,
  runs: () => boolean,
): Promise<string | undefined> {
  for (let waitMs = 3; runs(); waitMs = Math.min(waitMs * 1.2, 100)) {
    const file = await readPostmasterFile(dataDir);
    if (file?.pid === identity.pid && file.ready) return file.socketDir;
    await sleep(waitMs);
  }
  return undefined;
}

/** Somebody else's child sends no event: look twice a second. */
async function untilGone(identity: ProcessIdentity): Promise<void> {
  while (isRunning(identity)) await delay(500, undefined, { ref: false });
}

function logPath(place: ClusterPlace): string {
  return join(place.home, "postgres.log");
}

async function openLog(place: ClusterPlace) {
  const path = logPath(place);
  const before = await stat(path).catch(() => undefined);
  if (before !== undefined && before.size > LARGEST_LOG_BYTES) await rename(path, `${path}.1`);
  const handle = await open(path, "a+", 0o600);
  return { handle, start: (await handle.stat()).size };
}

async function readFrom(logFile: Awaited<ReturnType<typeof openLog>>): Promise<string> {
  const { buffer, bytesRead } = await logFile.handle.read(Buffer.alloc(4096), 0, 4096, logFile.start);
  return buffer.toString("utf8", 0, bytesRead);
}
