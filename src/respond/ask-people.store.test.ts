/** Who is told that they are asked, where, how often, and what becomes of a question that cannot be put. */
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { startTestServer, type TestServer } from "../../test/support/http-server.ts";
import { seedIncident, seedResponse } from "../../test/support/seed.ts";
import { newId, sha256 } from "../ids.ts";
import { silentLog } from "../log.ts";
import type { ApprovalTerms } from "../model/approval.ts";
import { findLink } from "../store/approval-link.ts";
import { claimNotices } from "../store/approval-notice.ts";
import { freeClaims } from "../store/claims.ts";
import { newAskPeople } from "./ask-people.ts";

let api: TestApi;
let chat: TestServer;
let status = 200;
beforeAll(async () => {
  chat = await startTestServer(
    (_request, response) =>
      void response.writeHead(status, { "content-type": "application/json" }).end('{"ok":true,"ts":"1.2"}'),
  );
  api = await testApi();
  const admin = await api.store.addToken(["admin"], { name: "root" });
  for (const name of ["ada", "bob"]) await api.store.addToken(["approver"], { name });
  const secrets = { token: "xoxb-1", signingSecret: "s" };
  const connection = { name: "chat", connector: "slack", settings: { baseUrl: chat.url, channel: "C1" }, secrets };
  expect(await api.call("POST", "/v1/connections", admin, connection)).toMatchObject({ status: 201 });
});
afterAll(async () => {
  await api?.close();
  await chat?.close();
});

const sql = async (text: string, values: unknown[] = []) => (await api.store.database.system.query(text, values)).rows;

beforeEach(async () => {
  status = 200;
  chat.seen.length = 0;
  for (const table of ["approval_notices", "approvals", "on_call", "contacts", "delegations", "freezes"])
    await sql(`DELETE FROM ${table}`);
});

/** Ada is asked first and Bob after her, each in chat. */
async function onCall(people = ["ada", "bob"], connection = "chat"): Promise<void> {
  const { workspaceId } = api.store;
  for (const [place, person] of people.entries()) {
    await sql("INSERT INTO on_call VALUES ($1, $2, 'soc', $3, $4, now() - interval '1 hour', NULL)", [
      ...[newId(), workspaceId, person, place],
    ]);
    await sql("INSERT INTO contacts VALUES ($1, $2, $3, $4)", [workspaceId, person, connection, `U-${person}`]);
  }
}

async function asked(terms: Partial<ApprovalTerms> = {}) {
  const { database, workspaceId } = api.store;
  const { id: incidentId } = await seedIncident(database, workspaceId);
  const seeded = await seedResponse(database, workspaceId, incidentId, { queue: "soc", ...terms });
  return { incidentId, ...seeded };
}

function asking(publicUrl = "https://cordon.example") {
  const { database, responses: content } = api.deps;
  return newAskPeople({ database, worker: newId(), content, publicUrl: () => publicUrl, log: silentLog });
}

const notices = (approvalId: string) =>
  sql(
    `SELECT person, instead_of AS "insteadOf", status, attempts, error->>'code' AS code, round, sent_at IS NOT NULL AS sent,
       round(extract(epoch FROM next_attempt_at - now()) / 5) * 5 AS wait, claimed_by IS NOT NULL AS claimed
     FROM approval_notices WHERE approval_id = $1 ORDER BY person`,
    [approvalId],
  );
const questions = () => chat.seen.map(({ body }) => decodeURIComponent(body.replaceAll("+", " ")));
const makeDue = () => sql("UPDATE approval_notices SET next_attempt_at = now() WHERE status = 'due'");

it("asks the first of the order once, with a link for them alone that is good for this effect", async () => {
  await onCall();
  const { approvalId, argsHash } = await asked();
  const ask = asking();
  expect(await ask()).toBe(1);
  expect(await ask()).toBe(0);
  expect(await notices(approvalId)).toMatchObject([
    { person: "ada", status: "sent", sent: true, attempts: 1, round: 0 },
  ]);
  expect(questions()).toHaveLength(1);
  expect(questions()[0]).toContain("Suspend ada");
  expect(questions()[0]).toContain("U-ada");
  const [, token] = /https:\/\/cordon\.example\/answer\/([\w-]{43})/.exec(questions()[0]!)!;
  const link = await findLink(api.store.database.system, sha256(token!));
  expect(link).toMatchObject({ approvalId, argsHash, person: "ada", connection: "chat", good: true });
});

