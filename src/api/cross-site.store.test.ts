import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { type Browser, newBrowser, newPerson, PASSWORD } from "../../test/support/browser.ts";

let api: TestApi;
let admin: string;
let browser: Browser;
beforeAll(async () => {
  api = await testApi();
  admin = await api.store.addToken(["admin"]);
  browser = await newPerson(api.app, admin, "anna", ["engineer"]);
});
afterAll(() => api?.close());

const view = { name: "mine", kind: "alerts" };

describe("a request that a cookie vouches for", () => {
  it.each([
    ["from another site", { origin: "https://evil.example", "sec-fetch-site": "cross-site" }],
    ["from another port of this host", { origin: "http://localhost:8080", "sec-fetch-site": "same-site" }],
    ["from nowhere that can be named", { origin: "null" }],
    ["without the header that no form can set", { "x-cordon-csrf": "" }],
    ["with a page's own origin that the browser does not confirm", { "sec-fetch-site": "cross-site" }],
  ])("%s changes nothing", async (_what, headers) => {
    const answer = await browser.call("POST", "/v1/views", view, headers as unknown as Record<string, string>);
    expect(answer).toMatchObject({ status: 403, body: { code: "api.cross-site" } });
    expect(await browser.call("GET", "/v1/views")).toMatchObject({ body: { items: [] } });
  });

  it("of no browser at all changes nothing", async () => {
    const headers = { cookie: browser.cookie, "x-cordon-csrf": "1", "content-type": "application/json" };
    const answer = await api.app.request("/v1/views", { method: "POST", headers, body: JSON.stringify(view) });
    expect(answer.status).toBe(403);
  });

  it("from our own page does what it says; reading needs no header", async () => {
    expect(await browser.call("GET", "/v1/me", undefined, { "x-cordon-csrf": "" })).toMatchObject({ status: 200 });
    expect((await browser.call("POST", "/v1/views", view)).body).not.toMatchObject({ code: "api.cross-site" });
  });

  it("and a token go by the token", async () => {
    const headers = { authorization: `Bearer ${admin}`, "x-cordon-csrf": "", origin: "https://other.example" };
    expect(await browser.call("GET", "/v1/self", undefined, headers)).toMatchObject({ body: { roles: ["admin"] } });
  });
});

describe("signing in", () => {
  const given = { name: "anna", password: PASSWORD };
  it("is refused to another site's page, which would sign people in as somebody else", async () => {
    const headers = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
    expect(await newBrowser(api.app).call("POST", "/v1/sign-in", given, headers)).toMatchObject({ status: 403 });
  });

  it("over https sets a cookie that is bound to this host and to https, and knows no other", async () => {
    const secure = await testApi({ publicUrl: () => "https://cordon.example.com" });
    const token = await secure.store.addToken(["admin"]);
    const made = await newPerson(secure.app, token, "anna", ["viewer"]);
    expect(made.cookie).toMatch(/^__Host-cordon_session=/);
    const behindProxy = newBrowser(secure.app, "https://cordon.example.com");
    const answer = await behindProxy.call("POST", "/v1/sign-in", given, { host: "10.0.0.7:7171" });
    expect(answer.headers.get("set-cookie")).toMatch(
      /^__Host-cordon_session=.*; Path=\/; HttpOnly; SameSite=Strict; Secure$/,
    );
    const plain = made.cookie.replace("__Host-", "");
    expect(await made.call("GET", "/v1/me", undefined, { cookie: plain })).toMatchObject({ status: 401 });
    await secure.close();
  });
});
