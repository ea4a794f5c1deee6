/** Two records are merged, and split, while what they are about is being contained. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { type TestStore, testStore } from "../../test/support/database.ts";
import { seedIncident } from "../../test/support/seed.ts";
import { newId } from "../ids.ts";
import { budgetStates } from "./budget.ts";
import { type Client, transaction } from "./database.ts";
import { type BudgetRow, type Intent, intendEffects } from "./effect-intend.ts";
import { settleEffects } from "./effect-settle.ts";
import { noteEntities } from "./entity.ts";
import { mergeEntity, unmergeEntity } from "./entity-change.ts";

const ONE: BudgetRow = { key: "one", max: 1, percent: null, of: null, windowSeconds: null };

let store: TestStore;
let records: Map<string, string>;
beforeEach(async () => {
  store = await testStore();
  records = new Map(["old", "new"].map((key) => [key, newId()]));
  const { workspaceId } = store;
  const seen = [...records].map(([key, id]) => ({ id, workspaceId, type: "device", key, name: key }));
  await within((client) => noteEntities(client, seen));
});
afterEach(() => store.close());

const within = <T>(work: (client: Client) => Promise<T>) => transaction(store.database.system, work);
const merge = () =>
  within((client) =>
    mergeEntity(client, { workspaceId: store.workspaceId, id: records.get("old")!, by: "p" }, records.get("new")!),
  );
const split = () =>
  within((client) =>
    unmergeEntity(client, { workspaceId: store.workspaceId, id: records.get("old")!, by: "person:ada" }),
  );

/** The isolation of a device, by a run that somebody has in hand. */
async function intended(device: string): Promise<Intent> {
  const { database, workspaceId } = store;
  const { id: incidentId } = await seedIncident(database, workspaceId);
  const runId = newId();
  await database.system.query(
    "INSERT INTO runs (id, workspace_id, subject_id, program_id, status, state, owner) VALUES ($1, $2, $3, $4, 'running', '{}', $4)",
    [runId, workspaceId, incidentId, newId()],
  );
  const intent: Intent = {
    ...{ id: newId(), workspaceId, incidentId, runId, step: "isolate", playbook: "p", idempotencyKey: newId() },
    ...{ capability: "endpoint.isolate", effectClass: "contain", connectionId: newId(), connection: "edr" },
    ...{ entityType: "device", entityKey: device, args: { device }, argsHash: "h", budgets: [ONE], leaseSeconds: 60 },
    guard: { decision: "allow", policies: ["q"], reason: "because", budgets: [] },
    ...{ reverses: null, approval: null, actor: "playbook:p", again: false },
  };
  await within((client) => intendEffects(client, [intent]));
  return intent;
}

const tookHold = ({ id, workspaceId }: Intent, device: string) =>
  within((client) =>
    settleEffects(client, [
      {
        ...{ effectId: id, workspaceId, status: "verified" as const, output: {}, error: null, readBack: {} },
        lease: {
          id: newId(),
          reversal: "endpoint.release",
          seconds: 60,
          owner: "p",
          reason: "r",
          target: device,
          mark: null,
        },
        ...{ actor: "playbook:p", alreadySo: false, contains: true, link: null },
      },
    ]),
  );

const leases = async () =>
  (await store.database.system.query("SELECT entity_key AS key, target FROM leases ORDER BY id")).rows;
const heldBy = async (entityKey: string) => {
  const entity = { entityType: "device", entityKey };
  return (await budgetStates(store.database.system, store.workspaceId, [ONE], entity))[0]!;
};

test("what is on its way as its record is merged gets its lease, and its room, by the record that it is part of then", async () => {
  const effect = await intended("old");
  expect(await merge()).toBe("done");
  await tookHold(effect, "old");
  expect(await leases()).toEqual([{ key: "new", target: "old" }]);
  expect(await heldBy("new")).toMatchObject({ used: 1, holds: true });
});

test("and by its own again when that is split, but not what was contained by the other name", async () => {
  await merge();
  const [first, second] = [await intended("new"), await intended("new")];
  await tookHold(first, "old");
  await tookHold(second, "new");
  expect(await heldBy("new")).toMatchObject({ used: 1, holds: true });
  expect(await split()).toBe("done");
  expect(await leases()).toEqual([
    { key: "old", target: "old" },
    { key: "new", target: "new" },
  ]);
  expect(await heldBy("old")).toMatchObject({ used: 2, holds: true });
});

test("what was given back before stays as it was", async () => {
  const effect = await intended("old");
  await tookHold(effect, "old");
  await store.database.system.query("UPDATE leases SET status = 'released'");
  await merge();
  expect(await leases()).toEqual([{ key: "old", target: "old" }]);
});
