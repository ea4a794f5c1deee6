import { afterEach, beforeEach, expect, test } from "vitest";
import { type TestStore, testStore } from "../../test/support/database.ts";
import { newId } from "../ids.ts";
import { transaction } from "./database.ts";
import { takeFromInbox } from "./inbox.ts";

let store: TestStore;
beforeEach(async () => {
  store = await testStore();
});
afterEach(() => store.close());

const waiting = async () => (await store.database.system.query("SELECT 1 FROM alert_inbox")).rowCount;

test("never more are taken than asked for, whatever plan Postgres makes", async () => {
  const ids = Array.from({ length: 6 }, () => newId());
  await store.database.system.query("INSERT INTO alert_inbox (alert_id, workspace_id) SELECT unnest($1::uuid[]), $2", [
    ids,
    store.workspaceId,
  ]);
  await transaction(store.database.system, async (client) => {
    // The plan that chooses anew for each row: a nested loop with nothing kept.
    for (const way of ["hashjoin", "mergejoin", "hashagg", "material", "memoize", "sort", "indexscan", "bitmapscan"])
      await client.query(`SET LOCAL enable_${way} = off`);
    await takeFromInbox(client, 1, []);
  });
  expect(await waiting()).toBe(5);
  await transaction(store.database.system, (client) => takeFromInbox(client, 10, [ids[3]!]));
  expect(await waiting()).toBe(1);
});
