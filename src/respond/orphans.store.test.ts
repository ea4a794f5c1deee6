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
import { settleOrphans } from "./orphans.ts";

let store: TestStore;
beforeEach(async () => {
  store = await testStore();
});
afterEach(() => store.close());

const IP = "203.0.113.7";

/** A firewall on which the address is blocked, or is not. */
function firewallOn(blocked: boolean) {
  const block = defineAction({
    capability: blockIp,
    docs: "none",
    permissions: [],
    idempotent: false,
    run: () => Promise.reject(new Error("nobody repeats it")),
    readBack: async () => ({ inForce: blocked ? "yes" : "no", seen: {} }),
  }) as unknown as Action;
  return defineConnector({
    ...{ id: "test", title: "Test", docs: "none", settings: z.object({}), secrets: [] },
    actions: [block],
  });
}

/** An effect of no run, tried two minutes ago by a process that died. */
async function leftBehind(reverses: string | null = null): Promise<string> {
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
    ...{ idempotencyKey: newId(), capability: capability.id, effectClass: capability.effect, connectionId: newId() },
    ...{ connection: "edge", entityType: "ip", entityKey: IP, args, argsHash: hashOf(args), budgets: [] },
    guard: { decision: "allow", policies: [], reason: "for the test", budgets: [] },
    ...{ leaseSeconds: 300, reverses, approval: null, actor: "test", again: false },
  };
  await transaction(store.database.system, (client) => intendEffects(client, [intent]));
  await store.database.system.query(
    "UPDATE effects SET intended_at = intended_at - interval '2 minutes' WHERE id = $1",
    [intent.id],
  );
  return intent.id;
}

async function settled(blocked: boolean, id: string): Promise<{ status: string; leases: number }> {
  const parts = { settings: {}, secrets: {}, egress: createEgress({ allowCidrs: [] }), log: silentLog };
  const connections = [{ id: newId(), name: "edge", connector: firewallOn(blocked), parts }];
  const decide = () => ({ decision: "refuse" as const, policies: [], reason: "", budgets: [] });
  const content = async () => ({ connections, decide });
  await settleOrphans({ database: store.database, worker: newId(), content, log: silentLog } as never);
  const found = await store.database.system.query<{ status: string; leases: number }>(
    "SELECT e.status, (SELECT count(*)::int FROM leases l WHERE l.effect_id = e.id) AS leases FROM effects e WHERE e.id = $1",
    [id],
  );
  return found.rows[0]!;
}

test("an effect without a run that took hold before its process died gets the lease that gives it back", async () => {
  expect(await settled(true, await leftBehind())).toEqual({ status: "verified", leases: 1 });
});

test("one that did not take hold is closed as failed", async () => {
  expect(await settled(false, await leftBehind())).toEqual({ status: "failed", leases: 0 });
});

test("a reversal is left to the ledger, which finishes it", async () => {
  const id = await leftBehind(await leftBehind());
  expect((await settled(true, id)).status).toBe("intended");
});
