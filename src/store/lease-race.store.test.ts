/** A release that is asked for twice at once is one release, and it undoes what it ends. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestStore, testStore } from "../../test/support/database.ts";
import { seedIncident, seedResponse } from "../../test/support/seed.ts";
import { newId } from "../ids.ts";
import { transaction } from "./database.ts";
import { claimDueLeases, releaseNow } from "./lease.ts";

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store?.close());

test("a lease asked to end many times while it is claimed is never taken for another that holds its entity", async () => {
  const { database, workspaceId } = store;
  const other = store.anotherProcess();
  const worker = newId();
  await database.system.query("INSERT INTO workers (id) VALUES ($1)", [worker]);
  const { id } = await seedIncident(database, workspaceId);
  const held: boolean[] = [];
  for (let round = 0; round < 150; round += 1) {
    const { leaseId } = await seedResponse(database, workspaceId, id);
    const ask = () => transaction(other.system, (client) => releaseNow(client, workspaceId, leaseId, "token:ada"));
    const claiming = (async () => {
      for (;;) {
        const [due] = await claimDueLeases(database.system, { worker, inHand: [], busy: [], limit: 10 });
        if (due !== undefined) return held.push(due.heldByOther);
      }
    })();
    await Promise.all([ask(), ask(), ask(), ask(), claiming]);
    await database.system.query("UPDATE leases SET status = 'released', claimed_by = NULL");
  }
  await other.close();
  expect(held.filter(Boolean)).toEqual([]);
}, 60_000);
