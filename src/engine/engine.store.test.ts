import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type TestStore, testStore } from "../../test/support/database.ts";
import { sleep } from "../clock.ts";
import { newId } from "../ids.ts";
import { silentLog } from "../log.ts";
import { transaction } from "../store/database.ts";
import { type Engine, newEngine } from "./engine.ts";
import type { Activity, Move, RunKind, Writer } from "./kind.ts";
import { insertRuns, type NewRun, requestCancel, wakeRuns } from "./run-table.ts";

/** A run that counts: `{at}` goes up to `loaded.steps`, one journalled activity a number, then ends. */
type Event = { kind: "go" | "again" | "done" | "woken"; at?: number };
interface Counting {
  steps: number;
  /** Called for every activity begun; may hang. */
  act(run: string, at: number): Promise<void>;
  waitAfter?: number;
  /** Seconds that the database takes to record the move into the wait. */
  slowly?: number;
}

const slow: Writer<number, undefined> = {
  name: "slow",
  order: 1,
  async write(client, rows) {
    await client.query("SELECT pg_sleep($1)", [rows[0]]);
    return rows.map(() => undefined);
  },
};

const notes: Writer<{ run: string; at: number }, string> = {
  name: "notes",
  order: 1,
  async write(client, rows) {
    for (const row of rows)
      await client.query("INSERT INTO notes (run, at) VALUES ($1, $2) ON CONFLICT DO NOTHING", [row.run, row.at]);
    return rows.map((row) => `noted ${row.at}`);
  },
};

function counting(loaded: Counting): RunKind<Counting, Event> {
  const activity = (run: string, at: number): Activity<Event> => ({
    prepare: { writer: notes as Writer, row: { run, at } },
    async perform(prepared) {
      expect(prepared).toBe(`noted ${at}`);
      await loaded.act(run, at);
      return { event: { kind: "done", at }, writes: [] };
    },
  });
  const moveTo = (run: string, at: number, performing: boolean): Move<Event> => ({
    state: { at },
    activities: at < loaded.steps && performing ? [activity(run, at)] : [],
    records: [{ step: `step-${at}`, kind: "count", attempt: 1, status: "succeeded", output: at, error: null }],
    writes: performing || loaded.slowly === undefined ? [] : [{ writer: slow as Writer, row: loaded.slowly }],
    wakeAt: performing ? null : new Date(Date.now() + 3_600_000),
    ended: at < loaded.steps ? null : { status: "done", outcome: "counted", error: null },
  });
  return {
    load: async (_client, runs) => new Map(runs.map((run) => [run.id, loaded])),
    started: () => ({ kind: "go" }),
    woken: () => ({ kind: "woken" }),
    recovered: () => ({ kind: "again" }),
    advance(_loaded, run, event) {
      const at = (run.state as { at: number }).at;
      if (event.kind === "done") return moveTo(run.id, at + 1, at + 1 !== loaded.waitAfter);
      return { ...moveTo(run.id, at, true), records: [] };
    },
    abort: (_loaded, run, reason) => ({
      state: run.state,
      activities: [],
      records: [],
      writes: [],
      wakeAt: null,
      ended: {
        status: "cancelledBy" in reason ? "cancelled" : "failed",
        outcome: "aborted",
        error: "error" in reason ? reason.error : null,
      },
    }),
  };
}

let store: TestStore;
const engines: Engine<Counting>[] = [];

beforeEach(async () => {
  store = await testStore();
  const owner = new pg.Client(store.url);
  await owner.connect();
  await owner.query(
    "CREATE TABLE notes (run uuid, at int, PRIMARY KEY (run, at)); GRANT ALL ON notes TO cordon_system",
  );
  await owner.end();
});
afterEach(async () => {
  await Promise.all(engines.splice(0).map((engine) => engine.stop()));
  await store.close();
});

async function engineOf(loaded: Counting, buried?: (worker: string) => Promise<void>): Promise<Engine<Counting>> {
  const kind = counting(loaded);
  const engine = newEngine({ database: store.database, worker: newId(), kind, log: silentLog, buried });
  engines.push(engine);
  await engine.start();
  return engine;
}

async function begin(engine: Engine<Counting>, loaded: Counting, count = 1): Promise<string[]> {
  const runs = Array.from({ length: count }, () => ({
    id: newId(),
    workspaceId: store.workspaceId,
    subjectId: newId(),
    programId: newId(),
    state: { at: 0 },
    loaded,
  }));
  (await transaction(store.database.system, (client) => engine.insert(client, runs)))();
  return runs.map((run) => run.id);
}

