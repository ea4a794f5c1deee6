import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { type SeededIncident, seedForm, seedIncident, seedResponse } from "../../test/support/seed.ts";
import { newSequencer } from "../evidence/sequence.ts";
import { newId } from "../ids.ts";
import { inWorkspace, transaction } from "../store/database.ts";
import { addComment } from "../store/incident-edit.ts";
import { addProposal } from "../store/proposal.ts";
import { asReader } from "../store/reader.ts";
import { newAuthenticator } from "./authenticate.ts";
import { allRoutes } from "./routes.ts";

const TITLE = "Payroll leak by somebody of the board";
const ENTITY = "chair@example.com";
let api: TestApi;
let incident: SeededIncident;
let other: SeededIncident;
/** Ids of the incident and of all that belongs to it, by the path parameter or the tag of a route. */
const parts: Record<string, string> = {};
let insider: string;
let outsider: string;
let admin: string;
const tokenOf = (person: string, ...roles: ("viewer" | "analyst" | "engineer" | "approver" | "admin" | "mcp")[]) =>
  api.store.addToken(roles, { name: person, person });

beforeAll(async () => {
  api = await testApi();
  insider = await tokenOf("anna", "analyst", "approver");
  outsider = await tokenOf("otto", "viewer", "analyst", "engineer", "approver");
  admin = await tokenOf("ada", "admin");
  const { workspaceId, database } = api.store;
  const alert = await seedAlert();
  incident = await seedIncident(database, workspaceId, { title: TITLE, entityKey: ENTITY, alerts: [alert.id] });
  other = await seedIncident(database, workspaceId, {
    title: "Another of the same kind",
    entityKey: "else@example.com",
  });
  const response = await seedResponse(database, workspaceId, incident.id);
  const form = await seedForm(database, { workspaceId, incidentId: incident.id, runId: response.runId });
  const [entity, proposal] = await transaction(database.system, async (client) => {
    await addComment(client, workspaceId, incident.id, { author: "token:anna", body: `About ${ENTITY}` });
    const id = newId();
    await client.query("INSERT INTO entities (id, workspace_id, type, key, name) VALUES ($1, $2, 'user', $3, $3)", [
      ...[id, workspaceId, ENTITY],
    ]);
    const content = { kind: "summary", text: TITLE } as never;
    const made = await addProposal(client, workspaceId, {
      ...{ incidentId: incident.id, content, reasons: [], author: "rules", by: "system" },
    });
    return [id, made] as const;
  });
  Object.assign(parts, {
    ...{ incident: incident.id, alerts: alert.id, runs: response.runId, effects: response.effectId },
    ...{ approvals: response.approvalId, containment: response.leaseId, forms: form, entities: entity },
    ...{ proposals: proposal },
  });
  const body = { people: ["anna"], reason: "The board is concerned." };
  expect(await api.call("POST", `/v1/incidents/${incident.number}/restrict`, insider, body)).toMatchObject({
    status: 200,
    body: { restriction: { readers: ["person:anna"], by: "token:anna" } },
  });
});
afterAll(() => api?.close());

async function seedAlert(): Promise<{ id: string }> {
  const [id, { workspaceId }] = [newId(), api.store];
  await api.store.database.system.query(
    `INSERT INTO alerts (id, workspace_id, connection_id, delivery_id, position, fingerprint, uid, title, severity, severity_id, entity_type, entity_key, entity_name, source, initial_disposition, rule_id, time, details, finding)
     VALUES ($1, $2, $1, $1, 0, $1, 'u', $3, 'low', 2, 'user', $4, $4, 's', 'unknown', 'r', now(), '{}', '{}')`,
    [id, workspaceId, TITLE, ENTITY],
  );
  return { id };
}

const gets = () =>
  allRoutes(api.deps, newAuthenticator(api.store.database, Date.now))
    .map(({ spec }) => spec)
    .filter(({ method, needs }) => method === "get" && needs !== "nobody");
const marks = () => [TITLE, "Payroll", ENTITY, ...Object.values(parts)];

/** Every way to ask: bare, and narrowed to what is hidden; of another incident too, which may be like it. */
function ways(path: string, tag: string): string[] {
  const about = (incidentId: string) =>
    path.replace(/\{(\w+)\}/g, (_all, name: string) =>
      name === "incident" ? incidentId : (parts[name] ?? parts[tag] ?? "1"),
    );
  if (path.includes("{incident}")) return [about(incident.id), about(other.id)];
  if (path.includes("{")) return [about("")];
  const narrowed = [`incident=${parts.incident}`, `entity=${ENTITY}`, `run=${parts.runs}`, "q=payroll"];
  return [path, ...narrowed.map((query) => `${path}?${query}`), `${path}?by=entity`, `${path}?format=ndjson`];
}

