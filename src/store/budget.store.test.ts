/** A budget is exact, however many ask at the same time and through however many processes. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestStore, testStore } from "../../test/support/database.ts";
import { newId } from "../ids.ts";
import { DEFAULT_TERMS } from "../model/approval.ts";
import { EntityAttributes } from "../model/entity.ts";
import { budgetStates } from "./budget.ts";
import { type Database, openDatabase, transaction } from "./database.ts";
import { type BudgetRow, type Intent, intendEffects } from "./effect-intend.ts";
import { settleEffects } from "./effect-settle.ts";
import { importInventory } from "./inventory.ts";

const RUNS = 50;

let store: TestStore;
let other: Database;
beforeAll(async () => {
  store = await testStore();
  other = openDatabase({ connectionString: store.url });
});
afterAll(async () => {
  await other?.close();
  await store?.close();
});

function suspension(user: string, budgets: BudgetRow[]): Intent {
  const words = {
    what: "",
    on: "",
    known: "",
    howLong: "",
    why: "",
    incident: "",
    evidence: "",
    playbook: "",
    policy: "",
    needs: "",
  };
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
  return {
    ...{ id: newId(), workspaceId: store.workspaceId, incidentId: null, runId: null, step: "suspend", playbook: "p" },
    ...{ idempotencyKey: newId(), capability: "identity.suspend-user", effectClass: "contain", connectionId: newId() },
    ...{ connection: "directory", entityType: "user", entityKey: user, args: { user }, argsHash: "h", budgets },
    ...{ guard: { decision: "allow", policies: ["q"], reason: "because", budgets: [] }, leaseSeconds: 60 },
    ...{ reverses: null, actor: "playbook:p", again: false },
    approval: { id: newId(), summary: "Suspend", terms: DEFAULT_TERMS, expiresAt, words },
  };
}

/** Fifty at once, half of them through another pool; answers how many are let through and how many ask. */
async function rush(budgets: BudgetRow[]): Promise<{ go: number; parked: number }> {
  const kinds = await Promise.all(
    Array.from({ length: RUNS }, async (_, n) => {
      const { system } = n % 2 === 0 ? store.database : other;
      const intent = suspension(`user${n}@corp.test`, budgets);
      return (await transaction(system, (client) => intendEffects(client, [intent])))[0]!.kind;
    }),
  );
  const count = (kind: string) => kinds.filter((one) => one === kind).length;
  return { go: count("go"), parked: count("parked") };
}

const budget = (given: Partial<BudgetRow>): BudgetRow => ({
  ...{ key: newId(), max: null, percent: null, of: null, windowSeconds: 3_600, ...given },
});

test("of fifty at once five are let through by a budget of five in an hour, and no more later", async () => {
  const five = budget({ max: 5 });
  expect(await rush([five])).toEqual({ go: 5, parked: 45 });
  expect(await rush([five])).toEqual({ go: 0, parked: 50 });
});

test("of fifty at once as many are let through as a fraction of the inventory comes to", async () => {
  const people = Array.from({ length: 350 }, (_, n) => ({
    ...{ id: newId(), type: "user", key: `own${n}@corp.test`, name: `own${n}`, aliases: [] },
    attributes: EntityAttributes.parse({}),
  }));
  await importInventory(store.database.system, store.workspaceId, people);
  expect(await rush([budget({ percent: 2, of: "user" })])).toEqual({ go: 7, parked: 43 });
});

test("of several budgets the narrowest binds, in whatever order they are named", async () => {
  const [wide, narrow] = [budget({ max: 9 }), budget({ max: 3 })];
  const [there, back] = await Promise.all([rush([wide, narrow]), rush([narrow, wide])]);
  expect(there.go + back.go).toBe(3);
});

const journalled = async (...intents: Intent[]) =>
  (await transaction(other.system, (client) => intendEffects(client, intents))).map(({ kind }) => kind);

