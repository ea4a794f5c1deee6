import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { seedIncident, seedResponse } from "../../test/support/seed.ts";
import { seedAsking, seedGuarding } from "../../test/support/seed-asking.ts";
import { seedBelonging } from "../../test/support/seed-belonging.ts";
import { seedEntity } from "../../test/support/seed-entity.ts";
import { JUDGED_BODIES, seedJudgements } from "../../test/support/seed-judgements.ts";
import { RESTRICTING_BODIES, seedPeople } from "../../test/support/seed-people.ts";
import { seedProposals } from "../../test/support/seed-proposals.ts";
import { seedReviews } from "../../test/support/seed-reviews.ts";
import { seedVersions } from "../../test/support/seed-versions.ts";
import { sealingWith } from "../connector/seal.ts";
import { newSequencer } from "../evidence/sequence.ts";
import { signNow } from "../evidence/signing.ts";
import { newId } from "../ids.ts";
import { saveConnection } from "../store/connection.ts";
import { applyPolicies, applyTaxonomy } from "../store/content.ts";
import { inWorkspace, transaction } from "../store/database.ts";
import { addComment } from "../store/incident-edit.ts";
import { newAuthenticator } from "./authenticate.ts";
import type { RouteSpec } from "./door.ts";
import { allRoutes } from "./routes.ts";

let api: TestApi;
/** Ids of things in the other workspace, by the path parameter or the tag of the route. */
const theirs: Record<string, string> = {};
/** The number of an audit entry there; not among them, as a number stands in any text. */
let theirEntry: string;
let ours: string;
let strangers: string;
beforeAll(async () => {
  api = await testApi();
  ours = await api.store.addToken(["admin"]);
  strangers = await api.store.addWorkspace("strangers");
  await fill(strangers);
  await fill(api.store.workspaceId, { keep: false });
});
afterAll(() => api?.close());

