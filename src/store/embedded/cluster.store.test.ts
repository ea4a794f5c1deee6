import { execFileSync, spawn } from "node:child_process";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { ask, newHome, removeHomes, startElsewhere } from "../../../test/support/trial-cluster.ts";
import { silentLog } from "../../log.ts";
import { findPostmaster, readPostmasterFile } from "./postmaster-file.ts";
import { startEmbeddedPostgres } from "./start.ts";
import type { EmbeddedPostgres, SocketAddress } from "./supervise.ts";

const running: EmbeddedPostgres[] = [];

async function start(home: string, onCrash?: () => void): Promise<EmbeddedPostgres> {
  const cluster = await startEmbeddedPostgres({ home, log: silentLog, ...(onCrash ? { onCrash } : {}) });
  running.push(cluster);
  return cluster;
}

async function postmasterPid(home: string): Promise<number | undefined> {
  const dataDir = join(home, "pg");
  return findPostmaster(await readPostmasterFile(dataDir), dataDir)?.pid;
}

afterEach(async () => {
  for (const cluster of running.splice(0)) await cluster.stop();
});
afterAll(removeHomes);

test("a second start finds what the first one stored", async () => {
  const home = newHome();
  const first = await start(home);
  expect(first).toMatchObject({ adopted: false, version: expect.stringMatching(/^18\./) });
  await ask(first.connection, "CREATE TABLE kept AS SELECT 'still here' AS word");
  await first.stop();
  expect(await postmasterPid(home)).toBeUndefined();
  const second = await start(home);
  expect(second.adopted).toBe(false);
  expect(await ask({ connectionString: second.url }, "SELECT word FROM kept")).toEqual({ word: "still here" });
});

test("it is durable, reached through a private socket only, and serves a role that is no superuser", async () => {
  const { connection } = await start(newHome());
  const { mode } = statSync(connection.host);
  expect((mode & 0o777).toString(8)).toBe("700");
  const settings = await ask(
    connection,
    `SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit, current_setting('data_checksums') AS sums,
       current_setting('listen_addresses') AS tcp, (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS super, lower('Ä') AS lower`,
  );
  expect(settings).toEqual({ fsync: "on", commit: "on", sums: "on", tcp: "", super: false, lower: "ä" });
});

test("a postmaster whose Cordon was killed is adopted, with its sessions", async () => {
  const home = newHome();
  const owner = await startElsewhere(home);
  const pid = await postmasterPid(home);
  const session = new Client(owner.connection);
  await session.connect();
  owner.kill();
  await owner.gone;
  const heir = await start(home);
  expect(heir.adopted).toBe(true);
  expect(await postmasterPid(home)).toBe(pid);
  expect((await session.query("SELECT 1 AS alive")).rows).toEqual([{ alive: 1 }]);
  await session.end();
  await heir.stop();
  expect(await postmasterPid(home)).toBeUndefined();
});

/** Asks until the server answers, as a pool would; fails after ten seconds. */
function askAgain(address: SocketAddress, sql: string): Promise<unknown> {
  return vi.waitFor(() => ask(address, sql), { timeout: 10_000, interval: 50 });
}

test("a killed postmaster comes back at the same address with all that was committed", async () => {
  const home = newHome();
  const onCrash = vi.fn();
  const { connection } = await start(home, onCrash);
  await ask(connection, "CREATE TABLE kept AS SELECT 42 AS n");
  for (const time of [1, 2]) {
    const pid = await postmasterPid(home);
    process.kill(pid ?? 0, "SIGKILL");
    await vi.waitFor(() => expect(onCrash).toHaveBeenCalledTimes(time), { timeout: 5000 });
    expect(await askAgain(connection, "SELECT n FROM kept")).toEqual({ n: 42 });
    expect(await postmasterPid(home)).not.toBe(pid);
  }
});

test("a killed postmaster is started again by a process that had only adopted it", async () => {
  const home = newHome();
  const owner = await startElsewhere(home);
  const heir = await start(home);
  owner.kill();
  await owner.gone;
  process.kill((await postmasterPid(home)) ?? 0, "SIGKILL");
  expect(await askAgain(heir.connection, "SELECT 1 AS n")).toEqual({ n: 1 });
});

test("it stops with its last user, whoever started it", async () => {
  const home = newHome();
  const owner = await start(home);
  const other = await startElsewhere(home);
  expect(other.adopted).toBe(true);
  await owner.stop();
  expect(await ask(other.connection, "SELECT 1 AS n")).toEqual({ n: 1 });
  await other.stop();
  expect(await postmasterPid(home)).toBeUndefined();
});

test("of several that start at once on a new home, one makes the cluster and the others adopt it", async () => {
  const home = newHome();
  const all = await Promise.all([startElsewhere(home), startElsewhere(home), start(home)]);
  expect(all.map((cluster) => cluster.adopted).sort()).toEqual([false, true, true]);
  await Promise.all(all.map((cluster) => cluster.stop()));
});

test("a pid file that names another program, as after a restart of the machine, is no obstacle", async () => {
  const home = newHome();
  const first = await start(home);
  const pidFile = join(home, "pg", "postmaster.pid");
  const remains = readFileSync(pidFile, "utf8");
  await first.stop();
  const { uid, gid } = statSync(join(home, "pg"));
  const stranger = spawn("/bin/sleep", ["60"], process.getuid?.() === 0 ? { uid, gid } : {});
  try {
    writeFileSync(pidFile, remains.replace(/^\d+/, String(stranger.pid)));
    const second = await start(home);
    expect(second.adopted).toBe(false);
    expect(stranger.exitCode).toBeNull();
  } finally {
    stranger.kill();
  }
});

test("a home too deep for a socket's path gets a short private directory, the same each time", async () => {
  const home = join(newHome(), "deep".repeat(25), "home");
  const first = await start(home);
  expect(first.connection.host.length).toBeLessThan(80);
  expect((statSync(first.connection.host).mode & 0o777).toString(8)).toBe("700");
  await first.stop();
  const second = await start(home);
  expect(second.connection.host).toBe(first.connection.host);
  await second.stop();
  execFileSync("rm", ["-rf", first.connection.host]);
});

test("data of another major version is refused with the way out, and left alone", async () => {
  const home = newHome();
  await (await start(home)).stop();
  writeFileSync(join(home, "pg", "PG_VERSION"), "14\n");
  await expect(start(home)).rejects.toMatchObject({ root: "input", code: "store.other-postgres" });
});

test("a server that cannot start says so at once, with its own words", async () => {
  const home = newHome();
  await (await start(home)).stop();
  writeFileSync(join(home, "pg", "pg_hba.conf"), "nonsense\n");
  const refusal = start(home);
  await expect(refusal).rejects.toMatchObject({ root: "refused", code: "store.postgres-would-not-start" });
  await expect(refusal).rejects.toThrow(/pg_hba\.conf/);
});
