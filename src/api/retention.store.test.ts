import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { seedIncident } from "../../test/support/seed.ts";

let api: TestApi;
let admin: string;
let analyst: string;
beforeAll(async () => {
  api = await testApi({ retention: { deliveries: 90 } });
  admin = await api.store.addToken(["admin"], { name: "root" });
  analyst = await api.store.addToken(["analyst"]);
});
afterAll(() => api?.close());

describe("retention", () => {
  it("is the installation's, until a workspace sets its own, and is the admin's to set", async () => {
    const set = (body: object, token = admin) => api.call("PUT", "/v1/retention", token, body);
    expect((await api.call("GET", "/v1/retention", analyst)).body).toEqual({
      items: [
        { class: "deliveries", days: 90, setBy: "installation" },
        { class: "alerts", days: null, setBy: "nobody" },
        { class: "incidents", days: null, setBy: "nobody" },
      ],
    });
    expect(await set({ class: "alerts", days: 30 }, analyst)).toMatchObject({ status: 403 });
    expect(await set({ class: "alerts", days: 0 })).toMatchObject({ status: 400 });
    expect(await set({ class: "alert", days: 30 })).toMatchObject({
      body: { message: expect.stringContaining('did you mean "alerts"?') },
    });
    expect(await set({ class: "deliveries", days: 7 })).toMatchObject({
      status: 200,
      body: { items: [{ class: "deliveries", days: 7, setBy: "workspace" }, {}, {}] },
    });
    expect(await set({ class: "deliveries", days: null })).toMatchObject({
      body: { items: [{ days: 90, setBy: "installation" }, {}, {}] },
    });
  });

  it("says what would go", async () => {
    expect((await api.call("GET", "/v1/retention/plan", analyst)).body).toMatchObject({
      items: [
        { class: "deliveries", before: expect.any(String), older: 0, kept: 0 },
        { before: null },
        { before: null },
      ],
    });
  });
});

describe("a legal hold", () => {
  const place = (body: object, token = admin) => api.call("POST", "/v1/holds", token, body);

  it("is placed on what is there, with a reason, by an admin", async () => {
    const { number, id } = await seedIncident(api.store.database, api.store.workspaceId);
    expect(await place({ target: { kind: "workspace" }, reason: "r" }, analyst)).toMatchObject({ status: 403 });
    expect(await place({ target: { kind: "workspace" } })).toMatchObject({ status: 400 });
    expect(await place({ target: { kind: "incident", incident: "999" }, reason: "r" })).toMatchObject({ status: 404 });
    const range = { kind: "range", from: "2026-03-02T00:00:00Z", to: "2026-03-01T00:00:00Z" };
    expect(await place({ target: range, reason: "r" })).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining("after from") },
    });
    expect(await place({ target: { kind: "incident", incident: String(number) }, reason: "Case 12." })).toMatchObject({
      status: 201,
      body: { kind: "incident", incidentId: id, reason: "Case 12.", placedBy: "token:root", releasedAt: null },
    });
  });

  it("is released once, with a reason, and is on record", async () => {
    const { id } = (
      await place({ target: { kind: "entity", entityType: "user", entityKey: "ann" }, reason: "Case 13." })
    ).body as { id: string };
    const list = async (query = "") =>
      ((await api.call("GET", `/v1/holds${query}`, analyst)).body as { items: unknown[] }).items.length;
    expect(await list()).toBe(2);
    expect(await api.call("POST", `/v1/holds/${id}/release`, admin, {})).toMatchObject({ status: 400 });
    expect(await api.call("POST", `/v1/holds/${id}/release`, admin, { reason: "Over." })).toMatchObject({
      status: 200,
      body: { releaseReason: "Over.", releasedBy: "token:root" },
    });
    expect(await api.call("POST", `/v1/holds/${id}/release`, admin, { reason: "Over." })).toMatchObject({
      status: 404,
    });
    expect([await list(), await list("?all=true")]).toEqual([1, 2]);
    const told = await api.store.database.system.query(
      "SELECT action, details FROM audit WHERE subject_id = $1 ORDER BY id",
      [id],
    );
    expect(told.rows).toMatchObject([
      { action: "hold-placed", details: { reason: "Case 13." } },
      { action: "hold-released" },
    ]);
  });
});