async function until<T>(look: () => Promise<T | undefined | false>, milliseconds = 15_000): Promise<T> {
  for (const end = Date.now() + milliseconds; Date.now() < end; await sleep(20)) {
    const seen = await look();
    if (seen) return seen;
  }
  throw new Error("it did not come to pass in time");
}

const statusOf = async (id: string) =>
  (await store.database.system.query<{ status: string }>("SELECT status FROM runs WHERE id = $1", [id])).rows[0]
    ?.status;
const stepsOf = async (id: string) =>
  (
    await store.database.system.query<{ step: string }>(
      "SELECT step FROM run_steps WHERE run_id = $1 ORDER BY position",
      [id],
    )
  ).rows.map((row) => row.step);

describe("a durable run", () => {
  test("records every step once, in order, and ends", async () => {
    const loaded = { steps: 3, act: async () => {} };
    const [id] = await begin(await engineOf(loaded), loaded);
    await until(async () => (await statusOf(id!)) === "done");
    expect(await stepsOf(id!)).toEqual(["step-1", "step-2", "step-3"]);
  });

  test("is begun by another worker when this one has no room for it, and many run at once", async () => {
    const loaded = { steps: 2, act: () => sleep(5) };
    const ids = await begin(await engineOf(loaded), loaded, 400);
    await until(
      async () => (await store.database.system.query("SELECT 1 FROM runs WHERE status <> 'done'")).rowCount === 0,
    );
    const steps = await store.database.system.query("SELECT count(*)::int AS count FROM run_steps");
    expect(steps.rows[0].count).toBe(ids.length * 2);
  });

  test("that waits is held by nobody and goes on when it is called", async () => {
    const loaded: Counting = { steps: 2, act: async () => {}, waitAfter: 1 };
    const engine = await engineOf(loaded);
    const [id] = await begin(engine, loaded);
    await until(async () => (await statusOf(id!)) === "waiting");
    expect(engine.active()).toBe(0);
    await wakeRuns(store.database.system, [id!]);
    engine.kick();
    await until(async () => (await statusOf(id!)) === "done");
  });

  test("that is called while it is being given back goes on all the same", async () => {
    const loaded: Counting = { steps: 2, act: async () => {}, waitAfter: 1, slowly: 1.5 };
    const engine = await engineOf(loaded);
    const [id] = await begin(engine, loaded);
    // The move into the wait is being written: it sleeps in the database.
    const onlooker = new pg.Client(store.url);
    await onlooker.connect();
    const sleeping = "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()";
    await until(async () => (await onlooker.query(sleeping)).rowCount === 1);
    await onlooker.end();
    await wakeRuns(store.database.system, [id!]);
    engine.kick();
    await until(async () => (await statusOf(id!)) === "done");
  });

  test("is cancelled while it waits, and while it performs", async () => {
    const waiting: Counting = { steps: 2, act: async () => {}, waitAfter: 1 };
    const engine = await engineOf(waiting);
    const [first] = await begin(engine, waiting);
    await until(async () => (await statusOf(first!)) === "waiting");
    expect(await requestCancel(store.database.system, first!, "person:ada")).toBe(true);
    await until(async () => (await statusOf(first!)) === "cancelled");
    expect(await requestCancel(store.database.system, first!, "person:ada")).toBe(false);

    const hanging: Counting = { steps: 2, act: () => new Promise(() => {}) };
    const [second] = await begin(await engineOf(hanging), hanging);
    await until(async () => (await statusOf(second!)) === "running");
    await requestCancel(store.database.system, second!, "person:ada");
    await until(async () => (await statusOf(second!)) === "cancelled");
  });

  test("whose move cannot be computed fails and says so, instead of hanging", async () => {
    const loaded: Counting = { steps: 2, act: () => Promise.reject(new Error("broken handler")) };
    const [id] = await begin(await engineOf(loaded), loaded);
    await until(async () => (await statusOf(id!)) === "failed");
    const row = await store.database.system.query("SELECT error FROM runs WHERE id = $1", [id]);
    expect(row.rows[0].error).toMatchObject({ root: "defect", message: "broken handler" });
  });
});

