/** What a workspace sees of the stop button where the installation pressed it. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";

let api: TestApi;
let [first, there] = ["", ""];
beforeAll(async () => {
  api = await testApi();
  first = await api.store.addToken(["admin"], { name: "root" });
  const workspaceId = await api.store.addWorkspace("emea");
  there = await api.store.addToken(["admin"], { name: "emea-root", workspaceId });
});
afterAll(() => api?.close());

it("everything that is frozen is listed in every workspace, and thawed in the first", async () => {
  const frozen = await api.call("POST", "/v1/freezes", first, { scope: "everything", reason: "It isolates all." });
  expect(frozen.status).toBe(201);
  const { id } = frozen.body as { id: string };
  expect(await api.call("GET", "/v1/freezes?inForce=true", there)).toMatchObject({
    body: { items: [{ id, scope: "everything", by: "token:root", reason: "It isolates all." }] },
  });
  expect(await api.call("POST", `/v1/freezes/${id}/thaw`, there, { reason: "x" })).toMatchObject({
    ...{ status: 403, body: { message: expect.stringContaining("thawed there") } },
  });
  await api.call("POST", `/v1/freezes/${id}/thaw`, first, { reason: "Mended." });
  expect((await api.call("GET", "/v1/freezes", there)).body).toMatchObject({ items: [] });
});

it("what a workspace froze itself is its own", async () => {
  await api.call("POST", "/v1/freezes", there, { scope: "workspace", reason: "A drill." });
  expect((await api.call("GET", "/v1/freezes?inForce=true", first)).body).toMatchObject({ items: [] });
});
