/** A release that the database lost half-way, or that a product never answers, holds up nothing for longer than it must. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { type TestStore, testStore } from "../../test/support/database.ts";
import { seedIncident, seedResponse } from "../../test/support/seed.ts";
import { newId } from "../ids.ts";
import { silentLog } from "../log.ts";
import type { Database, Pool } from "../store/database.ts";
import type { ResponseContent } from "./content.ts";
import { type LeaseDeps, newReturning } from "./leases.ts";

const worker = newId();
const GONE = "00000000-0000-7000-8000-000000000009";

let store: TestStore;
beforeEach(async () => {
  store = await testStore();
  await store.database.system.query("INSERT INTO workers (id) VALUES ($1)", [worker]);
});
afterEach(() => store.close());

async function dueLease(): Promise<string> {
  const { id } = await seedIncident(store.database, store.workspaceId);
  const { leaseId } = await seedResponse(store.database, store.workspaceId, id);
  await store.database.system.query("UPDATE leases SET connection_id = $2, next_attempt_at = now() WHERE id = $1", [
    leaseId,
    GONE,
  ]);
  return leaseId;
}

const standing = async (id: string) =>
  (await store.database.system.query("SELECT status, attempts, claimed_by, error FROM leases WHERE id = $1", [id]))
    .rows[0];

/** The database, but that what is written after the claim is lost while `down` says so. */
function faltering(down: () => boolean): Database {
  const system = new Proxy(store.database.system, {
    get(pool, name) {
      if (name !== "query") return Reflect.get(pool, name);
      return (sql: string, values: unknown[]) =>
        down() && String(sql).includes("SET error")
          ? Promise.reject(new Error("Connection terminated unexpectedly"))
          : pool.query(sql, values);
    },
  }) as Pool;
  return { ...store.database, system };
}

const NOTHING = { connections: [] } as unknown as ResponseContent;

function returning(deps: Partial<LeaseDeps>) {
  return newReturning({ database: store.database, worker, content: async () => NOTHING, log: silentLog, ...deps });
}

test("What could not even be postponed, because the database was gone, is taken up anew as soon as it is back", async () => {
  const id = await dueLease();
  let down = true;
  const { takeDue, settled } = returning({ database: faltering(() => down) });
  expect(await takeDue()).toBe(1);
  await settled();
  expect(await standing(id)).toMatchObject({ status: "releasing", attempts: 1, claimed_by: worker });
  down = false;
  expect(await takeDue()).toBe(1);
  await settled();
  expect(await standing(id)).toMatchObject({ attempts: 2, claimed_by: null, error: { code: "lease.no-reversal" } });
});

test("What is under way is not taken a second time, and a product that hangs does not hold up the next lease", async () => {
  const id = await dueLease();
  let answer = (_: ResponseContent) => {};
  const hanging = new Promise<ResponseContent>((resolve) => (answer = resolve));
  let asked = 0;
  const content = () => (++asked === 1 ? hanging : Promise.resolve(NOTHING));
  const { takeDue, settled } = returning({ content });
  expect(await takeDue()).toBe(1);
  expect(await takeDue()).toBe(0);
  const next = await dueLease();
  expect(await takeDue()).toBe(1);
  await expect.poll(() => standing(next)).toMatchObject({ claimed_by: null, error: { code: "lease.no-reversal" } });
  expect(await standing(id)).toMatchObject({ attempts: 1, claimed_by: worker, error: null });
  answer(NOTHING);
  await settled();
  expect(await standing(id)).toMatchObject({ attempts: 1, claimed_by: null });
});
