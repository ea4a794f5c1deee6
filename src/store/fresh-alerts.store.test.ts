import { afterEach, beforeEach, expect, test } from "vitest";
import { type TestStore, testStore } from "../../test/support/database.ts";
import { newId } from "../ids.ts";
import { saveConnection } from "./connection.ts";
import { transaction } from "./database.ts";
import { insertDeliveries, type NewAlert } from "./delivery.ts";
import { forgetFresh, freshAlert, keepFresh } from "./fresh-alerts.ts";
import { takeFromInbox } from "./inbox.ts";

let store: TestStore;
let connection: { id: string; name: string };
beforeEach(async () => {
  store = await testStore();
  const plain = { connector: "generic", settings: {}, secretNames: [], seal: () => null, by: "test" };
  const { id } = await transaction(store.database.system, (client) =>
    saveConnection(client, store.workspaceId, { name: "edge", ...plain }),
  );
  connection = { id, name: "edge" };
});
afterEach(() => store.close());

function alertOf(id: string): NewAlert {
  const entity = {
    type: "user" as const,
    key: "ann",
    name: 'Ann "A" \u20ac',
    role: "affected" as const,
    aliases: ["a\\b"],
  };
  const details = {
    ...{ ruleName: "A rule", categories: ["x"], confidence: 70, controlOutcome: "unknown", resolved: false },
    ...{ session: "s1", entities: [entity], observables: [{ type: "ip" as const, value: "203.0.113.9" }] },
  };
  return {
    ...{ id, position: 0, fingerprint: newId(), dedupSeconds: 60, foldRule: "", uid: id, title: "tab\\t \u{1f600}" },
    ...{ severity: "high", severityId: 4, entityType: "user", entityKey: "ann", entityName: "Ann", source: "s" },
    ...{ initialDisposition: "unknown", ruleId: "r", techniques: ["T1110.003", "T1078"] },
    ...{ time: "2026-03-01T10:00:00.123+05:30", details, finding: { class_uid: 2004 } },
  };
}

async function deliver(...alerts: NewAlert[]): Promise<void> {
  const of = { workspaceId: store.workspaceId, connectionId: connection.id, connection: connection.name };
  const delivery = { id: newId(), ...of, receivedAt: new Date(), contentType: "", body: Buffer.from("x") };
  await insertDeliveries(store.database.system, [{ ...delivery, alerts, quarantined: [] }]);
}

/** What is taken, and put back. */
async function taken(): Promise<unknown[]> {
  let alerts: unknown[] = [];
  await transaction(store.database.system, async (client) => {
    alerts = await takeFromInbox(client, 10, []);
    throw new Error("back");
  }).catch(() => {});
  return alerts;
}

test("an alert at hand is the alert as it is read back, and both come in the order of arrival", async () => {
  const ids = [newId(), newId(), newId()];
  await deliver(alertOf(ids[1]!), alertOf(ids[0]!));
  await deliver(alertOf(ids[2]!));
  forgetFresh([ids[1]!]);
  const mixed = await taken();
  forgetFresh(ids);
  expect(ids.map(freshAlert)).toEqual([undefined, undefined, undefined]);
  const readBack = await taken();
  expect(mixed).toEqual(readBack);
  expect(readBack).toMatchObject(ids.map((id) => ({ id, connection: "edge", techniques: ["T1110.003", "T1078"] })));
});

test("an alert that was folded, or whose delivery failed, is not at hand", async () => {
  const first = alertOf(newId());
  const again = { ...alertOf(newId()), fingerprint: first.fingerprint };
  await deliver(first);
  await deliver(again);
  expect([freshAlert(first.id)?.id, freshAlert(again.id)]).toEqual([first.id, undefined]);
  const broken = { ...alertOf(newId()), fingerprint: newId(), title: "\0" };
  await expect(deliver(broken)).rejects.toThrow();
  expect(freshAlert(broken.id)).toBeUndefined();
  forgetFresh([first.id]);
});

test("what another process has taken makes room, and what is new is not let go for what is newer", () => {
  const rowOf = (ageMs: number) => {
    const alert = alertOf(newId());
    const of = { id: newId(), workspaceId: store.workspaceId, connectionId: connection.id, connection: "edge" };
    const body = new Uint8Array(20_000_000);
    const receivedAt = new Date(Date.now() - ageMs);
    return { alert, delivery: { ...of, receivedAt, contentType: "", body, alerts: [alert], quarantined: [] } };
  };
  const [old, fresh, newer] = [rowOf(120_000), rowOf(0), rowOf(0)];
  for (const row of [old, fresh, newer]) keepFresh([row]);
  const ids = [old, fresh, newer].map(({ alert }) => alert.id);
  expect(ids.map((id) => freshAlert(id)?.id)).toEqual([undefined, fresh.alert.id, undefined]);
  forgetFresh(ids);
});
