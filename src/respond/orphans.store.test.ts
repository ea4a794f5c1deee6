import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { type TestStore, testStore } from "../../test/support/database.ts";
import { blockIp, unblockIp } from "../connector/capabilities/network.ts";
import { type Action, defineAction, defineConnector } from "../connector/connector.ts";
import { createEgress } from "../connector/egress.ts";
import { hashOf, newId } from "../ids.ts";
import { silentLog } from "../log.ts";
import { transaction } from "../store/database.ts";
import { type Intent, intendEffects } from "../store/effect-intend.ts";
import { newReturning } from "./leases.ts";
import { newOrphanSettling, settleOrphans } from "./orphans.ts";

let store: TestStore;
beforeEach(async () => {
  store = await testStore();
});
afterEach(() => store.close());

const IP = "203.0.113.7";

const CONNECTION = newId();

interface Firewall {
  blocked: boolean;
  /** What others do between a look and what is made of it. */
  seen?: () => Promise<unknown>;
}

/** A firewall on which the address is blocked, or is not. */
function connectorOf(firewall: Firewall) {
  const block = defineAction({
    capability: blockIp,
    docs: "none",
    permissions: [],
    idempotent: false,
    run: () => Promise.reject(new Error("nobody repeats it")),
    async readBack() {
      const inForce = firewall.blocked ? "yes" : "no";
      const { seen } = firewall;
      delete firewall.seen;
      await seen?.();
      return { inForce, seen: {} };
    },
  }) as unknown as Action;
  const unblock = defineAction({
    capability: unblockIp,
    docs: "none",
    permissions: [],
    idempotent: false,
    async run() {
      firewall.blocked = false;
      return {};
    },
  }) as unknown as Action;
  return defineConnector({
    ...{ id: "test", title: "Test", docs: "none", settings: z.object({}), secrets: [] },
    actions: [block, unblock],
  });
}

/** An effect of no run, tried two minutes ago by a process that died. */
async function leftBehind(reverses: string | null = null, answerSeconds = 30): Promise<string> {
  const args = { ip: IP, reason: "", seconds: 0 };
  const capability = reverses === null ? blockIp : unblockIp;
  const intent: Intent = {
    ...{
      id: newId(),
      workspaceId: store.workspaceId,
      incidentId: null,
      runId: null,
      step: "canary",
      playbook: "canary",
    },
    ...{ idempotencyKey: newId(), capability: capability.id, effectClass: capability.effect, connectionId: CONNECTION },
    ...{ connection: "edge", entityType: "ip", entityKey: IP, args, argsHash: hashOf(args), budgets: [] },
    guard: { decision: "allow", policies: [], reason: "for the test", budgets: [] },
    ...{ leaseSeconds: 300, answerSeconds, reverses, approval: null, actor: "test", again: false },
  };
  await transaction(store.database.system, (client) => intendEffects(client, [intent]));
  await store.database.system.query(
    "UPDATE effects SET intended_at = intended_at - interval '2 minutes', tried_at = tried_at - interval '2 minutes' WHERE id = $1",
    [intent.id],
  );
  return intent.id;
}

function depsOf(firewall: Firewall) {
  const parts = { settings: {}, secrets: {}, egress: createEgress({ allowCidrs: [] }), log: silentLog };
  const connections = [{ id: CONNECTION, name: "edge", connector: connectorOf(firewall), parts }];
  const decide = () => ({ decision: "refuse" as const, policies: [], reason: "", budgets: [] });
  return { database: store.database, worker: newId(), content: async () => ({ connections, decide }), log: silentLog };
}

async function settled(firewall: Firewall, id: string): Promise<{ status: string; leases: number }> {
  await store.database.system.query("UPDATE effects SET looked_at = looked_at - interval '2 minutes'");
  await settleOrphans(depsOf(firewall));
  const found = await store.database.system.query<{ status: string; leases: number }>(
    "SELECT e.status, (SELECT count(*)::int FROM leases l WHERE l.effect_id = e.id) AS leases FROM effects e WHERE e.id = $1",
    [id],
  );
  return found.rows[0]!;
}

