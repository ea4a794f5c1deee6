/** Playbook runs in the durable engine, with steps that wait: what they wait for survives the worker. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { type TestStore, testStore } from "../../test/support/database.ts";
import { END, programOf } from "../../test/support/playbook.ts";
import { seedIncident } from "../../test/support/seed.ts";
import { sleep } from "../clock.ts";
import { blockIp, unblockIp } from "../connector/capabilities/network.ts";
import { type Action, defineAction, defineConnector } from "../connector/connector.ts";
import { createEgress } from "../connector/egress.ts";
import { type Engine, newEngine } from "../engine/engine.ts";
import { wakeRuns } from "../engine/run-table.ts";
import { newId } from "../ids.ts";
import { silentLog } from "../log.ts";
import type { Program } from "../playbook/program.ts";
import { initialState } from "../playbook/state.ts";
import { type Database, transaction } from "../store/database.ts";
import { answerForm, listForms } from "../store/form.ts";
import { callWatchers } from "../store/run-watch.ts";
import { fillFacts } from "../taxonomy/example-facts.ts";
import { newReturning } from "./leases.ts";
import type { LoadedRun } from "./loaded-run.ts";
import { playbookRuns } from "./run-kind.ts";

let store: TestStore;
const engines: Engine<LoadedRun>[] = [];
let ledgers = new AbortController();

beforeEach(async () => {
  calls = [];
  beforeCall = async () => {};
  store = await testStore();
});
afterEach(async () => {
  ledgers.abort();
  ledgers = new AbortController();
  await Promise.all(engines.splice(0).map((engine) => engine.stop()));
  await store.close();
});

/** A firewall with a hook before each call; a call under a key it has had is one call. */
let calls: { capability: string; ip: string; key: string }[] = [];
let beforeCall: (ip: string) => Promise<void> = async () => {};
const actionOf = (capability: typeof blockIp | typeof unblockIp) =>
  defineAction({
    capability: capability as typeof blockIp,
    docs: "none",
    permissions: [],
    idempotent: true,
    async run({ idempotencyKey }, { ip }) {
      calls.push({ capability: capability.id, ip, key: idempotencyKey });
      await beforeCall(ip);
      return { wasBlocked: false };
    },
  }) as unknown as Action;
const firewall = defineConnector({
  id: "test",
  title: "Test",
  docs: "none",
  settings: z.object({}),
  secrets: [],
  actions: [actionOf(blockIp), actionOf(unblockIp)],
});

const CONNECTION = newId();

function loadedOf(program: Program): LoadedRun {
  const parts = { settings: {}, secrets: {}, egress: createEgress({ allowCidrs: [] }), log: silentLog };
  const content = {
    connections: [{ id: CONNECTION, name: "firewall", connector: firewall, parts }],
    decide: () => ({ decision: "allow" as const, policies: ["p"], reason: "yes", budgets: [] }),
  };
  const ips = ["192.0.2.1", "192.0.2.2", "192.0.2.3"];
  return { facts: fillFacts({ users: ["ada"], ips }), program, playbookVersion: 1, content };
}

async function startEngine(program: Program, database = store.database, worker = newId()): Promise<Engine<LoadedRun>> {
  const kind = playbookRuns(async (_client, runs) => new Map(runs.map((run) => [run.id, loadedOf(program)])));
  const engine = newEngine({ database, worker, kind, log: silentLog });
  if (database === store.database) engines.push(engine);
  await engine.start();
  return engine;
}

/** An engine whose process gives back what is contained as well. */
async function startWhole(program: Program, database = store.database): Promise<Engine<LoadedRun>> {
  const worker = newId();
  const engine = await startEngine(program, database, worker);
  const content = async () => loadedOf(program).content;
  const { takeDue } = newReturning({ database, worker, content, log: silentLog });
  const { signal } = ledgers;
  void (async () => {
    while (!signal.aborted) {
      await takeDue().catch(() => {});
      await sleep(20);
    }
  })();
  return engine;
}

/** A database as a process has it that dies: from then on its engine reaches nothing, and the server lets go of what it held. */
function mortalDatabase(): { database: Database; die(): Promise<void> } {
  const own = store.anotherProcess();
  let sessions: Awaited<ReturnType<Database["dedicated"]>>[] | null = [];
  return {
    database: {
      ...own,
      async dedicated() {
        if (sessions === null) throw new Error("this process is dead");
        const session = await own.dedicated();
        sessions.push(session);
        return session;
      },
    },
    async die() {
      const held = sessions ?? [];
      sessions = null;
      await Promise.all([own.close(), ...held.map((session) => session.end())]);
    },
  };
}

