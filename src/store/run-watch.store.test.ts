import { afterEach, beforeEach, expect, test } from "vitest";
import { type TestStore, testStore } from "../../test/support/database.ts";
import { seedIncident } from "../../test/support/seed.ts";
import { newId } from "../ids.ts";
import { transaction } from "./database.ts";
import { watchIncidents } from "./run-watch.ts";

let store: TestStore;
beforeEach(async () => {
  store = await testStore();
});
afterEach(() => store.close());

const TIME = "2026-03-01T10:00:00.000Z";
const seen = [{ type: "ip", value: "192.0.2.1" }];

async function seedAlert(): Promise<string> {
  const id = newId();
  await store.database.system.query(
    `INSERT INTO alerts (id, workspace_id, connection_id, delivery_id, position, fingerprint, uid, title, severity, severity_id, entity_type, entity_key, entity_name, source, initial_disposition, rule_id, time, details, finding)
     VALUES ($1::uuid, $2, $1::uuid, $1::uuid, 0, $1::uuid, $1::uuid::text, 'Odd', 'high', 4, 'user', 'ada', 'Ada', 'okta', 'unknown', 'r', $3, $4, '{}')`,
    [id, store.workspaceId, TIME, JSON.stringify({ observables: seen })],
  );
  return id;
}

const look = async (incidentId: string) => {
  const watch = { runId: newId(), workspaceId: store.workspaceId, incidentId };
  const [found] = await transaction(store.database.system, (client) => watchIncidents(client, [watch]));
  return found;
};

test("a waiting run sees what the alerts of its incident saw, and when, in the order they came", async () => {
  const { id } = await seedIncident(store.database, store.workspaceId, { alerts: [await seedAlert()] });
  const observation = { firstAt: TIME, lastAt: TIME, count: 1, observables: seen, complete: true };
  expect(await look(id)).toMatchObject({ alertCount: 1, observations: [observation] });
});

test("it sees of a storm what there is room for, and that there was more", async () => {
  const alerts = await Promise.all(Array.from({ length: 103 }, seedAlert));
  const { id } = await seedIncident(store.database, store.workspaceId, { alerts });
  const found = await look(id);
  expect(found?.observations).toHaveLength(101);
  expect(found?.observations.at(-1)).toMatchObject({ count: 3, observables: [], complete: false });
});

test("it sees that nobody knows what was seen in alerts that are gone", async () => {
  const { id } = await seedIncident(store.database, store.workspaceId, { alerts: [newId()] });
  expect((await look(id))?.observations).toMatchObject([{ count: 1, complete: false }]);
});