/** It took hold, and is contained from now on. */
function tookHold({ id, workspaceId }: Intent, alreadySo = false) {
  const target = { target: "u", mark: null };
  const lease = { id: newId(), reversal: "identity.restore-user", seconds: 60, owner: "p", reason: "r", ...target };
  return transaction(other.system, (client) =>
    settleEffects(client, [
      {
        ...{ effectId: id, workspaceId, status: "verified" as const, output: {}, error: null, readBack: {}, lease },
        ...{ actor: "playbook:p", alreadySo, contains: true, link: null },
      },
    ]),
  );
}

const givenBack = ({ id }: Intent) =>
  other.system.query("UPDATE leases SET status = 'released', released_at = now() WHERE effect_id = $1", [id]);

test("of fifty at once one is let through by a budget of one at a time, and another when that one is given back, not before", async () => {
  const one = budget({ max: 1, windowSeconds: null });
  expect(await rush([one])).toEqual({ go: 1, parked: 49 });
  const again = budget({ max: 1, windowSeconds: null });
  const [first, second, third] = ["ada", "bob", "cy"].map((name) => suspension(`${name}@corp.test`, [again])) as [
    Intent,
    Intent,
    Intent,
  ];
  expect(await journalled(first)).toEqual(["go"]);
  await tookHold(first);
  expect(await journalled(second)).toEqual(["parked"]);
  await givenBack(first);
  expect(await journalled(third)).toEqual(["go"]);
});

test("a budget of so many at a time counts things, and not how often each is contained", async () => {
  const one = budget({ max: 1, windowSeconds: null });
  const twice = [suspension("ada@corp.test", [one]), suspension("ada@corp.test", [one])];
  expect(await journalled(...twice, suspension("bob@corp.test", [one]))).toEqual(["go", "go", "parked"]);
  await Promise.all(twice.map((each) => tookHold(each)));
  expect(await journalled(suspension("ada@corp.test", [one]))).toEqual(["go"]);
  const state = (entityKey: string) =>
    budgetStates(other.system, store.workspaceId, [one], { entityType: "user", entityKey });
  expect(await state("ada@corp.test")).toEqual([{ key: one.key, used: 1, allowed: 1, holds: true }]);
  expect(await state("bob@corp.test")).toEqual([{ key: one.key, used: 1, allowed: 1, holds: false }]);
});

test("what people said yes to is in force as well, and takes its room", async () => {
  const one = budget({ max: 1, windowSeconds: null });
  const asked = suspension("ada@corp.test", [one]);
  expect(await journalled({ ...asked, guard: { ...asked.guard, decision: "ask" } })).toEqual(["parked"]);
  expect(await journalled(suspension("bob@corp.test", [one]))).toEqual(["go"]);
  await tookHold(asked);
  expect(await journalled(suspension("cy@corp.test", [one]))).toEqual(["parked"]);
});

test("whoever did not know that another had written an effect leaves nothing behind of its own", async () => {
  const one = budget({ max: 1, windowSeconds: null });
  const ada = suspension("ada@corp.test", [one]);
  expect(await journalled(ada)).toEqual(["go"]);
  expect(await journalled({ ...ada, id: newId() })).toEqual(["check"]);
  const rows = await other.system.query("SELECT effect_id AS id FROM budget_held WHERE key = $1", [one.key]);
  expect(rows.rows).toEqual([{ id: ada.id }]);
});

test("what another one that is not settled yet may have done takes room with it, and none where that one failed", async () => {
  const one = budget({ max: 1, windowSeconds: null });
  const connection = newId();
  const [first, second] = [suspension("ada@corp.test", []), suspension("ada@corp.test", [one])].map((intent) => ({
    ...intent,
    connection,
  })) as [Intent, Intent];
  expect(await journalled(first, second)).toEqual(["go", "go"]);
  await tookHold(second, true);
  expect(await journalled(suspension("bob@corp.test", [one]))).toEqual(["parked"]);
  await failed(first);
  expect(await journalled(suspension("cy@corp.test", [one]))).toEqual(["go"]);
});

