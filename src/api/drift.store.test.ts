import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { transaction } from "../store/database.ts";
import { writeDrift } from "../store/drift.ts";
import { openDriftReview } from "../store/review-drift.ts";

let api: TestApi;
let viewer: string;
let engineer: string;
beforeAll(async () => {
  api = await testApi();
  viewer = await api.store.addToken(["viewer"]);
  engineer = await api.store.addToken(["engineer"]);
});
afterAll(() => api.close());

it("lists what was noticed with the state of its review, and the review by its kind and as overdue", async () => {
  const { database, workspaceId } = api.store;
  const now = new Date();
  const about = { playbook: "", source: "edr", figures: {}, findings: [{ code: "drift-fields" }], owner: "soc" };
  await transaction(database.system, async (client) => {
    const reviewId = await openDriftReview(client, workspaceId, { ...about, from: now, to: now, dueAt: now });
    const again = await openDriftReview(client, workspaceId, { ...about, from: now, to: now, dueAt: now });
    expect(again).toBe(reviewId);
    const drift = {
      kind: "source" as const,
      name: "edr",
      watch: "fields:entity",
      since: now,
      before: null,
      after: null,
    };
    await writeDrift(client, workspaceId, { ...drift, text: "t", incidents: [], reviewId });
  });
  expect(await api.call("GET", "/v1/drifts?name=edr", viewer)).toMatchObject({
    status: 200,
    body: { items: [{ watch: "fields:entity", status: "open" }] },
  });
  expect(await api.call("GET", "/v1/reviews?kind=drift&overdue=true", viewer)).toMatchObject({
    status: 200,
    body: { items: [{ kind: "drift", source: "edr", reminders: 0, findings: [{}, {}] }] },
  });
  expect(await api.call("GET", "/v1/reviews?kind=drift&overdue=false", viewer)).toMatchObject({ body: { items: [] } });
});

it("keeps a workspace's calendar, changed by engineers, and only by a time zone that there is", async () => {
  const path = "/v1/review-settings";
  const unset = { timeZone: "UTC", workingDays: ["mon", "tue", "wed", "thu", "fri"], holidays: [] };
  expect(await api.call("GET", path, viewer)).toMatchObject({ status: 200, body: unset });
  expect(await api.call("PATCH", path, viewer, { timeZone: "Europe/Vienna" })).toMatchObject({ status: 403 });
  const change = { timeZone: "Europe/Vienna", holidays: ["2026-12-25"] };
  expect(await api.call("PATCH", path, engineer, change)).toMatchObject({ status: 200, body: { ...unset, ...change } });
  const wrong = { status: 400, body: { code: "api.bad-body", message: /Europe\/Vienna/ } };
  expect(await api.call("PATCH", path, engineer, { timeZone: "Vienna" })).toMatchObject(wrong);
  expect(await api.call("GET", path, viewer)).toMatchObject({ body: change });
});
