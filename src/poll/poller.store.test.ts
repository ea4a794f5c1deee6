/** A product in memory, the real way in, a real database. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { type TestStore, testStore } from "../../test/support/database.ts";
import { type PolledSource, polledSource } from "../../test/support/polled-source.ts";
import { RefusedError, TransientError } from "../errors.ts";
import { readingWith } from "../reading.ts";
import { removeConnection } from "../store/connection.ts";
import { transaction } from "../store/database.ts";
import { countRecent } from "../store/figures.ts";
import { claimDuePolls, moveCursor, pausePoll, pollsOf } from "../store/poll.ts";
import type { PollDeps } from "./deps.ts";
import { newPoller, type Poller } from "./poller.ts";

let store: TestStore;
let source: PolledSource;
const pollers: Poller[] = [];
const message = (id: string) => JSON.stringify({ id });
const numbers = (count: number) => Array.from({ length: count }, (_, index) => message(String(index)));
const query = async (text: string, values: unknown[] = []) => (await store.database.system.query(text, values)).rows;

beforeAll(async () => {
  store = await testStore();
});
beforeEach(() => {
  source = polledSource(store);
});
afterEach(async () => {
  for (const poller of pollers.splice(0)) await poller.stop();
  for (const table of ["polls", "deliveries", "alerts", "alert_inbox", "alert_seen", "alert_repeats", "quarantine"])
    await query(`DELETE FROM ${table}`);
  await query("UPDATE connections SET removed_at = now() WHERE removed_at IS NULL");
});
afterAll(() => store?.close());

function poller(deps: PollDeps = source.deps()): Poller {
  const made = newPoller(deps);
  pollers.push(made);
  return made;
}

/** Polls what is due and waits for the end of it. */
async function pollOnce(deps = source.deps()): Promise<number> {
  const made = newPoller(deps);
  const begun = await made.pollDue();
  if (begun === 0) return 0;
  await vi.waitFor(async () => expect(await query("SELECT FROM polls WHERE claimed_until > now()")).toEqual([]));
  return begun;
}
const due = () => query("UPDATE polls SET next_at = now() - interval '1 second'");
const stored = async () => ({
  deliveries: (await query("SELECT count(*)::int AS n FROM deliveries"))[0].n,
  alerts: (await query("SELECT count(*)::int AS n FROM alerts"))[0].n,
  repeats: (await query("SELECT COALESCE(sum(duplicates), 0)::int AS n FROM alert_repeats"))[0].n,
});
const figures = async () => (await countRecent(store.database.system, store.workspaceId)).polls;
const polling = async (id: string) => (await pollsOf(store.database.system, store.workspaceId)).get(id);

describe("a connection that is asked", () => {
  test("is asked until there is no more, and later from where it was read", async () => {
    const id = await source.connect("numbers");
    source.product.messages = numbers(7);
    await pollOnce();
    expect(await stored()).toEqual({ deliveries: 7, alerts: 7, repeats: 0 });
    expect(await query("SELECT cursor FROM polls")).toEqual([{ cursor: { taken: 7 } }]);
    expect(await pollOnce()).toBe(0);
    source.product.messages.push(message("late"));
    await due();
    await pollOnce();
    expect(await stored()).toEqual({ deliveries: 8, alerts: 8, repeats: 0 });
    expect(await query("SELECT count(*)::int AS n FROM alert_inbox")).toEqual([{ n: 8 }]);
    expect(await polling(id)).toMatchObject({ failures: 0, error: null, note: null, pausedAt: null });
  });

  test("is not asked while its settings name nothing to ask", async () => {
    const id = await source.connect("numbers", { every: null });
    source.product.messages = numbers(1);
    await pollOnce();
    expect(await stored()).toMatchObject({ deliveries: 0 });
    expect(await polling(id)).toBeUndefined();
    await source.connect("numbers", { every: 60 });
    await due();
    await pollOnce();
    expect(await stored()).toMatchObject({ deliveries: 1 });
  });

  test("shows what did not work beside the taking", async () => {
    const id = await source.connect("numbers");
    source.product.note = "Messages cannot be moved.";
    await pollOnce();
    expect(await polling(id)).toMatchObject({ failures: 0, note: "Messages cannot be moved." });
  });

  test("is in one process's hands at a time, however many there are", async () => {
    for (const name of ["a", "b", "c"]) await source.connect(name);
    source.product.messages = numbers(6);
    let [now, most] = [0, 0];
    source.product.asked = async () => {
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => setTimeout(resolve, 20));
      now -= 1;
    };
    const begun = await Promise.all(Array.from({ length: 4 }, () => poller().pollDue()));
    expect(begun.reduce((sum, one) => sum + one)).toBe(3);
    await vi.waitFor(async () => expect(await stored()).toMatchObject({ deliveries: 18 }));
    expect(most).toBeLessThanOrEqual(3);
  });
});

