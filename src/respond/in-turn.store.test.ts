/** A containment that begins while a run undoes the same, which nothing held until then: two workers, and a firewall that takes its time. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { type TestStore, testStore } from "../../test/support/database.ts";
import { programOf } from "../../test/support/playbook.ts";
import { seedIncident } from "../../test/support/seed.ts";
import { sleep } from "../clock.ts";
import { blockIp, unblockIp } from "../connector/capabilities/network.ts";
import { type Action, defineAction, defineConnector } from "../connector/connector.ts";
import { createEgress } from "../connector/egress.ts";
import { type Engine, newEngine } from "../engine/engine.ts";
import { newId } from "../ids.ts";
import { silentLog } from "../log.ts";
import { initialState } from "../playbook/state.ts";
import { transaction } from "../store/database.ts";
import { freeze, thaw } from "../store/freeze.ts";
import { fillFacts } from "../taxonomy/example-facts.ts";
import { newReturning } from "./leases.ts";
import type { LoadedRun } from "./loaded-run.ts";
import { playbookRuns } from "./run-kind.ts";

const IP = "203.0.113.7";
const END = "  - { end: benign, reason: Done. }\n";
const PROGRAMS = new Map([
  ["block", programOf(`  - { action: network.block-ip, with: { ip: "${IP}" }, for: 1h }\n${END}`)],
  ["unblock", programOf(`  - { action: network.unblock-ip, with: { ip: "${IP}" } }\n${END}`)],
]);
const IDS = new Map([...PROGRAMS.keys()].map((name) => [name, newId()]));

let store: TestStore;
let engines: Engine<LoadedRun>[] = [];
let blocked: boolean;
let calls: string[];
let beforeCall: (verb: string) => Promise<void>;
let beforeAnswer: () => Promise<void>;

beforeEach(async () => {
  store = await testStore();
  blocked = false;
  calls = [];
  beforeCall = async () => {};
  beforeAnswer = async () => {};
  engines = [await startEngine(), await startEngine()];
});
afterEach(async () => {
  await Promise.all(engines.map((engine) => engine.stop()));
  await store.close();
});

function actionOf(capability: typeof blockIp | typeof unblockIp): Action {
  const wanted = capability === blockIp;
  return defineAction({
    capability: capability as typeof blockIp,
    ...{ docs: "none", permissions: [], idempotent: false },
    async run() {
      calls.push(capability.id);
      await beforeCall(capability.id);
      const wasBlocked = blocked;
      blocked = wanted;
      await beforeAnswer();
      return { wasBlocked };
    },
    readBack: async () => ({ inForce: blocked === wanted ? "yes" : "no", seen: {} }),
  }) as unknown as Action;
}

const CONNECTION = newId();
const firewall = defineConnector({
  ...{ id: "test", title: "Test", docs: "none", settings: z.object({}), secrets: [] },
  actions: [actionOf(blockIp), actionOf(unblockIp)],
});

function loadedOf(programId: string): LoadedRun {
  const name = [...IDS].find(([, id]) => id === programId)![0];
  const parts = { settings: {}, secrets: {}, egress: createEgress({ allowCidrs: [] }), log: silentLog };
  const content = {
    connections: [{ id: CONNECTION, name: "edge", connector: firewall, parts }],
    decide: () => ({ decision: "allow" as const, policies: ["p"], reason: "yes", budgets: [] }),
  };
  return { facts: fillFacts({ ips: [IP] }), program: PROGRAMS.get(name)!, playbookVersion: 1, content };
}

async function startEngine(): Promise<Engine<LoadedRun>> {
  const kind = playbookRuns(async (_client, runs) => new Map(runs.map((run) => [run.id, loadedOf(run.programId)])));
  const engine = newEngine({ database: store.database, worker: newId(), kind, log: silentLog });
  await engine.start();
  return engine;
}

/** Begins these runs in one worker, in one commit; answers their ids. */
async function begin(worker: number, ...names: string[]): Promise<string[]> {
  const runs: Parameters<Engine<LoadedRun>["insert"]>[1] = [];
  for (const name of names) {
    const { id: subjectId } = await seedIncident(store.database, store.workspaceId);
    const programId = IDS.get(name)!;
    const run = { id: newId(), workspaceId: store.workspaceId, subjectId, programId };
    runs.push({ ...run, state: initialState, loaded: loadedOf(programId) });
  }
  const start = await transaction(store.database.system, (client) => engines[worker]!.insert(client, runs));
  start();
  return runs.map(({ id }) => id);
}

