import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { type ForgingProvider, forgingProvider } from "../../test/support/forging-provider.ts";
import { newWanderer } from "../../test/support/wandering.ts";
import { createEgress } from "../connector/egress.ts";

let api: TestApi;
/** Another, that connects to public addresses alone. */
let strict: TestApi | undefined;
let admin: string;
let forging: ForgingProvider;
const grants = [{ value: "soc", roles: ["analyst"] }];
const provider = (more: object = {}) => ({
  ...{ name: "Forging", issuer: forging.issuer, clientId: "cordon", clientSecret: "its secret", grants, ...more },
});
beforeAll(async () => {
  [api, forging] = await Promise.all([testApi(), forgingProvider("cordon")]);
  admin = await api.store.addToken(["admin"]);
});
beforeEach(async () => {
  Object.assign(forging, { claims: {}, header: {}, about: {}, withOtherKey: false });
  expect(await api.call("PUT", "/v1/identity-provider", admin, provider())).toMatchObject({ status: 200 });
});
afterAll(async () => {
  await forging?.close();
  await strict?.store.close();
  await api?.close();
});

const past = Math.floor(Date.now() / 1000) - 3600;

describe("an ID token", () => {
  it("lets in when everything in it is right", async () => {
    const browser = newWanderer(api.app);
    expect((await browser.go("/sign-in/oidc")).url.pathname).toBe("/");
    expect(browser.cookies.has("cordon_session")).toBe(true);
  });

  it.each<[string, Partial<ForgingProvider>]>([
    ["of another try", { claims: { nonce: "another" } }],
    ["of no try", { claims: { nonce: undefined } }],
    ["of another issuer", { claims: { iss: "https://evil.example" } }],
    ["for another client", { claims: { aud: "another" } }],
    ["for several, and given to another", { claims: { aud: ["cordon", "another"], azp: "another" } }],
    ["whose time is over", { claims: { exp: past } }],
    ["without a subject", { claims: { sub: undefined } }],
    ["signed by nobody", { header: { alg: "none" } }],
    ["signed with another key", { withOtherKey: true }],
    ["with a way to sign that was not agreed on", { header: { alg: "HS256" } }],
  ])("%s is refused, and nobody is made of it", async (_what, how) => {
    Object.assign(forging, how, { claims: { preferred_username: "nobody-forged", sub: "other", ...how.claims } });
    const browser = newWanderer(api.app);
    const end = await browser.go("/sign-in/oidc");
    expect(end, end.text).toMatchObject({ status: 403 });
    expect(browser.cookies.has("cordon_session")).toBe(false);
    expect(await api.call("GET", "/v1/people/nobody-forged", admin)).toMatchObject({ status: 404 });
  });

  it("is no fresh proof when the provider does not say when it was given, or it was long ago", async () => {
    for (const auth_time of [undefined, past]) {
      const browser = newWanderer(api.app);
      await browser.go("/sign-in/oidc");
      forging.claims = { auth_time };
      expect(await browser.go("/sign-in/oidc?proof=1")).toMatchObject({ status: 403 });
      forging.claims = {};
    }
  });

  it("that says of an old proof opens a session whose proof is as old", async () => {
    forging.claims = { auth_time: past };
    await newWanderer(api.app).go("/sign-in/oidc");
    const sql = "SELECT proved_at AS at FROM sessions WHERE person = 'forged' ORDER BY created_at DESC LIMIT 1";
    const found = await api.store.database.system.query<{ at: Date }>(sql);
    expect(found.rows[0]!.at.getTime()).toBe(past * 1000);
  });

  it.each([undefined, "", 7, "no name", "UPPER CASE", "x".repeat(200)])(
    "makes nobody of a name that is none: %j",
    async (preferred_username) => {
      forging.claims = { sub: "nameless", preferred_username };
      const refused = { status: 403, text: expect.stringContaining("preferred_username") };
      expect(await newWanderer(api.app).go("/sign-in/oidc")).toMatchObject(refused);
    },
  );
});

