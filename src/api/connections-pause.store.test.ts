import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";

let api: TestApi;
let engineer: string;
beforeAll(async () => {
  api = await testApi();
  engineer = await api.store.addToken(["engineer"]);
  const imap = { host: "imap.example.com", user: "reports" };
  const mailbox = { name: "reports", connector: "reported-mail", settings: { imap }, secrets: { password: "p" } };
  for (const body of [mailbox, { name: "okta", connector: "okta" }])
    expect(await api.call("POST", "/v1/connections", engineer, body)).toMatchObject({ status: 201 });
});
afterAll(() => api?.close());

const reports = async () => (await api.call("GET", "/v1/connections/reports", engineer)).body;

test("a connection that is asked is paused and resumed, and that is recorded", async () => {
  expect(await reports()).toMatchObject({ polling: null });
  const paused = await api.call("POST", "/v1/connections/reports/pause", engineer);
  expect(paused).toMatchObject({ status: 200, body: { polling: { pausedAt: expect.any(String), nextAt: null } } });
  expect(await reports()).toMatchObject({ polling: { pausedAt: expect.any(String) } });
  const resumed = await api.call("POST", "/v1/connections/reports/resume", engineer);
  expect(resumed.body).toMatchObject({ polling: { pausedAt: null, nextAt: expect.any(String) } });
  const { rows } = await api.store.database.system.query(
    "SELECT action FROM audit WHERE subject_id = 'reports' ORDER BY id",
  );
  expect(rows.map(({ action }) => action)).toEqual(["connection-added", "connection-paused", "connection-resumed"]);
});

test("one that is told by its product is not, and says what to do instead", async () => {
  const answer = await api.call("POST", "/v1/connections/okta/pause", engineer);
  expect(answer).toMatchObject({ status: 400, body: { code: "api.not-asked" } });
});

test("nobody pauses who may not change connections, nor in another workspace", async () => {
  const analyst = await api.store.addToken(["analyst"]);
  expect((await api.call("POST", "/v1/connections/reports/pause", analyst)).status).toBe(403);
  expect((await api.call("POST", "/v1/connections/reports/pause", null)).status).toBe(401);
  const workspaceId = await api.store.addWorkspace("other");
  const stranger = await api.store.addToken(["engineer"], { workspaceId });
  expect((await api.call("POST", "/v1/connections/reports/pause", stranger)).status).toBe(404);
  expect(await reports()).toMatchObject({ polling: { pausedAt: null } });
});