/** What a token is told where it should find nothing, as far as it is of the incident. */
async function leaks(token: string): Promise<string[]> {
  const found: string[] = [];
  for (const { path, tag } of gets())
    for (const way of ways(path, tag)) {
      const { status, body } = await api.call("GET", way, token);
      // The question itself, said back in an error, tells nothing.
      if (status >= 400) continue;
      const text = typeof body === "string" ? body : JSON.stringify(body);
      for (const mark of marks()) if (text.includes(mark)) found.push(`${way}: ${mark}`);
    }
  return found;
}

describe("a restricted incident", () => {
  it("is found by whoever may know of it, in the very ways that the others ask", async () => {
    const found = await leaks(insider);
    for (const path of [
      "/v1/incidents",
      "/v1/alerts",
      "/v1/runs",
      "/v1/effects",
      "/v1/approvals",
      "/v1/containment",
      "/v1/audit",
      "/v1/entities",
      "/v1/forms",
      "/v1/proposals",
      `/v1/incidents/${other.id}/similar`,
      "/v1/incidents/export",
      "/v1/alerts/export",
      "/v1/effects/export",
    ])
      expect(
        found.some((one) => one.startsWith(`${path}?`) || one.startsWith(`${path}:`)),
        path,
      ).toBe(true);
  }, 60_000);

  it.each([
    ["an outsider with every role but admin", () => outsider],
    ["an admin who has not broken the glass", () => admin],
  ])(
    "is nowhere for %s: no list, count, export, timeline, search or single page",
    async (_who, token) => {
      expect(await leaks(token())).toEqual([]);
    },
    60_000,
  );

  it("is 404 under its number and its id, and cannot be changed, restricted, opened or merged by others", async () => {
    for (const ref of [incident.id, String(incident.number)]) {
      expect(await api.call("GET", `/v1/incidents/${ref}`, outsider)).toMatchObject({ status: 404 });
      for (const [method, path, body] of [
        ["PATCH", "", { status: "closed", reason: "r" }],
        ["POST", "/comments", { body: "b" }],
        ["POST", "/restrict", { reason: "r" }],
        ["POST", "/open", { reason: "r" }],
        ["POST", "/merge", { into: String(other.number), reason: "r" }],
      ] as const)
        expect(await api.call(method, `/v1/incidents/${ref}${path}`, outsider, body), path).toMatchObject({
          status: 404,
        });
    }
  });

  it("is not counted among the others' incidents", async () => {
    const total = async (token: string) => {
      const { body } = await api.call("GET", "/v1/incidents/counts?by=status", token);
      return (body as { items: { count: number }[] }).items.reduce((sum, { count }) => sum + count, 0);
    };
    expect([await total(insider), await total(outsider)]).toEqual([2, 1]);
  });

  it("keeps the audit log from being handed on with gaps", async () => {
    expect(await api.call("GET", "/v1/audit/export", outsider)).toMatchObject({
      status: 403,
      body: { code: "audit.some-hidden" },
    });
    expect(await api.call("GET", "/v1/audit/export", insider)).toMatchObject({ status: 200 });
  });

  it("is told of to nobody who listens for changes, as all of them hear the same", async () => {
    const { database, workspaceId } = api.store;
    await newSequencer(database.system).all();
    const listen = () => api.deps.changes.listen(workspaceId, 0, async () => true);
    const listener = await asReader({ person: "anna", roles: [] }, listen);
    const told = listener[Symbol.asyncIterator]();
    const texts = [await told.next(), await told.next()].map(({ value }) => String(value)).join("");
    await told.return?.();
    expect(texts).toContain("event:");
    for (const mark of marks()) expect(texts).not.toContain(mark);
  });

  it("is not told to a program with a model, by any tool that finds or reads it", async () => {
    const ask = async (token: string, name: string, input: object) => {
      const response = await api.app.request("http://127.0.0.1:7171/mcp", {
        method: "POST",
        headers: {
          ...{ host: "127.0.0.1:7171", accept: "application/json, text/event-stream" },
          ...{ "content-type": "application/json", authorization: `Bearer ${token}` },
        },
        body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params: { name, arguments: input } }),
      });
      return response.text();
    };
    const [inside, outside] = [await tokenOf("anna", "mcp"), await tokenOf("robot", "mcp")];
    const tools: [string, object][] = [
      ["find_incidents", {}],
      ["find_alerts", {}],
      ["list_runs", {}],
      ["list_proposals", {}],
    ];
    for (const [name, input] of tools) {
      const told = await ask(outside, name, input);
      expect(told, name).toContain("Data from Cordon");
      for (const mark of marks()) expect(told, name).not.toContain(mark);
      expect(await ask(inside, name, input), name).toContain(parts.incident);
    }
    const one = { incident: String(incident.number) };
    expect(await ask(outside, "read_incident", one)).not.toContain(TITLE);
    expect(await ask(inside, "read_incident", one)).toContain(TITLE);
  });

  it("is shown to no language model, whoever asks: who runs it is nobody who may know", async () => {
    await api.store.database.system.query(
      `INSERT INTO model_settings (workspace_id, settings, changed_by) VALUES ($1, '{"provider":"openai-compatible","model":"m","baseUrl":"http://127.0.0.1:9/v1"}', 'system')`,
      [api.store.workspaceId],
    );
    const ask = (token: string) =>
      api.call("POST", `/v1/incidents/${incident.number}/proposals`, token, { kind: "summary" });
    expect(await ask(insider)).toMatchObject({ status: 403, body: { code: "model.not-shown" } });
    expect(await ask(outsider)).toMatchObject({ status: 404 });
  });

  it("costs the queue of a workspace without one a setting that is looked at once a query", async () => {
    const elsewhere = await api.store.addWorkspace("elsewhere");
    const plan = await inWorkspace(api.store.database, elsewhere, async (client) => {
      const found = await client.query<{ "QUERY PLAN": string }>(
        "EXPLAIN (ANALYZE, COSTS off, TIMING off) SELECT id, title FROM incidents WHERE workspace_id = $1 AND status NOT IN ('resolved', 'closed') ORDER BY id DESC LIMIT 50",
        [elsewhere],
      );
      return found.rows.map((row) => row["QUERY PLAN"]).join("\n");
    });
    expect(plan).toMatch(/InitPlan/);
    expect(plan).not.toMatch(/SubPlan|restrictions/);
  });

  it("is neither merged with an open one nor split, which would show its alerts", async () => {
    const merge = { into: String(other.number), reason: "r" };
    const refused = { status: 403, body: { code: "incident.restricted" } };
    expect(await api.call("POST", `/v1/incidents/${incident.number}/merge`, insider, merge)).toMatchObject(refused);
    const split = { alerts: [parts.alerts], reason: "r" };
    expect(await api.call("POST", `/v1/incidents/${incident.number}/split`, insider, split)).toMatchObject(refused);
  });

  it("is restricted to people there are", async () => {
    const body = { people: ["anny"], reason: "r" };
    expect(await api.call("POST", `/v1/incidents/${incident.number}/restrict`, insider, body)).toMatchObject({
      status: 404,
      body: { message: expect.stringContaining('"anna"') },
    });
  });

  it("is seen by a role that is let in", async () => {
    const body = { roles: ["engineer"], reason: "Engineering helps." };
    await api.call("POST", `/v1/incidents/${incident.number}/restrict`, insider, body);
    expect(await api.call("GET", `/v1/incidents/${incident.number}`, outsider)).toMatchObject({ status: 200 });
    await api.call("POST", `/v1/incidents/${incident.number}/restrict`, insider, { reason: "No longer." });
    expect(await api.call("GET", `/v1/incidents/${incident.number}`, outsider)).toMatchObject({ status: 404 });
  });
});