const query = async <T>(sql: string, values: unknown[] = []) =>
  (await store.database.system.query(sql, values)).rows as T[];
const done = (ids: string[]) =>
  expect
    .poll(() => query("SELECT 1 FROM runs WHERE id = ANY ($1::uuid[]) AND ended_at IS NOT NULL", [ids]), {
      timeout: 8_000,
    })
    .toHaveLength(ids.length);
const inForce = () => query<{ id: string }>("SELECT id FROM leases WHERE status = 'active'");
const statuses = () => query("SELECT capability, status FROM effects ORDER BY id");

/** As when their worker dies: they are taken up again two seconds later. */
const lose = (ids: string[]) =>
  query(
    "UPDATE runs SET owner = NULL, epoch = epoch + 1, wake_at = now() + interval '2 seconds' WHERE id = ANY ($1::uuid[])",
    [ids],
  );

/** A call of this verb stays under way until it is let go. */
function holding(verb: string): () => void {
  const { promise, resolve } = Promise.withResolvers<void>();
  beforeCall = (called) => (called === verb ? promise : Promise.resolve());
  return resolve;
}

test("waits until the reversal is done, and is done then", async () => {
  blocked = true;
  const letGo = holding(unblockIp.id);
  const reversal = await begin(0, "unblock");
  await expect.poll(() => calls).toEqual([unblockIp.id]);
  const containment = await begin(1, "block");
  await sleep(600);
  expect(calls).toEqual([unblockIp.id]);
  letGo();
  await done([...reversal, ...containment]);
  expect(await inForce()).toHaveLength(1);
  expect({ blocked, calls }).toEqual({ blocked: true, calls: [unblockIp.id, blockIp.id] });
});

test("and a reversal that comes after it waits for its lease, and undoes nothing then", async () => {
  const letGo = holding(blockIp.id);
  const containment = await begin(0, "block");
  await expect.poll(() => calls).toEqual([blockIp.id]);
  const reversal = await begin(1, "unblock");
  await sleep(600);
  expect(calls).toEqual([blockIp.id]);
  letGo();
  await done([...reversal, ...containment]);
  expect(await inForce()).toHaveLength(1);
  expect({ blocked, calls }).toEqual({ blocked: true, calls: [blockIp.id] });
});

test("and in one commit with it goes first", async () => {
  await done(await begin(0, "unblock", "block"));
  expect(await inForce()).toHaveLength(1);
  expect({ blocked, calls }).toEqual({ blocked: true, calls: [blockIp.id] });
});

test("and whatever comes first in many rounds, what the ledger holds is blocked", async () => {
  beforeCall = () => sleep(Math.random() * 12);
  for (let round = 0; round < 15; round += 1) {
    await query("UPDATE leases SET status = 'released'");
    blocked = false;
    const [one, other] = round % 2 === 0 ? ["block", "unblock"] : ["unblock", "block"];
    const begun = await Promise.all([begin(0, one!), sleep(Math.random() * 8).then(() => begin(1, other!))]);
    await done(begun.flat());
    expect({ round, holds: (await inForce()).length === 1, blocked }).toEqual({ round, holds: true, blocked: true });
  }
}, 60_000);

test("while the worker of the reversal is dead holds: the reversal is not done anew, and the journal says how it stands", async () => {
  const { promise: never } = Promise.withResolvers<void>();
  beforeCall = (verb) => (verb === unblockIp.id ? never : Promise.resolve());
  const reversal = await begin(0, "unblock");
  await expect.poll(() => calls).toEqual([unblockIp.id]);
  await lose(reversal);
  await done(await begin(1, "block"));
  expect(await inForce()).toHaveLength(1);
  beforeCall = async () => {};
  await done(reversal);
  expect(blocked).toBe(true);
  expect(calls).toEqual([unblockIp.id, blockIp.id]);
  expect(await statuses()).toEqual([
    { capability: unblockIp.id, status: "failed" },
    { capability: blockIp.id, status: "verified" },
  ]);
});

