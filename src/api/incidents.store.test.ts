import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { seedIncident, seedResponse } from "../../test/support/seed.ts";

let api: TestApi;
let token: string;
let viewer: string;
beforeAll(async () => {
  api = await testApi();
  token = await api.store.addToken(["analyst"]);
  viewer = await api.store.addToken(["viewer"]);
});
afterAll(() => api?.close());

const list = async (query: string) =>
  (await api.call("GET", `/v1/incidents?${query}`, token)).body as { items: { title: string }[]; next: string | null };

describe("finding incidents", () => {
  it("filters on the discrete columns, several values of one by comma", async () => {
    const { database, workspaceId } = api.store;
    await seedIncident(database, workspaceId, {
      title: "low one",
      severity: "low",
      entityKey: "bob@example.com",
      source: "okta",
    });
    await seedIncident(database, workspaceId, { title: "high one", severity: "high", source: "guardduty" });
    await seedIncident(database, workspaceId, { title: "100% odd_one", severity: "critical", source: "guardduty" });
    const titles = async (query: string) => (await list(query)).items.map(({ title }) => title);
    expect(await titles("severity=low")).toEqual(["low one"]);
    expect(await titles("severity=critical,high")).toEqual(["100% odd_one", "high one"]);
    expect(await titles("severity=critical&severity=low")).toEqual(["100% odd_one", "low one"]);
    expect(await titles("source=okta&entity=bob@example.com&status=new&initialDisposition=suspicious")).toEqual([
      "low one",
    ]);
    expect(await titles("disposition=benign")).toEqual([]);
    expect(await titles("type=intrusions/privileged-account-compromise&limit=200")).toHaveLength(3);
    expect(await titles("q=odd 100")).toEqual(["100% odd_one"]);
    expect(await titles(`since=${new Date(Date.now() + 60_000).toISOString()}`)).toEqual([]);
    expect(await titles(`until=${new Date(Date.now() + 60_000).toISOString()}`)).toHaveLength(3);
  });

  it("pages by cursor: every incident once, newest first, also when new ones come in between", async () => {
    const { database } = api.store;
    const workspaceId = await api.store.addWorkspace("paged");
    const other = await api.store.addToken(["viewer"], { workspaceId });
    for (let n = 1; n <= 7; n += 1) await seedIncident(database, workspaceId, { title: `n${n}` });
    const seen: string[] = [];
    let cursor = "";
    do {
      const page = (await api.call("GET", `/v1/incidents?limit=3${cursor}`, other)).body as {
        items: { title: string }[];
        next: string | null;
      };
      seen.push(...page.items.map(({ title }) => title));
      cursor = page.next === null ? "" : `&cursor=${page.next}`;
      await seedIncident(database, workspaceId, { title: "late" });
    } while (cursor !== "");
    expect(seen).toEqual(["n7", "n6", "n5", "n4", "n3", "n2", "n1"]);
  });

  it.each([
    ["severity=hgih", /severity/],
    ["limit=0", /limit/],
    ["limit=many", /limit/],
    ["cursor=x", /cursor/],
    ["from=yesterday", /from/],
    ["serverity=high", /serverity.*known: severity/],
  ])("refuses ?%s and says why", async (query, words) => {
    const answer = await api.call("GET", `/v1/incidents?${query}`, token);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: "api.bad-query", message: expect.stringMatching(words) });
  });
});