/** One of everything. */
async function fill(workspaceId: string, { keep } = { keep: true }): Promise<void> {
  const { database } = api.store;
  const incident = await seedIncident(database, workspaceId);
  const response = await seedResponse(database, workspaceId, incident.id);
  const [delivery, alert, quarantined, review] = [newId(), newId(), newId(), newId()];
  const [suppression, move, frozen, entity, form] = [newId(), newId(), newId(), newId(), newId()];
  const [hold, view, onCall, session] = [newId(), newId(), newId(), newId()];
  const decision = newId();
  const [proposal, kept] = [newId(), newId()];
  await transaction(database.system, async (client) => {
    const connection = await saveConnection(client, workspaceId, {
      name: keep ? "theirs" : "ours",
      ...{ connector: "suricata", settings: {}, secretNames: [], seal: () => null, by: "system" },
    });
    await client.query("INSERT INTO polls (connection_id, workspace_id) VALUES ($1, $2)", [connection.id, workspaceId]);
    await client.query("INSERT INTO deliveries (id, workspace_id, connection_id, body) VALUES ($1, $2, $3, '{}')", [
      delivery,
      workspaceId,
      connection.id,
    ]);
    await client.query(
      `INSERT INTO alerts (id, workspace_id, connection_id, delivery_id, position, fingerprint, uid, title, severity, severity_id, entity_type, entity_key, entity_name, source, initial_disposition, rule_id, time, details, finding)
       VALUES ($1, $2, $3, $4, 0, $1, 'u', 't', 'low', 2, 'user', 'ada', 'ada', 's', 'unknown', 'r', now(), '{}', '{}')`,
      [alert, workspaceId, connection.id, delivery],
    );
    await client.query("INSERT INTO alert_inbox VALUES ($1, $2)", [alert, workspaceId]);
    await client.query(
      "INSERT INTO incident_alerts (incident_id, alert_id, workspace_id, reason) VALUES ($1, $2, $3, 'r')",
      [incident.id, alert, workspaceId],
    );
    await seedBelonging(client, workspaceId, { delivery, alert, incident: incident.id, suppression, move });
    await client.query(
      "INSERT INTO freezes (id, workspace_id, scope, name, reason, by) VALUES ($1, $2, 'playbook', 'none', 'r', 'system')",
      [frozen, workspaceId],
    );
    await client.query(
      "INSERT INTO forms (id, workspace_id, incident_id, run_id, key, playbook, queue, reason, fields, expires_at) VALUES ($1, $2, $3, $4, 'k', 'p', 'soc', 'r', '[]', now())",
      [form, workspaceId, incident.id, response.runId],
    );
    await seedGuarding(client, workspaceId);
    await seedAsking(client, workspaceId, { approvalId: response.approvalId, onCall });
    await client.query(
      "INSERT INTO quarantine (id, workspace_id, connection_id, delivery_id, position, code, reason) VALUES ($1, $2, $3, $4, 0, 'c', 'r')",
      [quarantined, workspaceId, connection.id, delivery],
    );
    await seedReviews(client, workspaceId, review);
    await seedPeople(client, workspaceId, { person: keep ? "theirs" : "ours", session });
    await seedJudgements(client, workspaceId, { decision, incident: incident.id, review });
    await seedProposals(client, workspaceId, { proposal, incident: incident.id, kept });
    await seedEntity(client, workspaceId, { entity, connection: connection.id });
    await client.query(
      "INSERT INTO holds (id, workspace_id, kind, reason, placed_by) VALUES ($1, $2, 'workspace', 'r', 'system')",
      [hold, workspaceId],
    );
    await client.query(
      "INSERT INTO saved_views VALUES ($1, $2, 'v', 'alerts', '', '', '', '{}', 'newest', 'system', now())",
      [view, workspaceId],
    );
    await client.query(
      "INSERT INTO inventory_imports (id, workspace_id, by, entries, before, added) VALUES ($1, $2, 'system', 0, '[]', '[]')",
      [newId(), workspaceId],
    );
    await seedVersions(client, workspaceId, response.runId);
    await client.query(
      "INSERT INTO sync_links (id, workspace_id, incident_id, connection_id, kind, external_id) VALUES ($1, $2, $3, $4, 'ticket', '7')",
      [newId(), workspaceId, incident.id, connection.id],
    );
    await addComment(client, workspaceId, incident.id, { author: "system", body: "theirs alone" });
    await applyTaxonomy(client, workspaceId, { hash: "h", content: { format: 1 }, by: "system" });
    await applyPolicies(client, workspaceId, { hash: "h", files: [], by: "system" });
  });
  await newSequencer(database.system).all();
  await transaction(database.system, (client) =>
    signNow(client, sealingWith(api.deps.keyring), workspaceId, new Date()),
  );
  await api.store.addToken(["viewer"], { workspaceId, name: "some" });
  const token = await database.system.query<{ id: string }>(
    "SELECT id FROM tokens WHERE workspace_id = $1 AND name = 'some'",
    [workspaceId],
  );
  const audited = await database.system.query<{ id: string }>(
    "SELECT max(id)::text AS id FROM audit WHERE workspace_id = $1",
    [workspaceId],
  );
  if (!keep) return;
  theirEntry = audited.rows[0]!.id;
  Object.assign(theirs, {
    incident: incident.id,
    alerts: alert,
    quarantine: quarantined,
    deliveries: delivery,
    runs: response.runId,
    effects: response.effectId,
  });
  Object.assign(theirs, {
    containment: response.leaseId,
    approvals: response.approvalId,
    reviews: review,
    decisions: decision,
    proposals: proposal,
    "kept-from-models": kept,
    suppressions: suppression,
    freezes: frozen,
    forms: form,
    entities: entity,
    move,
    tokens: token.rows[0]!.id,
    holds: hold,
    views: view,
    "on-call": onCall,
    name: "theirs",
    ...{ session, sessions: session },
  });
}

const routes = () => allRoutes(api.deps, newAuthenticator(api.store.database, Date.now)).map(({ spec }) => spec);
/** What an admin of the first workspace sees of the others; workspaces.store.test.ts holds everybody else back. */
const overThem = ({ path }: RouteSpec) => path.startsWith("/v1/workspaces");

