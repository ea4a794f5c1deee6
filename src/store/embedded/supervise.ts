import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Log } from "../../log.ts";
import { makeHome, placeCluster } from "./cluster-place.ts";
import { joinUsers, leaveUsers } from "./cluster-users.ts";
import { ensureDatabase, ensureDataDirectory, OWN_NAME, SUPERUSER } from "./create-cluster.ts";
import { withFileLock } from "./file-lock.ts";
import { runnableBinaries } from "./platform-binaries.ts";
import type { PostmasterOptions, RunningPostmaster } from "./postmaster.ts";
import { adoptOrStart, stopPostmaster } from "./postmaster.ts";
import { findPostmaster, readPostmasterFile } from "./postmaster-file.ts";
import { SOCKET_PORT } from "./settings.ts";

/** How to connect; fits pg's PoolConfig. */
export interface SocketAddress {
  host: string;
  port: number;
  user: string;
  database: string;
}

/** A cluster of ours that accepts connections. */
export interface EmbeddedPostgres {
  /** The database of Cordon, as its owner, who is no superuser. */
  url: string;
  connection: SocketAddress;
  /** The superuser on database `postgres`: makes databases, takes backups. Not for the application. */
  superuser: SocketAddress;
  /** Of the server, such as "18.4". */
  version: string;
  /** It was running already and this process found it. */
  adopted: boolean;
  /** Stops it, unless another living process uses it. May be called twice. */
  stop(): Promise<void>;
}

export interface ClusterOptions {
  /** Directory of this Cordon's data; made if missing. */
  home: string;
  log: Log;
  /** Called each time the server was gone without being asked to, before it is started again. */
  onCrash?: () => void;
  /** Settings that win over ours: for throw-away clusters of tests only, they may give durability away. */
  settings?: Record<string, string>;
}

const FIRST_BACKOFF_MS = 100;
const LONGEST_BACKOFF_MS = 10_000;
/** Having run this long, the next crash is a new one. */
const STABLE_MS = 60_000;

/**
 * Adopts or starts the cluster of `home` and keeps it running until `stop`. When it dies, whoever uses it starts it again
 * on the same socket, so that pools reconnect by themselves. Errors: those of the steps, with what to do in each.
 */
export async function superviseCluster(given: ClusterOptions): Promise<EmbeddedPostgres> {
  const options = { ...given, home: resolve(given.home) };
  await makeHome(options.home);
  const lock = join(options.home, "pg.lock");
  const state = { stopping: false };
  const first = await withFileLock(lock, () => begin(options));
  void keepRunning(first.postmaster, first.start, { lock, state, options });
  const connection = { host: first.postmaster.socketDir, port: SOCKET_PORT, user: OWN_NAME, database: OWN_NAME };
  let stopped: Promise<void> | undefined;
  return {
    // Programs that know only URLs want a host name in front; the parameter wins over it.
    url: `postgresql://${OWN_NAME}@localhost/${OWN_NAME}?host=${encodeURIComponent(connection.host)}&port=${SOCKET_PORT}`,
    connection,
    superuser: { ...connection, user: SUPERUSER, database: "postgres" },
    version: first.version,
    adopted: first.postmaster.adopted,
    stop() {
      state.stopping = true;
      stopped ??= withFileLock(lock, async () => {
        if ((await leaveUsers(options.home)) > 0) return;
        const { dataDir } = first.start.place;
        const running = findPostmaster(await readPostmasterFile(dataDir), dataDir);
        if (running !== undefined) await stopPostmaster(running, options.log);
      });
      return stopped;
    },
  };
}

async function begin(options: ClusterOptions) {
  const place = await placeCluster(options.home);
  const binaries = await runnableBinaries(place.account, place.cacheDir);
  await ensureDataDirectory(place, binaries);
  const start: PostmasterOptions = { place, binaries, log: options.log, settings: options.settings ?? {} };
  const postmaster = await adoptOrStart(start);
  const version = await ensureDatabase(postmaster.socketDir);
  await joinUsers(options.home);
  const pid = postmaster.identity.pid;
  options.log.info({ pid, version, adopted: postmaster.adopted, dataDir: place.dataDir }, "Postgres is running");
  return { postmaster, start: { ...start, place: { ...place, socketDir: postmaster.socketDir } }, version };
}

interface Keeping {
  lock: string;
  state: { stopping: boolean };
  options: ClusterOptions;
}

/** Watches the postmaster and starts it again whenever it is gone unasked; returns once it is stopped. */
async function keepRunning(first: RunningPostmaster, start: PostmasterOptions, keeping: Keeping): Promise<void> {
  const { lock, state, options } = keeping;
  const startAgain = () => withFileLock(lock, async () => (state.stopping ? undefined : adoptOrStart(start)));
  let current = first;
  let backoffMs = FIRST_BACKOFF_MS;
  let since = Date.now();
  for (;;) {
    await current.gone;
    if (state.stopping) return;
    if (Date.now() - since > STABLE_MS) backoffMs = FIRST_BACKOFF_MS;
    options.log.error({ pid: current.identity.pid, backoffMs }, "Postgres is gone; starting it again");
    options.onCrash?.();
    const next = await startAgain().catch((error: unknown) =>
      options.log.error({ err: error }, "Postgres did not come back"),
    );
    if (next) current = next;
    since = Date.now();
    await delay(backoffMs, undefined, { ref: false });
    backoffMs = Math.min(backoffMs * 2, LONGEST_BACKOFF_MS);
  }
}