/** Nothing took hold. */
function failed({ id, workspaceId }: Intent) {
  const nothing = { output: null, readBack: null, lease: null, alreadySo: false, contains: false, link: null };
  const error = { root: "transient", code: "connector.unavailable", message: "503" };
  return transaction(other.system, (client) =>
    settleEffects(client, [{ effectId: id, workspaceId, status: "failed", error, actor: "playbook:p", ...nothing }]),
  );
}
const anew = (intent: Intent): Intent => ({ ...intent, id: newId(), again: true });

test("what failed has its room again where it is still there, and people are asked where another has it", async () => {
  const one = budget({ max: 1, windowSeconds: null });
  const [ada, bob] = [suspension("ada@corp.test", [one]), suspension("bob@corp.test", [one])];
  expect(await journalled(ada)).toEqual(["go"]);
  await failed(ada);
  expect(await journalled(anew(ada))).toEqual(["go"]);
  await failed(ada);
  expect(await journalled(bob)).toEqual(["go"]);
  expect(await journalled(anew(ada))).toEqual(["parked"]);
  expect(await journalled(anew(ada)), "nor without an answer").toEqual(["parked"]);
  const asked = "SELECT a.status, e.guard->>'overBudget' AS full FROM approvals a JOIN effects e ON e.id = a.effect_id";
  const found = await other.system.query(`${asked} WHERE e.id = $1 AND e.status = 'awaiting'`, [ada.id]);
  expect(found.rows).toEqual([{ status: "pending", full: one.key }]);
});

test("and what a person has said yes to, and failed, is tried again without asking anew", async () => {
  const one = budget({ max: 1, windowSeconds: null });
  const [ada, bob] = [suspension("ada@corp.test", [one]), suspension("bob@corp.test", [one])];
  expect(await journalled(bob, ada)).toEqual(["go", "parked"]);
  await other.system.query("UPDATE approvals SET status = 'approved' WHERE effect_id = $1", [ada.id]);
  expect(await journalled(anew(ada))).toEqual(["go"]);
  await failed(ada);
  expect(await journalled(anew(ada))).toEqual(["go"]);
});

test("of fifty that failed and try again at once one is let through by a budget of one at a time", async () => {
  const one = budget({ max: 1, windowSeconds: null });
  const intents = Array.from({ length: RUNS }, (_, n) => suspension(`user${n}@corp.test`, [one]));
  for (const intent of intents) {
    expect(await journalled(intent)).toEqual(["go"]);
    await failed(intent);
  }
  const kinds = await Promise.all(
    intents.map(
      async (intent, n) =>
        (
          await transaction((n % 2 === 0 ? store.database : other).system, (client) =>
            intendEffects(client, [anew(intent)]),
          )
        )[0]!.kind,
    ),
  );
  expect(kinds.filter((kind) => kind === "go")).toHaveLength(1);
  expect(kinds.filter((kind) => kind === "parked")).toHaveLength(RUNS - 1);
});

test("a fraction at a time is of the inventory, beside which what is over spends no budget of an hour", async () => {
  const [fraction, hour] = [budget({ percent: 1, of: "user", windowSeconds: null }), budget({ max: 90 })];
  expect(await rush([hour, fraction])).toEqual({ go: 3, parked: 47 });
  const states = await budgetStates(other.system, store.workspaceId, [hour, fraction]);
  expect(states.map(({ used, allowed }) => [used, allowed])).toEqual([
    [3, 90],
    [3, 3],
  ]);
});

test("what one budget has no room for spends none of the others", async () => {
  const [wide, narrow] = [budget({ max: 90 }), budget({ max: 3 })];
  const used = async () =>
    (await budgetStates(store.database.system, store.workspaceId, [wide, narrow])).map(({ used: of }) => of);
  await rush([wide, narrow]);
  expect(await used()).toEqual([3, 3]);
  const together = Array.from({ length: 4 }, (_, n) =>
    suspension(`one${n}@corp.test`, n < 2 ? [wide] : [narrow, wide]),
  );
  const standings = await transaction(other.system, (client) => intendEffects(client, together));
  expect(standings.map(({ kind }) => kind)).toEqual(["go", "go", "parked", "parked"]);
  expect(await used()).toEqual([5, 3]);
});