describe("the glass", () => {
  it("is broken by admins alone, with a reason, and everybody who may see the incident sees it", async () => {
    const path = `/v1/incidents/${incident.number}/break-glass`;
    expect(await api.call("POST", path, outsider, { reason: "r" })).toMatchObject({ status: 403 });
    expect(await api.call("POST", path, admin, {})).toMatchObject({ status: 400 });
    expect(await api.call("POST", path, admin, { reason: "Anna is on leave." })).toMatchObject({ status: 200 });
    const seen = await api.call("GET", `/v1/incidents/${incident.number}`, insider);
    expect(seen.body).toMatchObject({
      restriction: { brokenBy: [{ person: "ada", reason: "Anna is on leave." }] },
      comments: expect.arrayContaining([expect.objectContaining({ body: "Broke the glass: Anna is on leave." })]),
      timeline: expect.arrayContaining([expect.objectContaining({ action: "incident-glass-broken" })]),
    });
    expect(await api.call("GET", `/v1/incidents/${incident.number}`, admin)).toMatchObject({ status: 200 });
    expect(await leaks(outsider)).toEqual([]);
    expect(await api.call("POST", `/v1/incidents/${other.number}/break-glass`, admin, { reason: "r" })).toMatchObject({
      status: 409,
    });
  }, 60_000);
});

describe("an incident that is opened again", () => {
  it("is everybody's", async () => {
    const opened = await api.call("POST", `/v1/incidents/${incident.number}/open`, insider, {
      reason: "It is public.",
    });
    expect(opened).toMatchObject({ status: 200, body: { restriction: null } });
    expect((await leaks(outsider)).length).toBeGreaterThan(20);
    expect(await api.call("POST", `/v1/incidents/${incident.number}/open`, insider, { reason: "r" })).toMatchObject({
      status: 409,
    });
  }, 60_000);
});