it("asks as many as have to say yes, and one more each round, nobody twice", async () => {
  await onCall();
  const { approvalId } = await asked({ approvers: 1 });
  await asking()();
  await sql("UPDATE approvals SET round = 1 WHERE id = $1", [approvalId]);
  await asking()();
  expect(await notices(approvalId)).toMatchObject([
    { person: "ada", attempts: 1, round: 0 },
    { person: "bob", attempts: 1, round: 1 },
  ]);
  const two = await asked({ approvers: 2 });
  await asking()();
  expect((await notices(two.approvalId)).map(({ person }) => person)).toEqual(["ada", "bob"]);
});

it("says to whoever stands in for somebody in whose place they are asked", async () => {
  await onCall(["ada"]);
  await sql("INSERT INTO contacts VALUES ($1, 'bob', 'chat', 'U-bob')", [api.store.workspaceId]);
  await sql(
    "INSERT INTO delegations VALUES ($1, $2, 'ada', 'bob', now() - interval '1 minute', now() + interval '1 hour', 'system')",
    [newId(), api.store.workspaceId],
  );
  const { approvalId } = await asked();
  await asking()();
  expect(await notices(approvalId)).toMatchObject([{ person: "bob", insteadOf: "ada", status: "sent" }]);
  expect(questions()[0]).toContain("Asked in place of");
  expect(questions()[0]).toContain("ada");
});

it("asks nobody before it is known where people reach this installation", async () => {
  await onCall();
  const { approvalId } = await asked();
  expect(await asking("")()).toBe(0);
  expect(await notices(approvalId)).toEqual([]);
});

it("asks again, ever later, while the product cannot be reached, and gives up where it says no", async () => {
  await onCall(["ada"]);
  const { approvalId } = await asked();
  const ask = asking();
  status = 503;
  const waits: unknown[] = [];
  for (let attempt = 0; attempt < 8; attempt += 1) {
    await makeDue();
    expect(await ask()).toBe(1);
    const [notice] = await notices(approvalId);
    expect(notice).toMatchObject({ status: "due", sent: false, attempts: attempt + 1, claimed: false });
    waits.push(Number(notice.wait));
  }
  expect(waits).toEqual([5, 10, 20, 40, 80, 160, 300, 300]);
  status = 403;
  await makeDue();
  await ask();
  expect(await notices(approvalId)).toMatchObject([{ status: "failed", sent: false, code: "connector.forbidden" }]);
  await makeDue();
  expect(await ask()).toBe(0);
}, 30_000);

it("fails loudly where the connection is gone", async () => {
  await onCall(["ada"], "old-chat");
  const { approvalId } = await asked();
  await asking()();
  expect(await notices(approvalId)).toMatchObject([{ status: "failed", code: "connector.cannot-ask" }]);
});

it("sends nothing about what was answered meanwhile", async () => {
  await onCall(["ada"]);
  const { approvalId } = await asked();
  status = 503;
  await asking()();
  await sql("UPDATE approvals SET status = 'approved' WHERE id = $1", [approvalId]);
  await makeDue();
  status = 200;
  chat.seen.length = 0;
  expect(await asking()()).toBe(0);
  expect(await notices(approvalId)).toMatchObject([{ status: "dropped", sent: false }]);
  expect(chat.seen).toEqual([]);
});

it.each([
  ["everything", ""],
  ["workspace", ""],
  ["connection", "chat"],
])("sends nothing while %s is frozen, and does when it is thawed", async (scope, name) => {
  await onCall(["ada"]);
  const { approvalId } = await asked();
  await sql(
    "INSERT INTO freezes (id, workspace_id, scope, name, reason, by) VALUES ($1, $2, $3, $4, 'drill', 'token:root')",
    [...[newId(), api.store.workspaceId, scope, name]],
  );
  expect(await asking()()).toBe(0);
  expect(await notices(approvalId)).toMatchObject([{ status: "due", attempts: 0 }]);
  await sql("UPDATE freezes SET thawed_at = now()");
  expect(await asking()()).toBe(1);
});

it("asks at once those whom a worker that died had taken up", async () => {
  await onCall(["ada"]);
  const { approvalId } = await asked();
  status = 503;
  await asking()();
  await makeDue();
  const dead = newId();
  const { system } = api.store.database;
  expect(await claimNotices(system, dead, 10)).toMatchObject([{ approvalId, person: "ada", attempts: 2 }]);
  status = 200;
  expect(await asking()()).toBe(0);
  await freeClaims(system, dead);
  expect(await asking()()).toBe(1);
  expect(await notices(approvalId)).toMatchObject([{ status: "sent", attempts: 3 }]);
});
