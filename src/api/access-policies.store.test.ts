import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { newPerson } from "../../test/support/browser.ts";
import { compileAccess, decideAccess } from "../guard/access.ts";
import type { Role } from "../model/token.ts";
import { ROLES } from "../model/words.ts";
import { accessActionOf, meets } from "./access.ts";
import { newAuthenticator } from "./authenticate.ts";
import { actionOf } from "./door.ts";
import { allRoutes } from "./routes.ts";

let api: TestApi;
let admin: string;
beforeAll(async () => {
  api = await testApi();
  admin = await api.store.addToken(["admin"], { name: "boss" });
});
afterAll(() => api?.close());

const asAdmin = (method: string, path: string, body?: unknown) => api.call(method, path, admin, body);
const put = (text: string) => asAdmin("PUT", "/v1/access/policies", { files: [{ file: "own.cedar", text }] });
const forbid = (id: string, scope: string, when = "") =>
  `@id("${id}") @reason("house rule") forbid (${scope}) ${when};`;

/** Every set of roles there is. */
const ROLE_SETS = Array.from({ length: 2 ** ROLES.length }, (_one, bits): Role[] =>
  ROLES.filter((_role, at) => (bits >> at) % 2 === 1),
);

describe("the shipped access policies", () => {
  it("decide for every route and every set of roles as the table of routes does: nobody gains, nobody loses", () => {
    const specs = allRoutes(api.deps, newAuthenticator(api.store.database, Date.now)).map(({ spec }) => spec);
    const guarded = specs.filter(({ needs }) => needs !== "nobody");
    const { set } = compileAccess(api.deps.accessPolicies, [], guarded.map(accessActionOf), "test-table");
    // Every route with each role alone; one route of each kind, as far as policies can tell them apart by roles, with every set of them.
    const kinds = new Map(guarded.map((spec) => [JSON.stringify(spec.needs), spec]));
    const asked = [
      ...guarded.flatMap((spec) => [[], ...ROLES.map((role) => [role])].map((roles) => ({ spec, roles }))),
      ...[...kinds.values()].flatMap((spec) => ROLE_SETS.map((roles) => ({ spec, roles }))),
    ];
    const differing = asked.filter(({ spec, roles }) => {
      const { allowed } = decideAccess(set!, { person: "anna", kind: "person", roles }, actionOf(spec));
      return allowed !== meets(spec.needs, roles);
    });
    expect(guarded.length).toBeGreaterThan(100);
    expect(differing.map(({ spec, roles }) => `${actionOf(spec)} ${roles.join(",")}`)).toEqual([]);
  });

  it("are what tells the console its permissions", async () => {
    const viewer = await api.store.addToken(["viewer"]);
    const { permissions } = (await api.call("GET", "/v1/me", viewer)).body as { permissions: string[] };
    expect(permissions).toEqual(expect.arrayContaining(["getIncidents", "getMe", "getMetrics"]));
    expect(permissions).not.toEqual(expect.arrayContaining(["postTokens"]));
    expect(permissions).not.toContain("postIngest");
  });
});

describe("what a workspace forbids", () => {
  it("holds for people, command line and tokens alike, at once, and is in what one may do", async () => {
    const anna = await newPerson(api.app, admin, "anna", ["engineer"]);
    const token = await api.store.addToken(["engineer"], { name: "ci" });
    expect(
      await put(
        forbid(
          "no-ci-policies",
          'principal, action in Action::"policies", resource',
          'when { principal.kind == "token" }',
        ),
      ),
    ).toMatchObject({ status: 200, body: { number: 1 } });
    const refused = await api.call("GET", "/v1/policies", token);
    expect(refused).toMatchObject({
      status: 403,
      body: { code: "api.not-authorized", message: "Forbidden by no-ci-policies (house rule)." },
    });
    expect((await anna.call("GET", "/v1/policies")).status).not.toBe(403);
    const { permissions } = (await api.call("GET", "/v1/me", token)).body as { permissions: string[] };
    expect(permissions).not.toContain("getPolicies");
    expect(permissions).toContain("getIncidents");
  });

  it("holds at the doors that are no routes, and in its own workspace only", async () => {
    const viewer = await api.store.addToken(["viewer"]);
    const second = await api.store.addWorkspace("second");
    const theirs = await api.store.addToken(["viewer"], { workspaceId: second });
    await put(forbid("no-metrics", 'principal in Role::"viewer", action == Action::"getMetrics", resource'));
    expect(await api.call("GET", "/metrics", viewer)).toMatchObject({ status: 403 });
    expect(await api.call("GET", "/metrics", theirs)).toMatchObject({ status: 200 });
  });

  it("is refused where it is wrong, with its place, or would shut out whoever sets it", async () => {
    const before = (await asAdmin("GET", "/v1/access/policies")).body;
    expect(await put('@id("a") @reason("r") permit (principal, action, resource);')).toMatchObject({ status: 422 });
    const out = await put(forbid("nothing-goes", 'principal in Role::"admin", action in Action::"change", resource'));
    expect(out).toMatchObject({ status: 400, body: { code: "access.would-lock-out" } });
    expect((await asAdmin("GET", "/v1/access/policies")).body).toEqual(before);
  });

  it("is explained, with the policies that decide and the roles that would do", async () => {
    await put(
      forbid(
        "no-ci-policies",
        'principal, action in Action::"policies", resource',
        'when { principal.kind == "token" }',
      ),
    );
    const explain = (who: string, action: string) => asAdmin("POST", "/v1/access/explain", { who, action });
    expect(await explain("anna", "postPolicies")).toMatchObject({
      body: { allowed: true, policies: [{ id: "role-engineer" }] },
    });
    expect(await explain("token:ci", "postPolicies")).toMatchObject({
      body: { allowed: false, policies: [{ id: "no-ci-policies" }] },
    });
    expect(await explain("anna", "postTokens")).toMatchObject({
      body: { allowed: false, policies: [], needs: ["admin"] },
    });
    expect(await explain("anna", "postToken")).toMatchObject({
      status: 400 + 4,
      body: { message: expect.stringContaining('"postTokens"') },
    });
    expect(await explain("nobody", "postTokens")).toMatchObject({ status: 404 });
    const rows = await api.store.database.system.query(
      "SELECT actor FROM audit WHERE action = 'access-policies-set' LIMIT 1",
    );
    expect(rows.rows[0]).toEqual({ actor: "token:boss" });
  });

  it("that an upgrade made unreadable lets in nobody but admins, who can mend it", async () => {
    const { system } = api.store.database;
    const broken = JSON.stringify([
      { file: "own.cedar", text: forbid("gone", 'principal, action == Action::"getGone", resource') },
    ]);
    const third = await api.store.addWorkspace("third");
    await system.query("INSERT INTO access_policies (workspace_id, number, files, by) VALUES ($1, 1, $2, 'system')", [
      third,
      broken,
    ]);
    const [viewer, boss] = [
      await api.store.addToken(["viewer"], { workspaceId: third }),
      await api.store.addToken(["admin"], { workspaceId: third }),
    ];
    expect(await api.call("GET", "/v1/incidents", viewer)).toMatchObject({ status: 403 });
    expect(await api.call("PUT", "/v1/access/policies", boss, { files: [] })).toMatchObject({ status: 200 });
    expect(await api.call("GET", "/v1/incidents", viewer)).toMatchObject({ status: 200 });
  });
});