test("while the run of the reversal was cancelled under its call waits until that cannot come any more, whoever looks meanwhile", async () => {
  const letGo = holding(unblockIp.id);
  const reversal = await begin(0, "unblock");
  await expect.poll(() => calls).toEqual([unblockIp.id]);
  await query("UPDATE runs SET cancel_requested_by = 'person:ada', wake_at = now() WHERE id = $1", reversal);
  await done(reversal);
  const containment = await begin(1, "block");
  await query("UPDATE effects SET looked_at = now() WHERE capability = 'network.unblock-ip'");
  await sleep(600);
  expect(calls).toEqual([unblockIp.id]);
  letGo();
  await query("UPDATE effects SET tried_at = now() - interval '2 minutes' WHERE capability = 'network.unblock-ip'");
  await done(containment);
  expect({ blocked, leases: (await inForce()).length }).toEqual({ blocked: true, leases: 1 });
});

test("and was cut off is not taken for done under the stop button while the other's end is being undone", async () => {
  await done(await begin(0, "block"));
  const letGo = holding(blockIp.id);
  const cutOff = await begin(0, "block");
  await expect.poll(() => calls).toHaveLength(2);
  await lose(cutOff);
  const [first] = await inForce();
  await query("UPDATE leases SET status = 'releasing', claimed_by = (SELECT min(id::text)::uuid FROM workers)");
  const how = { by: "person:ada", reason: "Wait." };
  const frozen = await transaction(store.database.system, (client) =>
    freeze(client, store.workspaceId, { scope: "workspace", name: "", ...how }),
  );
  await sleep(3_000);
  expect(await inForce()).toEqual([]);
  blocked = false;
  await query("UPDATE leases SET status = 'released', claimed_by = NULL WHERE id = $1", [first!.id]);
  beforeCall = async () => {};
  await sleep(600);
  expect(await inForce()).toEqual([]);
  await transaction(store.database.system, (client) => thaw(client, store.workspaceId, frozen, how));
  await done(cutOff);
  expect({ blocked, leases: (await inForce()).length }).toEqual({ blocked: true, leases: 1 });
  letGo();
});

test("and was cut off with the reversal goes first when both are taken up together", async () => {
  const { promise: never } = Promise.withResolvers<void>();
  beforeCall = () => never;
  const reversal = await begin(0, "unblock");
  await expect.poll(() => calls).toEqual([unblockIp.id]);
  await lose(reversal);
  const containment = await begin(1, "block");
  await expect.poll(() => calls).toEqual([unblockIp.id, blockIp.id]);
  beforeCall = async () => {};
  await query(
    "UPDATE runs SET owner = NULL, epoch = epoch + 1, wake_at = now() + interval '1 second' WHERE id = ANY ($1::uuid[])",
    [[...reversal, ...containment]],
  );
  await done([...reversal, ...containment]);
  expect({ blocked, leases: (await inForce()).length }).toEqual({ blocked: true, leases: 1 });
  expect(await statuses()).toEqual([
    { capability: unblockIp.id, status: "failed" },
    { capability: blockIp.id, status: "verified" },
  ]);
});

test("twice at a time is held twice, whichever is heard of first", async () => {
  const { promise: later, resolve: letGo } = Promise.withResolvers<void>();
  beforeAnswer = () => later;
  const first = await begin(0, "block");
  await expect.poll(() => blocked).toBe(true);
  beforeAnswer = async () => {};
  await done(await begin(1, "block"));
  expect(await inForce(), "it might be somebody else's").toEqual([]);
  letGo();
  await done(first);
  expect(await inForce()).toHaveLength(2);
});

test("twice, both of which were cut off and are taken up together, is held twice and undone once", async () => {
  const { promise: never } = Promise.withResolvers<void>();
  beforeCall = () => never;
  const both = await begin(0, "block", "block");
  await expect.poll(() => calls).toEqual([blockIp.id, blockIp.id]);
  beforeCall = async () => {};
  await lose(both);
  await done(both);
  expect({ blocked, leases: (await inForce()).length }).toEqual({ blocked: true, leases: 2 });
  await query("UPDATE leases SET expires_at = now(), next_attempt_at = now()");
  const worker = newId();
  await query("INSERT INTO workers (id) VALUES ($1)", [worker]);
  const { content } = loadedOf(IDS.get("block")!);
  const ledger = newReturning({
    ...{ database: store.database, worker, log: silentLog },
    content: async () => content,
  });
  await ledger.takeDue();
  await ledger.settled();
  expect(await inForce()).toEqual([]);
  expect({ blocked, undone: calls.filter((verb) => verb === unblockIp.id).length }).toEqual({
    blocked: false,
    undone: 1,
  });
});
