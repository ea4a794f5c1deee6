import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { type Browser, newBrowser, newPerson, PASSWORD } from "../../test/support/browser.ts";
import { type Misbehaviour, newAuthenticator } from "../../test/support/software-authenticator.ts";

const ORIGIN = "http://localhost";
type Options = Parameters<ReturnType<typeof newAuthenticator>["create"]>[0];

let api: TestApi;
let admin: string;
let browser: Browser;
const device = newAuthenticator(ORIGIN);
beforeAll(async () => {
  api = await testApi();
  admin = await api.store.addToken(["admin"]);
  browser = await newPerson(api.app, admin, "anna", ["analyst"]);
});
afterAll(() => api?.close());

const optionsFrom = async (from: Browser, path: string) => (await from.call("POST", path)).body as Options;

async function signIn(how: Misbehaviour = {}, with_ = device): Promise<Awaited<ReturnType<Browser["call"]>>> {
  const fresh = newBrowser(api.app);
  const response = with_.get(await optionsFrom(fresh, "/v1/sign-in/passkey/options"), how);
  return fresh.call("POST", "/v1/sign-in/passkey", { response });
}

describe("a passkey", () => {
  it("is made by a device that verified its person, for this site and this challenge alone", async () => {
    const add = async (how: Misbehaviour, options?: Options) => {
      const asked = options ?? (await optionsFrom(browser, "/v1/me/passkeys/options"));
      const response = newAuthenticator(ORIGIN).create(asked, how);
      return browser.call("POST", "/v1/me/passkeys", { name: "laptop", response });
    };
    for (const how of [{ origin: "http://evil.example" }, { unverified: true }])
      expect(await add(how)).toMatchObject({ status: 422, body: { code: "people.bad-passkey" } });
    const other = await newPerson(api.app, admin, "eve", ["viewer"]);
    expect(await add({}, await optionsFrom(other, "/v1/me/passkeys/options"))).toMatchObject({ status: 422 });
    const options = await optionsFrom(browser, "/v1/me/passkeys/options");
    expect(options).toMatchObject({ rp: { id: "localhost" }, authenticatorSelection: { residentKey: "required" } });
    const made = await browser.call("POST", "/v1/me/passkeys", { name: "laptop", response: device.create(options) });
    expect(made).toMatchObject({ status: 200, body: { recoveryCodes: expect.any(Array) } });
    expect(await add({}, options)).toMatchObject({ status: 422 });
  });

  it("signs its person in without a name or a password", async () => {
    const offer = await newBrowser(api.app).call("GET", "/v1/sign-in");
    expect(offer).toMatchObject({ body: { methods: [{ kind: "password" }, { kind: "passkey" }] } });
    expect(await signIn()).toMatchObject({ status: 200, body: { person: "anna", roles: ["analyst"] } });
    const rows = await api.store.database.system.query(
      "SELECT details FROM audit WHERE action = 'session-opened' ORDER BY id DESC LIMIT 1",
    );
    expect(rows.rows[0]).toMatchObject({ details: { by: ["passkey"] } });
  });

  it.each([
    ["on another site", { origin: "http://evil.example" }],
    ["without its person verified", { unverified: true }],
    ["with a counter that stands still, as a copy's would", { stuck: true }],
  ])("signs nobody in %s", async (_what, how) => {
    expect(await signIn()).toMatchObject({ status: 200 });
    expect(await signIn(how)).toMatchObject({ status: 401, body: { code: "api.not-authenticated" } });
  });

  it("signs nobody in with an answer that was used, for somebody else's challenge, or from a key that is not known", async () => {
    const fresh = newBrowser(api.app);
    const response = device.get(await optionsFrom(fresh, "/v1/sign-in/passkey/options"));
    expect(await fresh.call("POST", "/v1/sign-in/passkey", { response })).toMatchObject({ status: 200 });
    expect(await fresh.call("POST", "/v1/sign-in/passkey", { response })).toMatchObject({ status: 401 });
    const proof = device.get(await optionsFrom(browser, "/v1/session/proof/passkey/options"));
    expect(await fresh.call("POST", "/v1/sign-in/passkey", { response: proof })).toMatchObject({ status: 401 });
    const unknown = newAuthenticator(ORIGIN);
    unknown.create({ challenge: "", rp: { id: "localhost" }, user: { id: "AAAA" } });
    expect(await signIn({}, unknown)).toMatchObject({ status: 401 });
  });

  it("makes the password alone too little", async () => {
    const answer = await newBrowser(api.app).call("POST", "/v1/sign-in", { name: "anna", password: PASSWORD });
    const details = { methods: ["passkey", "recovery-code"] };
    expect(answer).toMatchObject({ status: 401, body: { code: "api.second-factor-needed", details } });
  });

  it("proves once more that it is still its person, and nobody else", async () => {
    const before = browser.cookie;
    const response = device.get(await optionsFrom(browser, "/v1/session/proof/passkey/options"));
    expect(await browser.call("POST", "/v1/session/proof/passkey", { response })).toMatchObject({ status: 200 });
    expect(browser.cookie).not.toBe(before);
    const eve = newBrowser(api.app);
    await eve.call("POST", "/v1/sign-in", { name: "eve", password: PASSWORD });
    const taken = device.get(await optionsFrom(eve, "/v1/session/proof/passkey/options"));
    expect(await eve.call("POST", "/v1/session/proof/passkey", { response: taken })).toMatchObject({ status: 401 });
    expect(await eve.call("DELETE", `/v1/me/passkeys/${device.id}`)).toMatchObject({ status: 404 });
  });

  it("is listed with when it was used, and removed by its person", async () => {
    const own = await browser.call("GET", "/v1/me/second-factors");
    expect(own.body).toMatchObject({ passkeys: [{ name: "laptop", lastUsedAt: expect.any(String) }] });
    expect(await browser.call("DELETE", `/v1/me/passkeys/${device.id}`)).toMatchObject({ status: 200 });
    expect(await signIn()).toMatchObject({ status: 401 });
  });

  it("is not offered where the installation is reached by an address, or over http from afar", async () => {
    for (const url of ["http://127.0.0.1:7171", "http://cordon.example.com"]) {
      const bare = await testApi({ publicUrl: () => url });
      expect(await bare.call("GET", "/v1/sign-in", null)).toMatchObject({ body: { methods: [{ kind: "password" }] } });
      const refused = await bare.call("POST", "/v1/sign-in/passkey/options", null);
      expect(refused).toMatchObject({ status: 400, body: { code: "people.no-passkeys" } });
      await bare.close();
    }
  });
});
