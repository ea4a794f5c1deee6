import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { seedIncident } from "../../test/support/seed.ts";
import { saveConnection } from "../store/connection.ts";
import { transaction } from "../store/database.ts";
import { offerAdminSecret } from "../store/workspace.ts";

let api: TestApi;
let admin: string;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api?.close());

describe("the first admin", () => {
  it("comes in once with the one-time secret", async () => {
    const { system } = api.store.database;
    expect(await offerAdminSecret(system, "crd_admin_first", api.store.workspaceId)).toBe(true);
    expect(await offerAdminSecret(system, "crd_admin_second", api.store.workspaceId)).toBe(true);
    const login = (secret: string) => api.call("POST", "/v1/login", null, { secret });
    expect(await login("crd_admin_first")).toMatchObject({ status: 401 });
    const answer = await login("crd_admin_second");
    expect(answer).toMatchObject({
      status: 201,
      body: { roles: ["admin"], token: expect.stringMatching(/^crd_[\w-]{43}$/) },
    });
    admin = (answer.body as { token: string }).token;
    expect(await login("crd_admin_second")).toMatchObject({ status: 401 });
    expect(await offerAdminSecret(system, "crd_admin_third", api.store.workspaceId)).toBe(false);
    expect(await api.call("GET", "/v1/self", admin)).toMatchObject({
      status: 200,
      body: { name: "admin", roles: ["admin"] },
    });
  });

  it("makes tokens, which are shown once and kept as hashes, and revokes them at once", async () => {
    const made = await api.call("POST", "/v1/tokens", admin, { name: "siem", roles: ["viewer"] });
    const { token, id } = made.body as { token: string; id: string };
    expect(await api.call("GET", "/v1/self", token)).toMatchObject({ status: 200 });
    const all = await api.call("GET", "/v1/tokens", admin);
    expect(JSON.stringify(all.body)).not.toContain(token);
    expect(all.body).toMatchObject({ items: [{ name: "siem", lastUsedAt: expect.any(String) }, { name: "admin" }] });
    const stored = await api.store.database.system.query("SELECT hash FROM tokens WHERE id = $1", [id]);
    expect(stored.rows[0]).toEqual({ hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(await api.call("DELETE", `/v1/tokens/${id}`, admin)).toMatchObject({ status: 200 });
    expect(await api.call("GET", "/v1/self", token)).toMatchObject({ status: 401 });
    expect(await api.call("DELETE", `/v1/tokens/${id}`, admin)).toMatchObject({ status: 404 });
  });
});

describe("who may not come in", () => {
  it("is told what is missing, never whether a name exists", async () => {
    expect(await api.call("GET", "/v1/incidents", null)).toMatchObject({
      status: 401,
      body: { code: "api.not-authenticated", message: expect.stringContaining("Bearer") },
    });
    expect(await api.call("GET", "/v1/incidents", "wrong")).toMatchObject({ status: 401 });
    const answer = await api.app.request("/v1/incidents", { headers: { authorization: "Basic eDp5" } });
    expect(answer.status).toBe(401);
    expect(answer.headers.get("www-authenticate")).toBe("Bearer");
  });

  it("has to wait after guessing too often; a known token still passes", async () => {
    const guarded = await testApi();
    const self = (token: string) => guarded.call("GET", "/v1/self", token);
    const patient = await guarded.store.addToken(["viewer"]);
    expect((await self(patient)).status).toBe(200);
    for (let n = 0; n < 30; n += 1) expect((await self(`guess-${n}`)).status).toBe(401);
    const late = await self("guess-again");
    expect(late.status).toBe(429);
    expect(Number(late.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await self(patient)).status).toBe(200);
    await guarded.close();
  });
});

describe("health", () => {
  it("is told without a token; figures are not", async () => {
    expect(await api.call("GET", "/healthz", null)).toMatchObject({ status: 200, body: { status: "ok" } });
    expect(await api.call("GET", "/readyz", null)).toMatchObject({ status: 200, body: { checks: { database: "ok" } } });
    expect((await api.call("GET", "/metrics", null)).status).toBe(401);
  });

  it("says what is failing, and not why", async () => {
    const broken = await testApi({ probes: { worker: () => Promise.reject(new Error("password=hunter2")) } });
    const answer = await broken.call("GET", "/readyz", null);
    expect(answer).toMatchObject({ status: 503, body: { status: "not-ready", checks: { worker: "failing" } } });
    expect(JSON.stringify(answer.body)).not.toContain("hunter2");
    await broken.close();
  });

  it("exposes a workspace's figures to its readers", async () => {
    const viewer = await api.store.addToken(["viewer"]);
    await seedIncident(api.store.database, api.store.workspaceId);
    const plain = { settings: {}, secretNames: [], seal: () => null, by: "test" };
    const id = await transaction(api.store.database.system, async (client) => {
      const saved = { name: "mail", connector: "generic", ...plain };
      return (await saveConnection(client, api.store.workspaceId, saved)).id;
    });
    await api.store.database.system.query(
      "INSERT INTO polls (connection_id, workspace_id, failures, polled_at) VALUES ($1, $2, 4, now() - interval '1 hour')",
      [id, api.store.workspaceId],
    );
    const answer = await api.call("GET", "/metrics", viewer);
    expect(answer.body).toContain('cordon_poll_failures{connection="mail"} 4');
    expect(answer.body).toMatch(/cordon_poll_age_seconds\{connection="mail"\} 36\d\d/);
    expect(answer.body).toContain(
      'cordon_incidents_day{type="intrusions/privileged-account-compromise",severity="high",status="new"} 1',
    );
    expect(answer.body).toContain("cordon_http_request_seconds_bucket");
  });
});

describe("what is not there", () => {
  it("is 404, a method that is not there 405 with those that are", async () => {
    expect(await api.call("GET", "/v1/nothing", null)).toMatchObject({
      status: 404,
      body: { code: "api.no-such-route" },
    });
    const answer = await api.call("PUT", "/v1/incidents", null);
    expect(answer).toMatchObject({ status: 405, body: { code: "api.wrong-method" } });
    expect(answer.headers.get("allow")).toBe("GET");
  });
});
