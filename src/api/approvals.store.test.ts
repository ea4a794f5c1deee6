/** Approvals at the API: what is shown of them, what an answer leaves on record, and to whom they are nothing. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { seedIncident, seedResponse } from "../../test/support/seed.ts";
import { newId } from "../ids.ts";
import type { ApprovalTerms } from "../model/approval.ts";
import { keepLink, useLink } from "../store/approval-link.ts";
import { applyPlaybook } from "../store/content.ts";
import { transaction } from "../store/database.ts";

let api: TestApi;
let kicks = 0;
let ada: string;
let bob: string;
let viewer: string;
beforeAll(async () => {
  api = await testApi({
    kick: () => {
      kicks += 1;
    },
  });
  ada = await api.store.addToken(["approver"], { name: "ada" });
  bob = await api.store.addToken(["approver"], { name: "bob" });
  viewer = await api.store.addToken(["viewer"], { name: "vera" });
});
afterAll(() => api?.close());
beforeEach(() => {
  kicks = 0;
});

const sql = async (text: string, values: unknown[] = []) => (await api.store.database.system.query(text, values)).rows;

async function asked(terms: Partial<ApprovalTerms> = {}) {
  const { database, workspaceId } = api.store;
  const { id: incidentId } = await seedIncident(database, workspaceId);
  return { incidentId, ...(await seedResponse(database, workspaceId, incidentId, terms)) };
}

const answer = (id: string, verb: "approve" | "refuse", body: object, token = ada) =>
  api.call("POST", `/v1/approvals/${id}/${verb}`, token, body);
const audited = (approvalId: string) =>
  sql("SELECT actor, action, details FROM audit WHERE subject_type = 'approval' AND subject_id = $1 ORDER BY id", [
    approvalId,
  ]);

describe("what is shown", () => {
  it("is the effect in words, on which terms, who said what, and whom it was put to", async () => {
    const { approvalId, effectId, incidentId, runId } = await asked({ approvers: 2 });
    await sql(
      "INSERT INTO approval_notices (id, workspace_id, approval_id, round, person, connection, address, status) VALUES ($1, $2, $3, 0, 'bob', 'chat', 'U1', 'sent')",
      [newId(), api.store.workspaceId, approvalId],
    );
    await answer(approvalId, "approve", { comment: "Go." });
    expect((await api.call("GET", `/v1/approvals/${approvalId}`, viewer)).body).toMatchObject({
      ...{ id: approvalId, effectId, incidentId, runId, status: "pending", summary: "Suspend ada" },
      ...{ reason: "No policy decides.", decidedAt: null, decidedBy: null, usedAt: null, round: 0 },
      terms: { approvers: 2, roles: ["approver"], onExpiry: "refuse" },
      votes: [{ person: "ada", answer: "approved", by: "token:ada", way: "api", comment: "Go." }],
      effect: { id: effectId, capability: "identity.suspend-user" },
      asked: [{ person: "bob", insteadOf: null, connection: "chat", status: "sent" }],
    });
  });

  it("is listed newest first, by where it stands and what it is about", async () => {
    const [first, second] = [await asked(), await asked()];
    await answer(first.approvalId, "approve", {});
    const ids = async (query: string) => {
      const { body } = await api.call("GET", `/v1/approvals?${query}`, viewer);
      return (body as { items: { id: string }[] }).items.map(({ id }) => id);
    };
    expect((await ids("limit=2")).slice(0, 2)).toEqual([second.approvalId, first.approvalId]);
    expect(await ids(`incident=${first.incidentId}`)).toEqual([first.approvalId]);
    expect(await ids("status=approved&limit=200")).toContain(first.approvalId);
    expect(await ids("status=approved&limit=200")).not.toContain(second.approvalId);
    expect(await ids("status=pending&status=approved&limit=200")).toEqual(
      expect.arrayContaining([first.approvalId, second.approvalId]),
    );
  });

  it("waits for its run past its time where the terms say that something is done then, and is expired where they do not", async () => {
    const escalates = await asked({ onExpiry: "escalate" });
    const refuses = await asked();
    await sql("UPDATE approvals SET expires_at = now() - interval '1 minute' WHERE id = ANY ($1)", [
      [escalates.approvalId, refuses.approvalId],
    ]);
    const statusOf = async (id: string) =>
      ((await api.call("GET", `/v1/approvals/${id}`, viewer)).body as { status: string }).status;
    expect(await statusOf(escalates.approvalId)).toBe("pending");
    expect(await statusOf(refuses.approvalId)).toBe("expired");
  });
});

describe("an answer", () => {
  it("leaves who said it, by which way, and of how many, and wakes the run only with the last", async () => {
    const { approvalId, effectId, runId, argsHash } = await asked({ approvers: 2 });
    await sql("UPDATE runs SET wake_at = now() + interval '1 hour' WHERE id = $1", [runId]);
    const due = async () => (await sql("SELECT wake_at <= now() AS due FROM runs WHERE id = $1", [runId]))[0].due;
    expect((await answer(approvalId, "approve", { comment: "Go." })).body).toMatchObject({ status: "pending" });
    expect([await due(), kicks]).toEqual([false, 1]);
    expect((await answer(approvalId, "approve", {}, bob)).body).toMatchObject({
      ...{ status: "approved", decidedBy: "token:bob", decidedAt: expect.any(String) },
    });
    expect([await due(), kicks]).toEqual([true, 2]);
    const said = { effect: effectId, argsHash, way: "api", of: 2 };
    expect(await audited(approvalId)).toEqual([
      { actor: "token:ada", action: "approval-seconded", details: { ...said, comment: "Go.", person: "ada", yes: 1 } },
      { actor: "token:bob", action: "approval-approved", details: { ...said, comment: null, person: "bob", yes: 2 } },
    ]);
  });

  it("that is no needs a reason, is on record, and becomes a decision about what was not done", async () => {
    const { approvalId, effectId, incidentId, runId, argsHash } = await asked({ approvers: 2 });
    expect(await answer(approvalId, "refuse", {})).toMatchObject({ status: 400 });
    expect((await answer(approvalId, "refuse", { reason: "She is on leave." })).body).toMatchObject({
      ...{ status: "denied", decidedBy: "token:ada", comment: "She is on leave." },
    });
    const details = { effect: effectId, argsHash, comment: "She is on leave.", person: "ada", way: "api" };
    expect(await audited(approvalId)).toEqual([{ actor: "token:ada", action: "approval-denied", details }]);
    expect(
      await sql("SELECT what, why, by, origin, about, evidence FROM decisions WHERE $1 = ANY (evidence)", [
        `approval:${approvalId}`,
      ]),
    ).toEqual([
      {
        ...{ what: "Not done: Suspend ada", why: "She is on leave.", by: "token:ada", origin: "approval-denied" },
        about: expect.arrayContaining([`incident:${incidentId}`, "playbook:seeded", "entity:user:ada@example.com"]),
        evidence: [`approval:${approvalId}`, `effect:${effectId}`, `incident:${incidentId}`, `run:${runId}`],
      },
    ]);
  });

  it("that is yes becomes no decision", async () => {
    const { approvalId } = await asked();
    await answer(approvalId, "approve", {});
    expect(await sql("SELECT 1 FROM decisions WHERE $1 = ANY (evidence)", [`approval:${approvalId}`])).toEqual([]);
  });

  it("says what was wrong with it", async () => {
    const { approvalId } = await asked({ roles: ["approver", "engineer"], approvers: 2 });
    expect(await answer(approvalId, "approve", { argsHash: "b".repeat(64) })).toMatchObject({
      ...{
        status: 409,
        body: {
          code: "approval.other-effect",
          message: expect.stringMatching(/hash aaaaaaaaaaaa….*to bbbbbbbbbbbb….*Read the approval again/),
        },
      },
    });
    expect(await answer(approvalId, "approve", {})).toMatchObject({
      ...{ body: { code: "approval.not-yours", message: expect.stringMatching(/role engineer\.$/) } },
    });
    const simple = await asked({ approvers: 2 });
    await answer(simple.approvalId, "approve", {});
    expect(await answer(simple.approvalId, "approve", {})).toMatchObject({
      ...{ body: { code: "approval.said-already", message: expect.stringMatching(/^ada said yes already/) } },
    });
    await answer(simple.approvalId, "approve", {}, bob);
    expect(await answer(simple.approvalId, "approve", {}, bob)).toMatchObject({
      ...{ status: 409, body: { code: "approval.answered", message: "This approval is approved already, by bob." } },
    });
    await sql("UPDATE runs SET status = 'done' WHERE id = (SELECT run_id FROM approvals WHERE id = $1)", [approvalId]);
    expect(await answer(approvalId, "approve", {})).toMatchObject({
      ...{ body: { code: "approval.nobody-waits", message: expect.stringMatching(/nothing would come of/) } },
    });
  });

  it("is told why it may not be theirs who wrote the playbook or asked for it", async () => {
    const author = await asked({ notBy: ["author"] });
    const written = { name: "hers", hash: "h", source: "", program: {}, by: "token:ada" };
    await transaction(api.store.database.system, (client) => applyPlaybook(client, api.store.workspaceId, written));
    await sql("UPDATE runs SET program_id = (SELECT id FROM playbook_versions WHERE name = 'hers') WHERE id = $1", [
      author.runId,
    ]);
    expect(await answer(author.approvalId, "approve", {})).toMatchObject({
      ...{ status: 403, body: { message: expect.stringMatching(/^ada wrote this version of the playbook/) } },
    });
    const restarted = await asked({ notBy: ["asker"] });
    await sql(
      "INSERT INTO audit (workspace_id, actor, action, subject_type, subject_id, details) VALUES ($1, 'token:ada', 'run-restarted', 'run', $2, '{}')",
      [api.store.workspaceId, restarted.runId],
    );
    expect(await answer(restarted.approvalId, "approve", {})).toMatchObject({
      ...{ status: 403, body: { message: expect.stringMatching(/^ada asked for it/) } },
    });
  });
});

describe("an approval that is not there", () => {
  it("or is another workspace's, is nothing to see and nothing to answer", async () => {
    const elsewhere = await api.store.addWorkspace("elsewhere");
    const stranger = await api.store.addToken(["approver"], { workspaceId: elsewhere, name: "stranger" });
    const { approvalId } = await asked();
    for (const [id, token] of [
      [newId(), ada],
      [approvalId, stranger],
    ] as const) {
      expect((await api.call("GET", `/v1/approvals/${id}`, token)).status).toBe(404);
      expect(await answer(id, "approve", { argsHash: "a".repeat(64) }, token)).toMatchObject({ status: 404 });
      expect(await answer(id, "refuse", { reason: "No." }, token)).toMatchObject({ status: 404 });
    }
    expect(kicks).toBe(0);
    expect((await api.call("GET", `/v1/approvals/${approvalId}`, ada)).body).toMatchObject({
      status: "pending",
      votes: [],
    });
  });

  it("is not answered by who may only look", async () => {
    const { approvalId } = await asked();
    expect(await answer(approvalId, "approve", {}, viewer)).toMatchObject({ status: 403 });
    expect(await answer(approvalId, "refuse", { reason: "No." }, viewer)).toMatchObject({ status: 403 });
  });
});

it("a link is used up once, with every other of that person for that approval, and no one else's", async () => {
  const { database, workspaceId } = api.store;
  const { approvalId, argsHash } = await asked();
  const keep = async (hash: string, person: string, seconds = 60) =>
    keepLink(
      database.system,
      hash,
      { workspaceId, approvalId, person, connection: "chat", argsHash },
      new Date(Date.now() + seconds * 1000),
    );
  for (const [hash, person] of [
    ["h1", "ada"],
    ["h2", "ada"],
    ["h3", "bob"],
  ] as const)
    await keep(hash, person);
  await keep("h4", "cy", -1);
  const use = (hash: string) => transaction(database.system, (client) => useLink(client, workspaceId, hash));
  expect([
    await use("h1"),
    await use("h1"),
    await use("h2"),
    await use("h3"),
    await use("h4"),
    await use("h5"),
  ]).toEqual([...[true, false, false, true, false, false]]);
});
