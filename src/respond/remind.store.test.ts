/** People are told once of each step, by chat and by mail, whichever process comes first and whatever becomes of it. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { startTestServer, type TestServer } from "../../test/support/http-server.ts";
import { newId } from "../ids.ts";
import { silentLog } from "../log.ts";
import { transaction } from "../store/database.ts";
import { renewDecision, takeDecision } from "../store/decision.ts";
import { claimReminders } from "../store/reminder.ts";
import { remindPeople } from "./remind.ts";

let api: TestApi;
let chat: TestServer;
let status = 200;
const DAY_MS = 86_400_000;
beforeAll(async () => {
  chat = await startTestServer(
    (_request, response) =>
      void response.writeHead(status, { "content-type": "application/json" }).end('{"ok":true,"ts":"1.2"}'),
  );
  api = await testApi();
  const engineer = await api.store.addToken(["engineer"]);
  const settings = { baseUrl: chat.url, channel: "C1" };
  const connection = { name: "chat", connector: "slack", settings, secrets: { token: "xoxb-1" } };
  expect(await api.call("POST", "/v1/connections", engineer, connection)).toMatchObject({ status: 201 });
});
afterAll(async () => {
  await api?.close();
  await chat?.close();
});

const at = (days: number) => new Date(Date.now() + days * DAY_MS);
const remind = (now: Date) => {
  const { database, responses: content } = api.deps;
  return remindPeople({ database, content, publicUrl: () => "", log: silentLog, worker: newId() }, now);
};
const told = (words: string) => chat.seen.filter(({ body }) => body.includes(words)).length;
const query = (text: string, values: unknown[] = []) => api.store.database.system.query(text, values);

it("tells of a review before it is due, when it is, and each week after, once each", async () => {
  await query(
    "INSERT INTO reviews (id, workspace_id, kind, playbook, period_from, period_to, figures, due_at) VALUES ($1, $2, 'access', '', now(), now(), '{}', $3)",
    [newId(), api.store.workspaceId, at(14)],
  );
  await remind(at(1));
  expect(told("access")).toBe(0);
  for (const days of [12, 12.5, 14.1, 15, 21.5]) await Promise.all([remind(at(days)), remind(at(days))]);
  expect([told("due+on"), told("waits+for+its+answer")]).toEqual([1, 2]);
  await query("UPDATE reviews SET status = 'answered'");
  await remind(at(40));
  expect(told("access")).toBe(3);
});

it("tells of a decision before and when it ends, and anew once it was renewed", async () => {
  const { workspaceId } = api.store;
  const decision = { kind: "lesson", why: "y", about: [], evidence: [], by: "token:ada" } as const;
  const id = await transaction(api.store.database.system, (client) =>
    takeDecision(client, workspaceId, { ...decision, what: "Zebra", until: at(60).toISOString() }),
  );
  for (const days of [1, 47, 48, 58]) await remind(at(days));
  expect(told("Zebra")).toBe(2);
  const renewal = { by: "token:ada", text: "still", until: at(120).toISOString() };
  await transaction(api.store.database.system, (client) => renewDecision(client, workspaceId, id, renewal));
  await remind(at(61));
  expect(told("Zebra")).toBe(2);
  await remind(at(121));
  expect(told("Zebra")).toBe(3);
});

it("tries again what certainly did not arrive, waits under the stop button, and gives up what a lost process was sending", async () => {
  const { workspaceId } = api.store;
  const decision = { kind: "lesson", why: "y", about: [], evidence: [], by: "token:ada" } as const;
  const take = (what: string) =>
    transaction(api.store.database.system, (client) =>
      takeDecision(client, workspaceId, { ...decision, what, until: at(-1).toISOString() }),
    );
  status = 503;
  await take("Gnu");
  await remind(at(0));
  expect(told("Gnu")).toBe(1);
  status = 200;
  await query("UPDATE reminder_notices SET next_attempt_at = now() WHERE status = 'due'");
  await remind(at(0));
  await remind(at(0));
  expect(told("Gnu")).toBe(2);
  await take("Yak");
  await query(
    "INSERT INTO freezes (id, workspace_id, scope, name, reason, by) VALUES ($1, $2, 'workspace', '', 'r', 'token:ada')",
    [newId(), workspaceId],
  );
  await remind(at(0));
  expect(await claimReminders(api.store.database.system, 20)).toEqual([]);
  await query("UPDATE freezes SET thawed_at = now()");
  expect(await claimReminders(api.store.database.system, 20)).toHaveLength(1);
  await query("UPDATE reminder_notices SET next_attempt_at = now() WHERE status = 'sending'");
  await remind(at(0));
  expect(told("Yak")).toBe(0);
  const left = await query("SELECT status FROM reminder_notices WHERE status <> 'sent'");
  expect(left.rows).toEqual([{ status: "unknown" }]);
  const sent = await query("SELECT 1 FROM reminder_notices WHERE status = 'sent'");
  expect(sent.rowCount).toBe(chat.seen.length - 1);
});
