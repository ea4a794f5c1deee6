import { afterEach, beforeEach, expect, test } from "vitest";
import { type TestStore, testStore } from "../../test/support/database.ts";
import { sleep } from "../clock.ts";
import { newId } from "../ids.ts";
import { type Client, inWorkspace, openDatabase, together, transaction } from "./database.ts";
import { isPassing } from "./failure.ts";

let store: TestStore;
beforeEach(async () => {
  store = await testStore();
});
afterEach(() => store.close());

const enlist = (client: Client) => client.query("INSERT INTO workers (id) VALUES ($1)", [newId()]);
const enlisted = async () => (await store.database.system.query("SELECT 1 FROM workers")).rowCount;

test("a branch that is still at work when another fails leaves nothing behind", async () => {
  const slow = async (client: Client) => {
    await client.query("SELECT 1");
    await sleep(50);
    await enlist(client);
  };
  const failed = transaction(store.database.system, (client) => together([slow(client), client.query("SELECT 1 / 0")]));
  await expect(failed).rejects.toThrow("division by zero");
  await sleep(100);
  expect(await enlisted()).toBe(0);
});

test("what branches answer comes in their order", async () => {
  const answers = await transaction(store.database.system, (client) =>
    together([sleep(20).then(() => "slow"), enlist(client).then(() => "written")]),
  );
  expect(answers).toEqual(["slow", "written"]);
  expect(await enlisted()).toBe(1);
});

test("a connection that dies in the middle fails the transaction, and neither the process nor the next one", async () => {
  const failed = transaction(store.database.system, async (client) => {
    const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
    await store.database.system.query("SELECT pg_terminate_backend($1)", [rows[0]!.pid]);
    await sleep(50);
    await enlist(client);
  });
  await expect(failed).rejects.toThrow();
  await transaction(store.database.system, enlist);
  expect(await enlisted()).toBe(1);
});

test("the locks of a process that hangs in the middle of a transaction are let go, and what it does when it wakes comes to nothing", async () => {
  const hanging = openDatabase({ connectionString: store.url }, { systemConnections: 1, hangsMs: 200 });
  const id = newId();
  await store.database.system.query("INSERT INTO workers (id) VALUES ($1)", [id]);
  let woken: Promise<unknown> | undefined;
  const locked = new Promise<void>((resolve) => {
    woken = transaction(hanging.system, async (client) => {
      await client.query("UPDATE workers SET heartbeat_at = '2000-01-01' WHERE id = $1", [id]);
      resolve();
      await sleep(600);
      await enlist(client);
    });
  });
  await locked;
  await store.database.system.query("DELETE FROM workers WHERE id = $1", [id]);
  const error = await woken!.then(
    () => null,
    (thrown) => thrown,
  );
  expect(isPassing(error)).toBe(true);
  expect(await enlisted()).toBe(0);
  await hanging.close();
});

test("a statement whose asker has died is ended, and what it locked is free, long before it would be done", async () => {
  const { system } = store.database;
  const dying = await system.connect();
  const { rows } = await dying.query<{ pid: number }>("SELECT pg_backend_pid() AS pid, pg_advisory_lock(1)");
  const long = dying.query("SELECT pg_sleep(60)").catch((error: Error) => error);
  await sleep(100);
  (dying as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
  expect(await long).toBeInstanceOf(Error);
  dying.release(true);
  const held = async () =>
    (await system.query("SELECT FROM pg_locks WHERE locktype = 'advisory' AND pid = $1", [rows[0]!.pid])).rowCount;
  await expect.poll(held, { timeout: 20_000, interval: 200 }).toBe(0);
});

test("a statement of the hot path that takes too long is ended, and its connection is not used again", async () => {
  const pids: number[] = [];
  const slow = transaction(store.database.hot, async (client) => {
    pids.push((await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid")).rows[0]!.pid);
    await client.query("SET LOCAL statement_timeout = 20");
    await client.query("SELECT pg_sleep(30)");
  });
  await expect(slow).rejects.toThrow("statement timeout");
  const { rows } = await store.database.hot.query<{ limit: string; pid: number }>(
    "SELECT current_setting('statement_timeout') AS limit, pg_backend_pid() AS pid",
  );
  expect(rows[0]!.limit).toBe("1min");
  expect(pids).not.toContain(rows[0]!.pid);
});

test("of two who wait for each other in a circle the one that is ended is done again, and both come to their end", async () => {
  let [attempts, held] = [0, 0];
  const { promise: met, resolve: meet } = Promise.withResolvers<void>();
  const takes = (first: number, second: number) =>
    inWorkspace(store.database, store.workspaceId, async (client) => {
      attempts += 1;
      await client.query("SELECT pg_advisory_xact_lock($1)", [first]);
      held += 1;
      if (held === 2) meet();
      await met;
      await client.query("SELECT pg_advisory_xact_lock($1)", [second]);
      return first;
    });
  expect(await Promise.all([takes(1, 2), takes(2, 1)])).toEqual([1, 2]);
  expect(attempts).toBe(3);
});