describe("a worker", () => {
  test("is alive while its heart beats, and not before or after", async () => {
    const kind = counting({ steps: 1, act: async () => {} });
    const engine = newEngine({ database: store.database, worker: newId(), kind, log: silentLog });
    expect(engine.alive()).toBe(false);
    await engine.start();
    expect(engine.alive()).toBe(true);
    await engine.stop();
    expect(engine.alive()).toBe(true);
    await sleep(30);
    expect(engine.alive(20)).toBe(false);
  });
});

describe("when a worker is lost", () => {
  test("one that says goodbye gives its runs to the living at once", async () => {
    const hangs: Counting = { steps: 2, act: () => new Promise(() => {}) };
    const first = await engineOf(hangs);
    const [id] = await begin(first, hangs);
    await until(async () => (await statusOf(id!)) === "running");
    await engineOf({ steps: 2, act: async () => {} });
    await first.stop();
    await until(async () => (await statusOf(id!)) === "done");
  });

  test("a zombie that wakes after its runs were taken over changes nothing any more", async () => {
    let letGo = () => {};
    const acts: string[] = [];
    const slow: Counting = {
      steps: 1,
      act: async (_run, at) => {
        acts.push(`zombie ${at}`);
        await new Promise<void>((resolve) => (letGo = resolve));
      },
    };
    const zombie = await engineOf(slow);
    const [id] = await begin(zombie, slow);
    await until(async () => acts.length > 0);
    const { rows: hanging } = await store.database.system.query<{ id: string }>("SELECT id FROM workers");
    const buried: string[] = [];
    const living: Counting = { steps: 1, act: async (_run, at) => void acts.push(`living ${at}`) };
    await engineOf(living, async (worker) => void buried.push(worker));
    await until(async () => {
      // It hangs: its heart stops, while its connection stays open. Here it beats on, so that it is stopped until somebody sees it.
      const stopped = "UPDATE workers SET heartbeat_at = now() - interval '1 minute' WHERE id = $1";
      await store.database.system.query(stopped, [hanging[0]!.id]);
      return (await statusOf(id!)) === "done";
    });
    expect(buried).toContain(hanging[0]!.id);
    letGo();
    await sleep(100);
    expect(acts).toEqual(["zombie 0", "living 0"]);
    expect(await stepsOf(id!)).toEqual(["step-1"]);
  });

  test("the database going away under a run loses nothing: it goes on when the database is back", async () => {
    let release = () => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    const loaded: Counting = { steps: 3, act: (_run, at) => (at === 1 ? gate : Promise.resolve()) };
    const [id] = await begin(await engineOf(loaded), loaded);
    await until(async () => (await stepsOf(id!)).length === 1);
    await store.database.system
      .query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
      )
      .catch(() => {});
    release();
    await until(async () => (await statusOf(id!)) === "done");
    expect(await stepsOf(id!)).toEqual(["step-1", "step-2", "step-3"]);
  });
});

describe("a run in nobody's hands", () => {
  const loaded: Counting = { steps: 2, act: async () => {} };

  function runOf(): NewRun & { loaded: Counting } {
    const [id, subjectId, programId] = [newId(), newId(), newId()];
    return { id, workspaceId: store.workspaceId, subjectId, programId, state: { at: 0 }, loaded };
  }

  test("is found when the answer to the commit that began it was lost", async () => {
    const engine = await engineOf(loaded);
    const run = runOf();
    // Committed, but never begun: the process saw an error instead of the answer.
    await transaction(store.database.system, (client) => engine.insert(client, [run]));
    await until(async () => (await statusOf(run.id)) === "done");
  });

  test("is found when its owner died before anybody knew of it", async () => {
    const run = runOf();
    await transaction(store.database.system, (client) => insertRuns(client, [run], newId()));
    await engineOf(loaded);
    await until(async () => (await statusOf(run.id)) === "done");
  });

  test("is found when what it needs could not be loaded for a while", async () => {
    const kind = counting(loaded);
    let failures = 1;
    const load: typeof kind.load = async (client, runs) => {
      if (failures-- > 0) throw new Error("the database was away");
      return kind.load(client, runs);
    };
    const engine = newEngine({ database: store.database, worker: newId(), kind: { ...kind, load }, log: silentLog });
    engines.push(engine);
    const run = runOf();
    await transaction(store.database.system, (client) => insertRuns(client, [run], null));
    await engine.start();
    await until(async () => (await statusOf(run.id)) === "done");
    expect(failures).toBeLessThan(0);
  });
});
