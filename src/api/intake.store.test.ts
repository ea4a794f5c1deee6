import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import type { IntakeOverview } from "./contract/connection.ts";

let api: TestApi;
let engineer: string;
beforeAll(async () => {
  api = await testApi();
  engineer = await api.store.addToken(["engineer"]);
  const settings = { mapping: { title: "title", time: "at", severity: "severity" } };
  for (const name of ["doors", "silent"]) {
    const body = { name, connector: "generic", settings };
    expect(await api.call("POST", "/v1/connections", engineer, body)).toMatchObject({ status: 201 });
  }
});
afterAll(() => api?.close());

const intake = async (token = engineer) =>
  (await api.call("GET", "/v1/intake", token)).body as unknown as IntakeOverview;

test("of each connection it says what came lately and what is held, also of one that nothing came by", async () => {
  const sensor = await api.store.addToken(["ingest"]);
  const alert = { title: "Door forced", at: "2026-03-01T10:00:00Z", severity: "high" };
  expect(await api.call("POST", "/v1/ingest/doors", sensor, alert)).toMatchObject({ status: 202 });
  expect(await api.call("POST", "/v1/ingest/doors", sensor, { title: "No time" })).toMatchObject({ status: 422 });
  const { items, since } = await intake();
  expect(since).toBeNull();
  expect(items).toMatchObject([
    { connection: "doors", lastAt: expect.any(String), lastDay: 2, held: 1, overdueLinks: 0, behindSeconds: 0 },
    { connection: "silent", lastAt: null, lastDay: 0, held: 0 },
  ]);
});

test("nothing of it is another workspace's", async () => {
  const workspaceId = await api.store.addWorkspace("other");
  const stranger = await api.store.addToken(["engineer"], { workspaceId });
  expect(await intake(stranger)).toEqual({ items: [], since: null });
});
