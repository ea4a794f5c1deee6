import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { type SeededResponse, seedIncident, seedResponse } from "../../test/support/seed.ts";

let api: TestApi;
let kicks = 0;
let analyst: string;
let approver: string;
beforeAll(async () => {
  api = await testApi({
    kick: () => {
      kicks += 1;
    },
  });
  analyst = await api.store.addToken(["analyst"]);
  approver = await api.store.addToken(["approver"]);
});
afterAll(() => api?.close());

async function responding(): Promise<SeededResponse & { incidentId: string }> {
  const { database, workspaceId } = api.store;
  const { id } = await seedIncident(database, workspaceId);
  return { incidentId: id, ...(await seedResponse(database, workspaceId, id)) };
}

const sql = async (text: string, values: unknown[]) => (await api.store.database.system.query(text, values)).rows;

describe("an approval", () => {
  const answer = (id: string, verb: string, body: object = {}, token = approver) =>
    api.call("POST", `/v1/approvals/${id}/${verb}`, token, body);

  it("is shown with the exact effect, answered once, and wakes the run that waits", async () => {
    const { approvalId, effectId, runId, argsHash } = await responding();
    expect((await api.call("GET", `/v1/approvals/${approvalId}`, analyst)).body).toMatchObject({
      summary: "Suspend ada",
      effect: { id: effectId, args: { user: "ada@example.com" }, argsHash },
    });
    const before = kicks;
    const yes = await answer(approvalId, "approve", { argsHash, comment: "Go." });
    expect(yes).toMatchObject({
      status: 200,
      body: { status: "approved", decidedBy: "token:approver", comment: "Go." },
    });
    expect(kicks).toBe(before + 1);
    expect(await sql("SELECT wake_at <= now() AS due FROM runs WHERE id = $1", [runId])).toEqual([{ due: true }]);
    expect(await answer(approvalId, "refuse", { reason: "No." })).toMatchObject({
      status: 409,
      body: { code: "approval.answered" },
    });
    expect(await sql("SELECT actor, action FROM audit WHERE subject_id = $1", [approvalId])).toEqual([
      { actor: "token:approver", action: "approval-approved" },
    ]);
  });

  it("of two people who answer at once, hears one", async () => {
    const { approvalId } = await responding();
    const verbs = ["approve", "refuse", "approve", "refuse"];
    const answers = await Promise.all(
      verbs.map((verb) => answer(approvalId, verb, verb === "approve" ? {} : { reason: "No." })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
  });

  it("is not given to another effect than the one that was seen, nor by who may not", async () => {
    const { approvalId } = await responding();
    const other = await answer(approvalId, "approve", { argsHash: "b".repeat(64) });
    expect(other).toMatchObject({ status: 409, body: { code: "approval.other-effect" } });
    expect(await answer(approvalId, "approve", {}, analyst)).toMatchObject({ status: 403 });
    const pending = await api.call("GET", "/v1/approvals?status=pending&limit=200", approver);
    expect(JSON.stringify(pending.body)).toContain(approvalId);
  });

  it("that expired, or whose run has ended, can no longer be given", async () => {
    const late = await responding();
    await sql("UPDATE approvals SET expires_at = now() - interval '1 second' WHERE id = $1", [late.approvalId]);
    expect(await answer(late.approvalId, "approve")).toMatchObject({
      status: 409,
      body: { message: expect.stringMatching(/expired/) },
    });
    const expired = await api.call("GET", "/v1/approvals?status=expired", approver);
    expect(expired.body).toMatchObject({ items: [{ id: late.approvalId, status: "expired" }] });
    const ended = await responding();
    await sql("UPDATE runs SET status = 'cancelled' WHERE id = $1", [ended.runId]);
    const code = "approval.nobody-waits";
    expect(await answer(ended.approvalId, "approve")).toMatchObject({ status: 409, body: { code } });
    const pending = await api.call("GET", "/v1/approvals?status=pending&limit=200", approver);
    expect(JSON.stringify(pending.body)).not.toContain(ended.approvalId);
  });
});

describe("a run", () => {
  const ask = (id: string, verb: string) => api.call("POST", `/v1/runs/${id}/${verb}`, analyst);

  it("is listed by what it is about and shown with its steps", async () => {
    const { runId, incidentId } = await responding();
    const list = await api.call("GET", `/v1/runs?incident=${incidentId}&status=waiting`, analyst);
    const called = { incidentNumber: expect.any(Number), incidentTitle: "Sign-in from two countries" };
    expect(list.body).toMatchObject({
      items: [{ id: runId, playbook: "seeded", playbookVersion: 1, ...called }],
      next: null,
    });
    const steps = [{ position: 0, step: "who", status: "succeeded", output: { found: true } }];
    expect((await api.call("GET", `/v1/runs/${runId}`, analyst)).body).toMatchObject({
      ...{ id: runId, steps, ...called },
    });
  });

  it("is asked to end, once", async () => {
    const { runId } = await responding();
    expect(await ask(runId, "cancel")).toMatchObject({ status: 202 });
    expect(await sql("SELECT cancel_requested_by AS by FROM runs WHERE id = $1", [runId])).toEqual([
      { by: "token:analyst" },
    ]);
    await sql("UPDATE runs SET status = 'cancelled' WHERE id = $1", [runId]);
    expect(await ask(runId, "cancel")).toMatchObject({ status: 409 });
  });

  it("that waits is woken; one that failed starts over under a new epoch with its record kept", async () => {
    const { runId } = await responding();
    expect(await ask(runId, "resume")).toMatchObject({ status: 202, body: { status: "waiting" } });
    expect(await sql("SELECT wake_at <= now() AS due FROM runs WHERE id = $1", [runId])).toEqual([{ due: true }]);
    await sql(
      `UPDATE runs SET status = 'failed', outcome = 'handoff', error = '{"code":"x"}', ended_at = now() WHERE id = $1`,
      [runId],
    );
    const again = await ask(runId, "resume");
    expect(again.body).toMatchObject({
      status: "ready",
      outcome: null,
      error: null,
      endedAt: null,
      steps: [{ position: 0 }],
    });
    expect(await sql("SELECT epoch, position, owner FROM runs WHERE id = $1", [runId])).toEqual([
      { epoch: 1, position: 1, owner: null },
    ]);
    expect(await ask(runId, "resume")).toMatchObject({
      status: 409,
      body: { message: expect.stringMatching(/is ready/) },
    });
  });

  it("is not started over for an incident that is closed", async () => {
    const { runId, incidentId } = await responding();
    await sql("UPDATE runs SET status = 'cancelled' WHERE id = $1", [runId]);
    await sql("UPDATE incidents SET status = 'closed' WHERE id = $1", [incidentId]);
    expect(await ask(runId, "resume")).toMatchObject({
      status: 409,
      body: { message: expect.stringMatching(/open it again/) },
    });
  });
});

describe("a containment", () => {
  const inForce = async (id: string) =>
    ((await api.call("GET", `/v1/containment/${id}`, analyst)).body as { expiresAt: string; status: string }) ?? null;

  it("is extended within bounds and released on request, both on record", async () => {
    const { leaseId } = await responding();
    const extend = (until: Date) =>
      api.call("POST", `/v1/containment/${leaseId}/extend`, analyst, { until: until.toISOString() });
    const later = new Date(Date.now() + 48 * 3_600_000);
    expect(await extend(later)).toMatchObject({ status: 200, body: { expiresAt: later.toISOString() } });
    expect(await extend(new Date(Date.now() - 1000))).toMatchObject({ status: 400 });
    expect(await extend(new Date(Date.now() + 365 * 86_400_000))).toMatchObject({ status: 400 });
    expect((await inForce(leaseId)).expiresAt).toBe(later.toISOString());
    const released = await api.call("POST", `/v1/containment/${leaseId}/release`, analyst);
    expect(released).toMatchObject({ status: 202, body: { releasedBy: "token:analyst" } });
    expect(await sql("SELECT next_attempt_at <= now() AS due FROM leases WHERE id = $1", [leaseId])).toEqual([
      { due: true },
    ]);
    expect(await extend(later)).toMatchObject({
      status: 409,
      body: { code: "api.conflict", message: expect.stringContaining("release of this containment was asked for") },
    });
    expect(new Date((await inForce(leaseId)).expiresAt) <= new Date()).toBe(true);
    const audit = await sql("SELECT action FROM audit WHERE subject_id = $1 ORDER BY id", [leaseId]);
    expect(audit).toEqual([{ action: "containment-extended" }, { action: "containment-release-asked" }]);
  });

  it("is looked at where it is held, by those who may end it", async () => {
    const { leaseId } = await responding();
    const look = (token: string) => api.call("POST", `/v1/containment/${leaseId}/look`, token);
    expect(await look(analyst)).toMatchObject({ status: 200, body: { inForce: "cannot-tell" } });
    expect(await look(approver)).toMatchObject({ status: 403 });
  });

  it("that has ended can be neither", async () => {
    const { leaseId } = await responding();
    await sql("UPDATE leases SET status = 'released' WHERE id = $1", [leaseId]);
    const until = new Date(Date.now() + 60_000).toISOString();
    expect(await api.call("POST", `/v1/containment/${leaseId}/release`, analyst)).toMatchObject({ status: 409 });
    expect(await api.call("POST", `/v1/containment/${leaseId}/extend`, analyst, { until })).toMatchObject({
      status: 409,
    });
  });
});
