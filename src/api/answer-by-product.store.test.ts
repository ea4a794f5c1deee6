/** Buttons in a chat: whose press counts, and what the chat is told. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { until } from "../../test/support/asking-cordon.ts";
import { startTestServer, type TestServer } from "../../test/support/http-server.ts";
import { seedIncident, seedResponse } from "../../test/support/seed.ts";
import { hmacHex } from "../connector/signature.ts";
import { newId, sha256 } from "../ids.ts";
import { readApproval } from "../store/approval.ts";
import { keepLink } from "../store/approval-link.ts";

const SECRET = "signing-secret";
let api: TestApi;
let chat: TestServer;
beforeAll(async () => {
  chat = await startTestServer((_request, response) => void response.end("ok"));
  api = await testApi();
  const admin = await api.store.addToken(["admin"], { name: "root" });
  await api.store.addToken(["approver"], { name: "ada" });
  const secrets = { token: "xoxb-1", signingSecret: SECRET };
  const connection = { name: "chat", connector: "slack", settings: { baseUrl: chat.url }, secrets };
  await api.call("POST", "/v1/connections", admin, connection);
  await api.call("POST", "/v1/on-call/contacts", admin, { person: "ada", connection: "chat", address: "U1" });
});
afterAll(async () => {
  await api?.close();
  await chat?.close();
});

async function asked() {
  const { database, workspaceId } = api.store;
  const { id } = await seedIncident(database, workspaceId);
  const { approvalId, argsHash } = await seedResponse(database, workspaceId, id);
  const token = newId();
  const link = { workspaceId, approvalId, person: "ada", connection: "chat", argsHash };
  await keepLink(database.system, sha256(token), link, new Date(Date.now() + 60_000));
  return { token, now: async () => (await readApproval(database.system, workspaceId, approvalId))! };
}

async function press(
  token: string,
  { user = "U1", action = "cordon-approved", secret = SECRET, to = "test/chat" } = {},
) {
  const payload = {
    ...{ type: "block_actions", user: { id: user }, response_url: `${chat.url}/respond` },
    actions: [{ action_id: action, value: token }],
  };
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  const at = Math.floor(Date.now() / 1000);
  const headers = {
    ...{ "content-type": "application/x-www-form-urlencoded", "x-slack-request-timestamp": String(at) },
    "x-slack-signature": `v0=${hmacHex(`v0:${at}:${body}`, secret)}`,
  };
  return (await api.app.request(`/answers/${to}`, { method: "POST", headers, body })).status;
}

const told = (words: string) =>
  until(async () => (chat.seen.some(({ body }) => body.includes(words)) ? true : undefined));

it("counts the press of whom the question was put to, once, and takes the buttons away", async () => {
  const { token, now } = await asked();
  expect(await press(token)).toBe(200);
  expect(await now()).toMatchObject({ status: "approved", votes: [{ person: "ada", way: "chat" }] });
  await told("It is approved");
  expect(chat.seen.at(-1)!.body).toContain('"replace_original":true');
  expect(await press(token, { action: "cordon-denied" })).toBe(200);
  expect((await now()).status).toBe("approved");
});

it("counts nobody else's press, says so to them, and leaves the question open", async () => {
  const { token, now } = await asked();
  expect(await press(token, { user: "U2" })).toBe(200);
  await told("This question was put to somebody else.");
  expect(await now()).toMatchObject({ status: "pending", votes: [] });
  expect(await press(token, { action: "cordon-denied" })).toBe(200);
  expect(await now()).toMatchObject({ status: "denied", decidedBy: "person:ada" });
});

it("believes no press without the signature, and no made-up token", async () => {
  const { token, now } = await asked();
  expect(await press(token, { secret: "other" })).toBe(401);
  expect(await press(token, { to: "test/other" })).toBe(404);
  expect(await press(token, { to: "nowhere/chat" })).toBe(404);
  expect(await press(newId())).toBe(200);
  expect((await now()).status).toBe("pending");
});