/** Opens an incident and begins a run for it. */
async function begin(engine: Engine<LoadedRun>, program: Program): Promise<{ id: string; incidentId: string }> {
  const { database, workspaceId } = store;
  const { id: incidentId } = await seedIncident(database, workspaceId);
  const loaded = loadedOf(program);
  const run = { id: newId(), workspaceId, subjectId: incidentId, programId: newId(), state: initialState, loaded };
  const start = await transaction(database.system, (client) => engine.insert(client, [run]));
  start();
  return { id: run.id, incidentId };
}

async function until<T>(look: () => Promise<T | undefined | false>, milliseconds = 15_000): Promise<T> {
  for (const end = Date.now() + milliseconds; Date.now() < end; await sleep(20)) {
    const seen = await look();
    if (seen) return seen;
  }
  throw new Error("it did not come to pass in time");
}

async function row<T extends object>(text: string, id: string): Promise<T | undefined> {
  return (await store.database.system.query<T>(text, [id])).rows[0];
}
const isAt = (id: string, status: string) =>
  until(async () => (await row<{ status: string }>("SELECT status FROM runs WHERE id = $1", id))?.status === status);
const incidentOf = (id: string) =>
  row<{ status: string; disposition: string; disposition_reason: string; queue: string; handoff_questions: string[] }>(
    "SELECT status, disposition, disposition_reason, queue, handoff_questions FROM incidents WHERE id = $1",
    id,
  );
const stepsOf = async (id: string) =>
  (
    await store.database.system.query<{ step: string }>(
      "SELECT step FROM run_steps WHERE run_id = $1 ORDER BY position",
      [id],
    )
  ).rows.map(({ step }) => step);
const pending = async () =>
  (await listForms(store.database.system, store.workspaceId, { status: ["pending"] }, { limit: 10 })).items;
const answer = (id: string, answers: Record<string, unknown>) =>
  transaction(store.database.system, (client) =>
    answerForm(client, store.workspaceId, id, { answers, by: "person:ada" }),
  );

async function lose(engine: Engine<LoadedRun>): Promise<void> {
  engines.splice(engines.indexOf(engine), 1);
  await engine.stop();
}

const ASK = programOf(`  - id: ask
    handoff: night-shift
    reason: Is it known?
    resume:
      known: { ask: Do you know them?, type: boolean }
    at-most: 8h
  - end: benign
    reason: "known: {{ steps.ask.known }}"
`);

describe("a run that asks people", () => {
  test("hands its incident to them, waits in nobody's hands, and goes on with the answers after its worker is gone", async () => {
    const first = await startEngine(ASK);
    const { id, incidentId } = await begin(first, ASK);
    await isAt(id, "waiting");
    expect(await incidentOf(incidentId)).toMatchObject({
      queue: "night-shift",
      handoff_questions: ["Do you know them?"],
    });
    const [form] = await pending();
    await lose(first);

    expect(await answer(form!.id, { known: true })).toBe(true);
    expect(await answer(form!.id, { known: false }), "of two who answer one does").toBe(false);
    await wakeRuns(store.database.system, [id]);
    await startEngine(ASK);
    await isAt(id, "done");
    expect(await incidentOf(incidentId)).toMatchObject({ disposition: "benign", disposition_reason: "known: true" });
    expect(await stepsOf(id)).toEqual(["ask", "step-2"]);
  });

  test("asks once, however often it is called before there is an answer", async () => {
    const engine = await startEngine(ASK);
    const { id } = await begin(engine, ASK);
    await isAt(id, "waiting");
    for (let times = 0; times < 3; times++) {
      await wakeRuns(store.database.system, [id]);
      engine.kick();
      await sleep(100);
      await isAt(id, "waiting");
    }
    expect(await pending()).toHaveLength(1);
    expect(await stepsOf(id)).toEqual([]);
  });

  test("goes the way for silence when the time is over", async () => {
    const hasty = structuredClone(ASK);
    Object.assign(hasty.nodes.ask!, { atMostSeconds: 1 });
    const engine = await startEngine(hasty);
    const { id, incidentId } = await begin(engine, hasty);
    await isAt(id, "done");
    expect(await incidentOf(incidentId)).toMatchObject({ status: "in-progress", queue: "soc" });
    expect(await pending()).toEqual([]);
  });
});