describe("a worker that dies", () => {
  test("after the commit loses nothing and doubles nothing: another goes on from the cursor", async () => {
    await source.connect("numbers");
    source.product.messages = numbers(5);
    const deps = source.deps();
    const [claimed] = await claimDuePolls(deps.pool, deps.connectors, 1);
    const connection = (await deps.connection(store.workspaceId, claimed!.connectionId))!;
    const deliveries = source.product.messages.slice(0, 3).map((body) => ({ headers: {}, body: Buffer.from(body) }));
    const alongside = async (client: Parameters<typeof moveCursor>[0]) => {
      expect(await moveCursor(client, claimed!, { taken: 3 })).toBe(true);
    };
    await deps.take.read({ connection: connection.ingest, deliveries, alongside });
    expect(await pollOnce()).toBe(0);
    await query("UPDATE polls SET claimed_until = now() - interval '1 second'");
    await pollOnce();
    expect(await stored()).toEqual({ deliveries: 5, alerts: 5, repeats: 0 });
  });

  test("and comes back to life writes nothing under its old claim", async () => {
    await source.connect("numbers");
    source.product.messages = numbers(2);
    let letGo: () => void = () => {};
    let questions = 0;
    source.product.asked = async () => {
      questions += 1;
      if (questions === 1) await new Promise<void>((resolve) => (letGo = resolve));
    };
    const sleeper = poller();
    await sleeper.pollDue();
    await vi.waitFor(() => expect(questions).toBe(1));
    await query("UPDATE polls SET claimed_until = now() - interval '1 second'");
    await pollOnce();
    letGo();
    await sleeper.stop();
    expect(await stored()).toEqual({ deliveries: 2, alerts: 2, repeats: 0 });
  });

  test("or is stopped gives the connection back at once", async () => {
    await source.connect("numbers");
    source.product.messages = numbers(2);
    source.product.asked = (_cursor, signal) =>
      new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(new Error("ended"))));
    const stopped = newPoller(source.deps());
    await stopped.pollDue();
    await stopped.stop();
    source.product.asked = async () => {};
    expect(await pollOnce()).toBe(1);
    expect(await stored()).toMatchObject({ deliveries: 2 });
  });
});

