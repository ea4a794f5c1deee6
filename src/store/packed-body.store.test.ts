import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestStore, testStore } from "../../test/support/database.ts";
import { newId } from "../ids.ts";
import { readRaw } from "./alert-read.ts";
import { insertDeliveries } from "./delivery.ts";
import { listDeliveries, recentBodies } from "./delivery-read.ts";
import { readDeliveryBody } from "./quarantine.ts";

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

const line = '{"rule":"encoded command","host":"ws-\u00fc"}\n';

test.each([
  ["one message", line, false],
  ["a thousand", line.repeat(1_000), true],
])("%s is read as it came, wherever it is read, however it is kept", async (_what, text, packed) => {
  const { workspaceId, database } = store;
  const [id, connectionId] = [newId(), newId()];
  const of = { workspaceId, connectionId, connection: "edge", receivedAt: new Date(), contentType: "text/plain" };
  await insertDeliveries(database.system, [{ id, ...of, body: Buffer.from(text), alerts: [], quarantined: [] }]);

  const kept = await database.system.query("SELECT octet_length(body) AS bytes FROM deliveries WHERE id = $1", [id]);
  expect(kept.rows[0].bytes < Buffer.byteLength(text)).toBe(packed);
  const bytes = Buffer.byteLength(text);
  expect(await readRaw(database.system, workspaceId, id, 3)).toMatchObject({ bytes, text, position: 3 });
  expect((await readDeliveryBody(database.system, workspaceId, id))?.body.toString()).toBe(text);
  expect((await recentBodies(database.system, workspaceId, connectionId, 1))[0]?.body.toString()).toBe(text);
  const { items } = await listDeliveries(database.system, workspaceId, {}, { limit: 1 });
  expect(items).toMatchObject([{ id, bytes }]);
});

test("of a message too long to be shown the start is shown, as of any other", async () => {
  const { workspaceId, database } = store;
  const id = newId();
  const of = { workspaceId, connectionId: newId(), connection: "edge", receivedAt: new Date(), contentType: "" };
  const body = Buffer.from(line.repeat(10_000));
  await insertDeliveries(database.system, [{ id, ...of, body, alerts: [], quarantined: [] }]);
  const raw = await readRaw(database.system, workspaceId, id, 0);
  expect(raw).toMatchObject({ bytes: body.length, truncated: true });
  expect(body.toString().startsWith(raw!.text.slice(0, -1))).toBe(true);
  expect(Buffer.byteLength(raw!.text)).toBeLessThan(263_000);
});