test("an effect without a run that took hold before its process died gets the lease that gives it back", async () => {
  expect(await settled({ blocked: true }, await leftBehind())).toEqual({ status: "verified", leases: 1 });
});

test("one that did not take hold is closed as failed", async () => {
  expect(await settled({ blocked: false }, await leftBehind())).toEqual({ status: "failed", leases: 0 });
});

test("one that is long past is found at the first look and then once a day, and one of a minute ago each time", async () => {
  const long = async (id: string) => {
    await store.database.system.query("UPDATE effects SET tried_at = tried_at - interval '9 days' WHERE id = $1", [id]);
    return id;
  };
  const deps = depsOf({ blocked: true });
  let now = Date.now();
  const settle = newOrphanSettling(deps, () => now);
  const open = async (ids: string[]) =>
    (await store.database.system.query("SELECT id FROM effects WHERE status = 'intended' AND id = ANY ($1)", [ids]))
      .rowCount;
  expect(await open([await long(await leftBehind())])).toBe(1);
  await settle();
  const [old, fresh] = [await long(await leftBehind()), await leftBehind()];
  await settle();
  await settle();
  expect([await open([old]), await open([fresh])]).toEqual([1, 0]);
  now += 25 * 3_600_000;
  await settle();
  expect(await open([old])).toBe(0);
});

test("one whose call may still come is looked at again, and has its lease when it took hold after all", async () => {
  const firewall: Firewall = { blocked: false };
  const slow = await leftBehind(null, 600);
  expect(await settled(firewall, slow)).toEqual({ status: "intended", leases: 0 });
  firewall.blocked = true;
  expect(await settled(firewall, slow)).toEqual({ status: "verified", leases: 1 });
});

test("and is closed as failed once it cannot come any more", async () => {
  const slow = await leftBehind(null, 600);
  await store.database.system.query("UPDATE effects SET tried_at = tried_at - interval '10 minutes'");
  expect(await settled({ blocked: false }, slow)).toEqual({ status: "failed", leases: 0 });
});

test("one that was asked about for long is left alone for as long after it was tried", async () => {
  const id = await leftBehind();
  await store.database.system.query("UPDATE effects SET tried_at = now()");
  await settleOrphans(depsOf({ blocked: true }));
  const { rows } = await store.database.system.query("SELECT status, looked_at FROM effects WHERE id = $1", [id]);
  expect(rows).toEqual([{ status: "intended", looked_at: null }]);
});

test("a reversal is left to the ledger, which finishes it", async () => {
  const id = await leftBehind(await leftBehind());
  expect((await settled({ blocked: true }, id)).status).toBe("intended");
});

test("what another containment's end undid since it was looked at gets no lease: it is looked at again", async () => {
  const firewall: Firewall = { blocked: true };
  const first = await leftBehind();
  await settled(firewall, first);
  const second = await leftBehind();
  firewall.seen = async () => {
    await store.database.system.query("UPDATE leases SET expires_at = now(), next_attempt_at = now()");
    const { takeDue, settled: released } = newReturning(depsOf(firewall));
    await takeDue();
    await released();
  };
  expect(await settled(firewall, second)).toEqual({ status: "intended", leases: 0 });
  expect(firewall.blocked).toBe(false);
  expect(await settled(firewall, second)).toEqual({ status: "failed", leases: 0 });
});

test("nor does what is being undone at this moment", async () => {
  const firewall: Firewall = { blocked: true };
  await settled(firewall, await leftBehind());
  const taken = "UPDATE leases SET status = 'releasing', claimed_by = $1";
  firewall.seen = () => store.database.system.query(taken, [newId()]);
  expect(await settled(firewall, await leftBehind())).toEqual({ status: "intended", leases: 0 });
});

test("of two who look at once the later one has the word", async () => {
  const firewall: Firewall = { blocked: true };
  const id = await leftBehind();
  firewall.seen = async () => {
    firewall.blocked = false;
    await settled(firewall, id);
  };
  expect(await settled(firewall, id)).toEqual({ status: "failed", leases: 0 });
});