describe("one incident", () => {
  it("is read whole by id and by number, with what was done about it", async () => {
    const { database, workspaceId } = api.store;
    const incident = await seedIncident(database, workspaceId);
    const seeded = await seedResponse(database, workspaceId, incident.id);
    const byId = await api.call("GET", `/v1/incidents/${incident.id}`, viewer);
    const byNumber = await api.call("GET", `/v1/incidents/${incident.number}`, viewer);
    expect(byId.body).toMatchObject({ techniqueNames: { T1078: "Valid Accounts" } });
    expect(byId.status).toBe(200);
    expect(byNumber.body).toEqual(byId.body);
    expect(byId.body).toMatchObject({
      number: incident.number,
      typeReason: "Rule matched.",
      runs: [{ id: seeded.runId, playbook: "seeded", status: "waiting" }],
      approvals: [{ id: seeded.approvalId, status: "pending" }],
      containment: [{ id: seeded.leaseId, status: "active" }],
      timeline: [{ action: "incident-opened", actor: "system" }],
    });
    expect((byId.body as { effects: unknown[] }).effects).toHaveLength(2);
  });

  it("takes a person's word with its reason, writes it down and tells the other systems", async () => {
    const { database, workspaceId } = api.store;
    const { id } = await seedIncident(database, workspaceId);
    const answer = await api.call("PATCH", `/v1/incidents/${id}`, token, {
      status: "in-progress",
      disposition: "benign",
      owner: "kim",
      reason: "It was a test.",
    });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      status: "in-progress",
      disposition: "benign",
      owner: "kim",
      dispositionReason: "It was a test.",
      initialDisposition: "suspicious",
      revision: 2,
    });
    const { timeline } = answer.body as { timeline: { action: string; actor: string; details: unknown }[] };
    expect(timeline.at(-1)).toMatchObject({
      action: "incident-edited",
      actor: "token:analyst",
      details: { reason: "It was a test.", before: { status: "new" } },
    });
    const outbox = await database.system.query("SELECT change FROM sync_outbox WHERE incident_id = $1 ORDER BY id", [
      id,
    ]);
    expect(outbox.rows.map(({ change }) => (change as { kind: string }).kind)).toEqual(["opened", "edited"]);
  });

  it("ends the runs of an incident that a person closes", async () => {
    const { database, workspaceId } = api.store;
    const { id } = await seedIncident(database, workspaceId);
    const { runId } = await seedResponse(database, workspaceId, id);
    const answer = await api.call("PATCH", `/v1/incidents/${id}`, token, {
      status: "closed",
      disposition: "false-positive",
      reason: "No.",
    });
    expect(answer.body).toMatchObject({
      status: "closed",
      closedAt: expect.any(String),
      resolvedAt: expect.any(String),
    });
    const run = await database.system.query(
      "SELECT cancel_requested_by AS by, wake_at <= now() AS due FROM runs WHERE id = $1",
      [runId],
    );
    expect(run.rows).toEqual([{ by: "token:analyst", due: true }]);
    const again = await api.call("PATCH", `/v1/incidents/${id}`, token, {
      status: "in-progress",
      reason: "After all.",
    });
    expect(again.body).toMatchObject({ status: "in-progress", closedAt: null, resolvedAt: null });
  });

  it("refuses an edit made on an older revision, and says the newer", async () => {
    const { id } = await seedIncident(api.store.database, api.store.workspaceId);
    await api.call("PATCH", `/v1/incidents/${id}`, token, { owner: "kim", reason: "mine", revision: 1 });
    const late = await api.call("PATCH", `/v1/incidents/${id}`, token, { owner: "lee", reason: "mine", revision: 1 });
    expect(late).toMatchObject({ status: 409, body: { code: "api.conflict", details: { revision: 2 } } });
  });

  it("refuses edits without a reason or without a change, and fields it does not know, naming those it does", async () => {
    const { id } = await seedIncident(api.store.database, api.store.workspaceId);
    const patch = (body: unknown) => api.call("PATCH", `/v1/incidents/${id}`, token, body);
    expect(await patch({ status: "closed" })).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining("reason") },
    });
    expect(await patch({ reason: "x" })).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining("at least one of") },
    });
    expect(await patch({ statsu: "closed", reason: "x" })).toMatchObject({
      status: 400,
      body: { message: expect.stringMatching(/"statsu", did you mean "status"\? \(known: status,/) },
    });
    expect(await patch({ owner: "a\u0000b", reason: "x" })).toMatchObject({
      status: 400,
      body: { code: "api.bad-value" },
    });
  });

  it("refuses to end what nobody has said the disposition of, one or several, and ends it when it is said", async () => {
    const { id } = await seedIncident(api.store.database, api.store.workspaceId);
    const refused = { code: "incident.no-disposition", message: expect.stringContaining('"insufficient-data"') };
    for (const edit of [{ status: "closed" }, { status: "resolved" }, { status: "closed", disposition: "unknown" }]) {
      const said = { ...edit, reason: "done" };
      expect(await api.call("PATCH", `/v1/incidents/${id}`, token, said)).toMatchObject({ status: 409, body: refused });
      const together = await api.call("POST", "/v1/incidents/edit", token, { ...said, incidents: [id] });
      expect(together.body).toMatchObject({ items: [{ incident: id, edited: false, ...refused }] });
    }
    expect((await api.call("GET", `/v1/incidents/${id}`, token)).body).toMatchObject({ status: "new", revision: 1 });
    const judged = await api.call("PATCH", `/v1/incidents/${id}`, token, { disposition: "benign", reason: "a test" });
    expect(judged.status).toBe(200);
    const closed = await api.call("PATCH", `/v1/incidents/${id}`, token, { status: "closed", reason: "done" });
    expect(closed).toMatchObject({ status: 200, body: { status: "closed", disposition: "benign" } });
    const unsaid = { disposition: "unknown", reason: "not so sure" };
    const kept = { status: 409, body: { ...refused, message: expect.stringContaining("reopen it") } };
    expect(await api.call("PATCH", `/v1/incidents/${id}`, token, unsaid)).toMatchObject(kept);
    const reopened = await api.call("PATCH", `/v1/incidents/${id}`, token, { ...unsaid, status: "in-progress" });
    expect(reopened).toMatchObject({ status: 200, body: { disposition: "unknown" } });
  });

  it("keeps comments, hostile ones word for word", async () => {
    const { id } = await seedIncident(api.store.database, api.store.workspaceId);
    const body = "<script>alert(1)</script> \u001b[31m {{ incident.title }} ' OR 1=1 --";
    const answer = await api.call("POST", `/v1/incidents/${id}/comments`, token, { body });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ comments: [{ author: "token:analyst", body, via: null }] });
  });

  it("lets a viewer look and not touch", async () => {
    const { id } = await seedIncident(api.store.database, api.store.workspaceId);
    expect(await api.call("PATCH", `/v1/incidents/${id}`, viewer, { status: "closed", reason: "x" })).toMatchObject({
      status: 403,
      body: { code: "api.not-authorized" },
    });
  });
});