describe("a failure", () => {
  test("is shown, waited out for longer and longer, and forgotten once it is over", async () => {
    const id = await source.connect("numbers");
    source.product.messages = numbers(1);
    source.product.asked = async () => {
      throw new TransientError("connector.unreachable", "The server could not be reached.");
    };
    const waits: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      await pollOnce();
      const [row] = await query("SELECT extract(epoch FROM next_at - now())::float8 AS wait FROM polls");
      waits.push(Math.round(row.wait / 2));
      await due();
    }
    expect(waits).toEqual([1, 2, 4]);
    expect(await polling(id)).toMatchObject({ failures: 3, error: "The server could not be reached." });
    expect(await figures()).toEqual([{ connection: "numbers", failures: 3, age: null }]);
    source.product.asked = async () => {};
    await pollOnce();
    expect(await polling(id)).toMatchObject({ failures: 0, error: null });
    expect(await figures()).toEqual([{ connection: "numbers", failures: 0, age: expect.any(Number) }]);
    expect(await stored()).toMatchObject({ deliveries: 1 });
  });

  test("that a person must mend waits for the person, and a changed connection is asked at once", async () => {
    await source.connect("numbers");
    source.product.asked = async () => {
      throw new RefusedError("connector.forbidden", "The password is wrong.");
    };
    await pollOnce();
    const wait = "SELECT extract(epoch FROM next_at - now())::float8 AS wait FROM polls";
    expect((await query(wait))[0].wait).toBeGreaterThan(500);
    await source.connect("numbers");
    expect((await query(wait))[0].wait).toBeLessThan(3);
  });

  test("to write one message sets that one aside, word for word, and takes the others", async () => {
    await source.connect("numbers");
    source.product.messages = ["1", "2", "poison", "3"].map(message);
    const { normalize } = readingWith(new Map([["numbered", source.connector]]));
    const deps = source.deps({
      normalize: (connection, document, context) =>
        normalize(connection, document, context).map((reading) => {
          if (reading === null || !("alert" in reading) || reading.alert.uid !== "poison") return reading;
          return { alert: { ...reading.alert, fingerprint: "no-uuid" } };
        }),
    });
    await pollOnce(deps);
    expect(await stored()).toMatchObject({ deliveries: 4, alerts: 3 });
    expect(await query("SELECT code FROM quarantine")).toEqual([{ code: "ingest.unwritable" }]);
    const [{ body }] = await query(
      "SELECT convert_from(body, 'UTF8') AS body FROM deliveries WHERE id = (SELECT delivery_id FROM quarantine)",
    );
    expect(body).toBe(message("poison"));
  });
});

describe("a connection", () => {
  const hanging = () => {
    let aborted = false;
    source.product.asked = (_cursor, signal) =>
      new Promise((_resolve, reject) =>
        signal.addEventListener("abort", () => {
          aborted = true;
          reject(new Error("ended"));
        }),
      );
    return () => aborted;
  };

  test("that is paused while it is asked stops at once, and goes on from its cursor when resumed", async () => {
    const id = await source.connect("numbers");
    source.product.messages = numbers(2);
    const wasAborted = hanging();
    await poller().pollDue();
    const of = { id, workspaceId: store.workspaceId };
    await pausePoll(store.database.system, of, true);
    await vi.waitFor(() => expect(wasAborted()).toBe(true), { timeout: 5_000 });
    source.product.asked = async () => {};
    expect(await pollOnce()).toBe(0);
    expect(await polling(id)).toMatchObject({ pausedAt: expect.any(Date), nextAt: null });
    expect(await stored()).toMatchObject({ deliveries: 0 });
    await pausePoll(store.database.system, of, false);
    expect(await pollOnce()).toBe(1);
    expect(await stored()).toMatchObject({ deliveries: 2 });
  });

  test("that is removed while it is asked keeps nothing of what came after", async () => {
    await source.connect("numbers");
    source.product.messages = numbers(2);
    let remove: () => Promise<unknown> = async () => undefined;
    source.product.asked = () => remove() as Promise<void>;
    remove = () =>
      transaction(store.database.system, (client) => removeConnection(client, store.workspaceId, "numbers", "system"));
    const deps = source.deps();
    const tried = Promise.withResolvers<void>();
    const read: typeof deps.take.read = (fetched) => deps.take.read(fetched).finally(tried.resolve);
    await poller({ ...deps, take: { ...deps.take, read } }).pollDue();
    await tried.promise;
    expect(await stored()).toMatchObject({ deliveries: 0 });
    expect(await pollOnce()).toBe(0);
  });
});