/** What a body may look like for a route to get past its contract. */
const BODIES: Record<string, unknown> = {
  "/v1/readiness/{probe}": { answer: "yes", reason: "r" },
  "/v1/incidents/{incident}": { status: "closed", reason: "r" },
  "/v1/incidents/{incident}/comments": { body: "b" },
  "/v1/incidents/{incident}/merge": { into: "1", reason: "r" },
  "/v1/incidents/{incident}/split": { alerts: ["00000000-0000-7000-8000-000000000000"], reason: "r" },
  ...RESTRICTING_BODIES,
  "/v1/incidents/{incident}/escalate": { to: "tier-2", reason: "r" },
  "/v1/suppressions/{id}/end": { reason: "r" },
  "/v1/freezes/{id}/thaw": { reason: "r" },
  "/v1/containment/{id}/extend": { until: new Date(Date.now() + 3_600_000).toISOString() },
  "/v1/reviews/{id}/answer": { text: "t" },
  ...JUDGED_BODIES,
  "/v1/forms/{id}/answer": { answers: {} },
  "/v1/approvals/{id}/refuse": { reason: "r" },
  "/v1/entities/{id}/merge": { into: newId() },
  "/v1/holds/{id}/release": { reason: "r" },
  "/v1/kept-from-models/{id}/end": { reason: "r" },
  "/v1/proposals/{id}/refuse": { reason: "r" },
  "/v1/incidents/{incident}/proposals": { kind: "summary" },
  "/v1/runs/{id}/move": { version: 1, reason: "r" },
  "/v1/runs/{id}/rerun": { from: "step", reason: "r" },
  "/v1/playbooks/{name}/promote": { version: 1, share: 100 },
  "/v1/playbooks/{name}/rollback": { reason: "r" },
  "/v1/playbooks/{name}/retire": { reason: "r" },
  "/v1/people/{name}/roles": { roles: ["viewer"] },
};

function pathTo(spec: RouteSpec): string {
  return spec.path.replace(/\{(\w+)\}/g, (_whole, name: string) =>
    spec.tag === "audit" ? theirEntry : (theirs[name] ?? theirs[spec.tag] ?? "1"),
  );
}

