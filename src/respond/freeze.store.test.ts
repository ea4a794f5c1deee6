/** The stop button, end to end: what a product is asked for after it was pressed, and after it was let go. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../../test/support/http-server.ts";
import { type Running, runCordon } from "../../test/support/running.ts";

let cordon: Running;
let product: TestServer;
const PLAYBOOK = `playbook: two-words
title: Say two things
description: For a test of the stop button.
maturity: stable
trigger: "true"
default-queue: soc
steps:
  - { id: one, action: http.send, with: { path: /one } }
  - { id: two, action: http.send, with: { path: /two } }
  - { end: true-positive, reason: Said., status: closed }
`;

beforeAll(async () => {
  product = await startTestServer((_request, response) => void response.end("{}"));
  cordon = await runCordon();
  await cordon.addSource("sensor", "suricata");
  await cordon.addWebhook("product", product.url);
  await cordon.mapEverythingTo("two-words", PLAYBOOK);
});
afterAll(async () => {
  await cordon?.stop();
  await product?.close();
});

let flow = 0;
async function alert(): Promise<void> {
  flow += 1;
  const event = {
    ...{ timestamp: "2026-11-01T10:00:00.000000+0000", flow_id: flow, event_type: "alert", proto: "TCP" },
    ...{ src_ip: "203.0.113.9", src_port: 4444, dest_ip: `10.0.0.${flow}`, dest_port: 22 },
    alert: { gid: 1, signature_id: flow, rev: 1, signature: "x", category: "Misc Attack", severity: 1 },
  };
  await cordon.call("POST", "/v1/ingest/sensor", event);
}
const asked = () => product.seen.length;
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await holds()); tries += 1) {
    if (tries > 500) throw new Error("It did not come to that.");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
const waiting = async () =>
  (await cordon.database.system.query("SELECT 1 FROM runs WHERE status = 'waiting'")).rowCount ?? 0;

test.each([
  ["workspace", ""],
  ["everything", ""],
  ["playbook", "two-words"],
  ["capability", "http.send"],
  ["connection", "product"],
])("with %s %s frozen nothing is asked of the product, and thawed all of it goes on once", async (scope, name) => {
  const before = asked();
  const reason = "A test.";
  const { id } = await cordon.call<{ id: string }>("POST", "/v1/freezes", { scope, name, reason }, 201);
  await alert();
  await until(async () => (await waiting()) === 1);
  expect(asked()).toBe(before);
  const { items } = await cordon.call<{ items: { id: string; incidentId: string; held?: object }[] }>(
    "GET",
    "/v1/runs?status=waiting",
  );
  const held = { scope, name, reason, by: expect.stringMatching(/^token:/) };
  expect(items).toMatchObject([{ held }]);
  expect(await cordon.call("GET", `/v1/runs/${items[0]!.id}`)).toMatchObject({ held });
  expect(await cordon.call("GET", `/v1/incidents/${items[0]!.incidentId}`)).toMatchObject({ runs: [{ held }] });
  await cordon.call("POST", `/v1/freezes/${id}/thaw`, { reason });
  await until(async () => (await waiting()) === 0 && asked() === before + 2);
  await cordon.call("POST", `/v1/freezes/${id}/thaw`, { reason }, 409);
});

test("a run that waits for something else is not said to be stopped by what would not hold it", async () => {
  const reason = "A test.";
  const one = await cordon.call<{ id: string }>(
    "POST",
    "/v1/freezes",
    { scope: "connection", name: "product", reason },
    201,
  );
  const other = { scope: "connection", name: "sensor", reason };
  const two = await cordon.call<{ id: string }>("POST", "/v1/freezes", other, 201);
  await alert();
  await until(async () => (await waiting()) === 1);
  await cordon.database.system.query("UPDATE freezes SET thawed_at = now() WHERE id = $1", [one.id]);
  const { items } = await cordon.call<{ items: object[] }>("GET", "/v1/runs?status=waiting");
  expect(items.every((run) => !("held" in run))).toBe(true);
  await cordon.call("POST", `/v1/freezes/${two.id}/thaw`, { reason });
});

test("what is misspelled is not frozen, and says what was meant", async () => {
  const wrong = { scope: "playbook", name: "two-wrods", reason: "A test." };
  await expect(cordon.call("POST", "/v1/freezes", wrong)).rejects.toThrow(/did you mean \\"two-words\\"/);
});