describe("the provider", () => {
  it("is set by an admin of the first workspace alone, asked first, and never shows its secret", async () => {
    const [strangers, analyst] = [await api.store.addWorkspace("strangers"), await api.store.addToken(["analyst"])];
    const theirs = await api.store.addToken(["admin"], { workspaceId: strangers });
    for (const token of [analyst, theirs])
      for (const [method, path] of [
        ["GET", ""],
        ["PUT", ""],
        ["DELETE", ""],
        ["POST", "/test"],
      ] as const) {
        const body = method === "PUT" ? provider() : method === "POST" ? {} : undefined;
        expect(await api.call(method, `/v1/identity-provider${path}`, token, body), method).toMatchObject({
          status: 403,
        });
      }
    const shown = await api.call("GET", "/v1/identity-provider", admin);
    expect(shown.body).toMatchObject({
      provider: { issuer: forging.issuer, grants: [{ value: "soc", workspace: "test", roles: ["analyst"] }] },
      redirectUri: "http://localhost/sign-in/oidc/callback",
    });
    expect(JSON.stringify(shown.body)).not.toContain("its secret");
    const kept = await api.store.database.system.query<{ all: string }>(
      "SELECT identity_provider::text AS all FROM identity_provider",
    );
    expect(kept.rows[0]!.all).not.toContain("its secret");
    const said = await api.store.database.system.query(
      "SELECT details::text FROM audit WHERE action = 'identity-provider-set'",
    );
    expect(JSON.stringify(said.rows)).toContain("soc");
    expect(JSON.stringify(said.rows)).not.toContain("its secret");
  });

  it("keeps its secret for the same issuer and client, and for no other", async () => {
    const again = await api.call(
      "PUT",
      "/v1/identity-provider",
      admin,
      provider({ clientSecret: undefined, name: "New" }),
    );
    expect(again).toMatchObject({ status: 200, body: { provider: { name: "New" } } });
    const other = provider({ clientSecret: undefined, clientId: "another" });
    expect(await api.call("PUT", "/v1/identity-provider", admin, other)).toMatchObject({
      status: 400,
      body: { code: "people.secret-needed" },
    });
  });

  it.each([
    ["http://login.example.com", "api.bad-body"],
    ["https://login.example.com/?x=1", "api.bad-body"],
    ["ftp://login.example.com", "api.bad-body"],
    ["https://user@login.example.com", "api.bad-body"],
  ])("is not taken at %s", async (issuer, code) => {
    expect(await api.call("PUT", "/v1/identity-provider", admin, provider({ issuer }))).toMatchObject({
      body: { code },
    });
  });

  it("is asked only where the guard lets connectors go, and must be who it is said to be", async () => {
    strict = await testApi({ egress: createEgress({ allowCidrs: [] }) });
    const token = await strict.store.addToken(["admin"]);
    const refused = await strict.call("PUT", "/v1/identity-provider", token, provider());
    expect(refused).toMatchObject({ status: 403, body: { code: "connector.egress-refused" } });
    forging.about = { issuer: "https://evil.example" };
    expect(await api.call("PUT", "/v1/identity-provider", admin, provider())).toMatchObject({
      status: 403,
      body: { code: "people.bad-provider" },
    });
  });

  it("is tested: what it can do, and what values would give", async () => {
    expect(await api.call("POST", "/v1/identity-provider/test", admin, { values: ["soc", "golf"] })).toMatchObject({
      status: 200,
      body: {
        issuer: forging.issuer,
        pkce: false,
        namesItself: false,
        signsOut: false,
        keys: 1,
        granted: [{ workspace: "test", roles: ["analyst"] }],
      },
    });
  });

  it("lets nobody in once it is removed, and has its secret sealed anew with the others", async () => {
    expect(await api.call("POST", "/v1/connections/reseal", admin)).toMatchObject({ status: 200 });
    expect(await api.call("DELETE", "/v1/identity-provider", admin)).toMatchObject({ status: 200 });
    expect(await newWanderer(api.app).go("/sign-in/oidc")).toMatchObject({ status: 403 });
    expect(await api.call("GET", "/v1/sign-in", null)).toMatchObject({
      body: { methods: [{ kind: "password" }, { kind: "passkey" }] },
    });
    expect(await api.call("DELETE", "/v1/identity-provider", admin)).toMatchObject({ status: 404 });
  });
});