describe("the wall between workspaces", () => {
  it("answers 404 to every route that names another workspace's thing, and shows and changes nothing of it", async () => {
    const naming = routes().filter(
      (spec) => !/^[^{]*$|\{number\}|^\/v1\/playbooks\/\{name\}$/.test(spec.path) && !overThem(spec),
    );
    expect(naming.length).toBeGreaterThan(20);
    const before = await snapshot();
    for (const spec of naming) {
      const body = spec.body === undefined ? undefined : (BODIES[spec.path] ?? {});
      const answer = await api.call(spec.method.toUpperCase(), pathTo(spec), ours, body);
      expect(answer, `${spec.method} ${spec.path}`).toMatchObject({ status: 404, body: { code: "api.not-found" } });
    }
    expect(await snapshot()).toEqual(before);
  });

  it("keeps the other workspace out of every list, filtered by its ids or not", async () => {
    const listed = routes().filter((spec) => spec.method === "get" && !spec.path.includes("{") && !overThem(spec));
    for (const spec of listed) {
      const queries = ["", ...["incident", "run"].map((name) => `?${name}=${theirs[name === "run" ? "runs" : name]}`)];
      for (const query of queries) {
        const answer = await api.call("GET", `${spec.path}${query}`, ours);
        if (answer.status === 400) continue;
        const text = JSON.stringify(answer.body);
        for (const [name, id] of Object.entries(theirs))
          expect(text, `${spec.path}${query} ${name}`).not.toContain(name === "name" ? '"theirs"' : id);
        expect(text, spec.path).not.toContain(strangers);
      }
    }
  });

  it("holds in the database itself: without any WHERE, each table shows the rows of one workspace", async () => {
    const tables = await api.store.database.system.query<{ name: string }>(
      `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'workspace_id'
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1`,
    );
    expect(tables.rows.length).toBeGreaterThan(20);
    for (const { name } of tables.rows) {
      const all = await api.store.database.system.query<{ workspaces: number }>(
        `SELECT count(DISTINCT workspace_id)::int AS workspaces FROM ${name}`,
      );
      expect(all.rows[0]!.workspaces, `${name} has rows of both, or this test shows nothing`).toBe(2);
      const seen = await inWorkspace(api.store.database, api.store.workspaceId, (client) =>
        client.query<{ id: string }>(`SELECT DISTINCT workspace_id AS id FROM ${name}`),
      );
      expect(seen.rows, name).toEqual([{ id: api.store.workspaceId }]);
      const outside = await api.store.database.app.query(`SELECT * FROM ${name}`);
      expect(outside.rows, `${name} outside any workspace`).toEqual([]);
    }
  });

  it("lets nobody write into another workspace, nor rewrite the audit record", async () => {
    const { database, workspaceId } = api.store;
    const write = (sql: string, values: unknown[]) =>
      inWorkspace(database, workspaceId, (client) => client.query(sql, values));
    await expect(
      write("INSERT INTO entities (id, workspace_id, type, key, name) VALUES ($1, $2, 'user', 'x', 'x')", [
        newId(),
        strangers,
      ]),
    ).rejects.toThrow(/row-level security/);
    expect((await write("UPDATE incidents SET title = 'ours now' WHERE workspace_id = $1", [strangers])).rowCount).toBe(
      0,
    );
    await expect(write("DELETE FROM audit", [])).rejects.toThrow(/permission denied|append-only/);
    await expect(write("SELECT * FROM installation", [])).rejects.toThrow(/permission denied/);
  });
});

async function snapshot(): Promise<unknown> {
  const tables = [
    "incidents",
    "comments",
    "runs",
    "approvals",
    "leases",
    "quarantine",
    "connections",
    "tokens",
    "holds",
    "saved_views",
  ];
  const rows: unknown[] = [];
  for (const table of tables) {
    const found = await api.store.database.system.query(`SELECT * FROM ${table} WHERE workspace_id = $1 ORDER BY id`, [
      strangers,
    ]);
    rows.push(found.rows.map(({ last_used_at: _used, ...row }: Record<string, unknown>) => row));
  }
  return rows;
}

describe("whatever is sent", () => {
  it("is answered below 500, with a code and words where it is refused", async () => {
    const specs = routes().filter(({ path }) => path !== "/v1/login");
    const nasty = fc.constantFrom(
      "\u0000",
      "../..",
      "%00",
      "' OR 1=1 --",
      "\ud800",
      "__proto__",
      "1e999",
      "-1",
      "",
      "💣".repeat(50),
      "%",
      "a".repeat(3000),
    );
    const text = fc.oneof(nasty, fc.string({ unit: "binary", maxLength: 20 }));
    const known = fc.constantFrom(
      "status",
      "reason",
      "owner",
      "body",
      "name",
      "files",
      "source",
      "entities",
      "settings",
      "secrets",
      "roles",
      "until",
      "revision",
      "limit",
      "cursor",
      "q",
      "number",
      "since",
      "filter",
      "by",
      "view",
      "target",
    );
    const value = fc.oneof(
      text,
      fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<unknown>,
      fc.constantFrom(newId(), "closed", "2026-01-01T00:00:00Z", 2 ** 53, -0),
    );
    const body = fc.oneof(
      fc.dictionary(fc.oneof(known, text), value, { maxKeys: 6 }).map((given) => JSON.stringify(given)),
      text,
      fc.json(),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...specs),
        fc.array(text, { minLength: 2, maxLength: 2 }),
        fc.dictionary(fc.oneof(known, text), text, { maxKeys: 3 }),
        body,
        async (spec, parts, query, sent) => {
          let part = 0;
          const path = spec.path.replace(/\{\w+\}/g, () => encode(parts[part++ % 2]!));
          const search = Object.entries(query)
            .map(([name, given]) => `${encode(name)}=${encode(given)}`)
            .join("&");
          const answer = await api.call(
            spec.method.toUpperCase(),
            `${path}${search === "" ? "" : `?${search}`}`,
            ours,
            spec.method === "get" ? undefined : sent,
          );
          expect(answer.status, `${spec.method} ${path}?${search} ${sent} ${JSON.stringify(answer.body)}`).toBeLessThan(
            500,
          );
          if (answer.status >= 400)
            expect(answer.body).toMatchObject({
              code: expect.stringMatching(/^[a-z]+\.[a-z-]+$/),
              message: expect.any(String),
              status: answer.status,
            });
        },
      ),
      { numRuns: 600 },
    );
  }, 120_000);

  it.each([
    ["{", "api.bad-json", /line 1, column 2/],
    ['{"reason": "x",\n "status": closed}', "api.bad-json", /line 2, column 12/],
    [`{"a":${"[".repeat(70)}`, "api.bad-json", /nested/],
    [`{"reason":"${"x".repeat(9_000_000)}"}`, "api.too-large", /larger/],
    ["[]", "api.bad-body", /object/],
    ["null", "api.bad-body", /object/],
  ])("with its place: %.30s", async (sent, code, words) => {
    const answer = await api.call("PATCH", "/v1/incidents/1", ours, sent);
    expect(answer.body).toMatchObject({ code, message: expect.stringMatching(words) });
  });

  it("as another kind of text than JSON is refused with 415", async () => {
    const headers = { authorization: `Bearer ${ours}`, "content-type": "text/yaml", "content-length": "4" };
    const answer = await api.app.request("/v1/incidents/1", { method: "PATCH", headers, body: "a: 1" });
    expect(answer.status).toBe(415);
  });
});

function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