describe("a run that waits for its incident", () => {
  const program = programOf(`  - id: owned
    wait-for: incident-changed
    when: current.owner == "ada"
    at-most: 8h
${END}`);
  const own = (incidentId: string, owner: string) =>
    store.database.system.query("UPDATE incidents SET owner = $2, revision = revision + 1 WHERE id = $1", [
      incidentId,
      owner,
    ]);

  test("is called by the change and goes on, though its worker was lost in between", async () => {
    const first = await startEngine(program);
    const { id, incidentId } = await begin(first, program);
    await isAt(id, "waiting");
    await lose(first);
    await own(incidentId, "ada");
    expect(await callWatchers(store.database.system)).toBe(1);
    await startEngine(program);
    await isAt(id, "done");
  });

  test("looks, and waits on, when it is not yet what it waits for", async () => {
    const engine = await startEngine(program);
    const { id, incidentId } = await begin(engine, program);
    await isAt(id, "waiting");
    await own(incidentId, "bob");
    await callWatchers(store.database.system);
    engine.kick();
    await until(async () => (await row("SELECT 1 FROM run_watches WHERE run_id = $1", id)) !== undefined);
    await isAt(id, "waiting");
    expect(await stepsOf(id)).toEqual([]);
    await own(incidentId, "ada");
    await callWatchers(store.database.system);
    engine.kick();
    await isAt(id, "done");
  });

  test("is not called by what happens to others, nor when nobody waits", async () => {
    const engine = await startEngine(program);
    const { id } = await begin(engine, program);
    await isAt(id, "waiting");
    await own(newId(), "ada");
    expect(await callWatchers(store.database.system)).toBe(0);
  });
});

describe("a loop", () => {
  const block = programOf(`  - id: all
    for-each: incident.ips
    as: ip
    at-most: 3
    do:
      - id: block
        action: network.block-ip
        with: { ip: "=each.ip" }
        for: 1h
        compensate:
          - action: network.unblock-ip
            with: { ip: "=each.ip" }
  - id: last
    action: identity.get-user
    with: { user: nobody }
${END}`);
  const keyOf = (id: string, round: number) => `${id}:block@all:${round}`;

  test("whose worker hangs in the middle of a round goes on there, and each round is one effect", async () => {
    beforeCall = (ip) => (ip === "192.0.2.2" && calls.length === 2 ? new Promise(() => {}) : Promise.resolve());
    const { id } = await begin(await startEngine(block), block);
    await until(async () => calls.length === 2);
    const { rows: hanging } = await store.database.system.query<{ id: string }>("SELECT id FROM workers");
    await startWhole(block);
    await until(async () => {
      // Dead to the others, as after kill -9. Its engine lives here and beats on, so that its heart is stopped until somebody sees it.
      const stopped = "UPDATE workers SET heartbeat_at = now() - interval '1 minute' WHERE id = $1";
      await store.database.system.query(stopped, [hanging[0]!.id]);
      return calls.length > 2;
    });
    await until(async () => calls.filter(({ capability }) => capability === "network.block-ip").length === 4);
    expect(calls.slice(0, 4).map(({ key }) => key)).toEqual([keyOf(id, 0), keyOf(id, 1), keyOf(id, 1), keyOf(id, 2)]);
    await isAt(id, "done");
    const journal = await store.database.system.query(
      "SELECT idempotency_key FROM effects WHERE capability = 'network.block-ip'",
    );
    expect(journal.rows.map((each) => each.idempotency_key).sort()).toEqual([0, 1, 2].map((round) => keyOf(id, round)));
  });

  test("of a run that fails later is taken back round by round, also by the worker that takes over", async () => {
    beforeCall = (ip) => (ip === "192.0.2.2" && calls.length === 5 ? new Promise(() => {}) : Promise.resolve());
    const mortal = mortalDatabase();
    const { id, incidentId } = await begin(await startWhole(block, mortal.database), block);
    // The last step has no connection: the run fails, and its worker dies while it takes the second round back.
    await until(async () => calls.length === 5);
    await mortal.die();
    await startWhole(block);
    await isAt(id, "done");
    const undone = calls.slice(3).map(({ capability, ip }) => `${capability} ${ip}`);
    expect(undone).toEqual(["3", "2", "2", "1"].map((last) => `network.unblock-ip 192.0.2.${last}`));
    const handoff = await row<{ reason: string }>(
      "SELECT handoff_reason AS reason FROM incidents WHERE id = $1",
      incidentId,
    );
    expect(handoff!.reason).toContain("What was done before is taken back (3 actions)");
  });

  test("of many rounds keeps its state small and records each round once", async () => {
    const rounds = programOf(`  - id: poll
    while: size(incident.users) > 0
    at-most: 200
    do:
      - id: look
        action: identity.get-user
        with: { user: "=incident.users[0]" }
        on-failure: []
    on-limit:
      - end: benign
        reason: done
${END}`);
    const engine = await startEngine(rounds);
    const { id } = await begin(engine, rounds);
    await isAt(id, "done");
    expect((await stepsOf(id)).filter((step) => step === "look")).toHaveLength(200);
    const state = await row<{ size: number }>("SELECT length(state::text) AS size FROM runs WHERE id = $1", id);
    expect(state!.size).toBeLessThan(2_000);
  });
});
