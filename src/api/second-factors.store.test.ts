import { TOTP } from "otpauth";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { type Browser, newBrowser, newPerson, PASSWORD } from "../../test/support/browser.ts";
import { steppedClock } from "../clock.ts";

const clock = steppedClock(new Date());
let api: TestApi;
let admin: string;
beforeAll(async () => {
  api = await testApi({ clock });
  admin = await api.store.addToken(["admin"], { name: "boss" });
});
afterAll(() => api?.close());
beforeEach(() => api.store.database.system.query("DELETE FROM sign_in_tries"));

const codeOf = (secret: string) =>
  TOTP.generate({ secret: new TOTP({ secret }).secret, timestamp: clock.now().getTime() });
const nextStep = () => clock.advance(30_000);
const signIn = (name: string, code?: string) =>
  newBrowser(api.app).call("POST", "/v1/sign-in", {
    name,
    password: PASSWORD,
    ...(code === undefined ? {} : { code }),
  });

/** Enrols an app; answers its secret and the recovery codes. */
async function enrol(browser: Browser): Promise<{ secret: string; recoveryCodes: string[] }> {
  const { secret } = (await browser.call("POST", "/v1/me/totp")).body as { secret: string };
  const confirmed = await browser.call("PUT", "/v1/me/totp", { code: codeOf(secret) });
  expect(confirmed.status).toBe(200);
  return { secret, recoveryCodes: (confirmed.body as { recoveryCodes: string[] }).recoveryCodes };
}

describe("an authenticator app", () => {
  let browser: Browser;
  let secret: string;
  it("counts from its first code on, and changes the session's cookie", async () => {
    browser = await newPerson(api.app, admin, "anna", ["analyst"]);
    const before = browser.cookie;
    await browser.call("POST", "/v1/me/totp");
    expect(await browser.call("PUT", "/v1/me/totp", { code: "000000" })).toMatchObject({ status: 422 });
    expect(await signIn("anna")).toMatchObject({ status: 200 });
    const enrolled = await enrol(browser);
    secret = enrolled.secret;
    expect(enrolled.recoveryCodes).toHaveLength(10);
    expect(browser.cookie).not.toBe(before);
    expect(await browser.call("GET", "/v1/me/second-factors")).toMatchObject({
      body: { totp: true, recoveryCodes: 10 },
    });
  });

  it("is asked for after the password alone, and its code is taken once", async () => {
    nextStep();
    const asked = { code: "api.second-factor-needed", details: { methods: ["totp", "recovery-code"] } };
    expect(await signIn("anna")).toMatchObject({ status: 401, body: asked });
    const code = codeOf(secret);
    expect(await signIn("anna", code)).toMatchObject({ status: 200 });
    expect(await signIn("anna", code)).toMatchObject({ status: 401, body: { code: "api.not-authenticated" } });
    nextStep();
    expect(await signIn("anna", codeOf(secret).replace(/(...)(...)/, "$1 $2"))).toMatchObject({ status: 200 });
  });

  it("is kept sealed, so that whoever reads the database has no codes", async () => {
    const rows = await api.store.database.system.query<{ sealed: Buffer }>("SELECT sealed FROM totp_secrets");
    expect(rows.rows[0]!.sealed.includes(Buffer.from(secret))).toBe(false);
    expect(await api.call("POST", "/v1/connections/reseal", admin)).toMatchObject({ status: 200 });
    nextStep();
    expect(await signIn("anna", codeOf(secret))).toMatchObject({ status: 200 });
  });

  it("slows down who guesses codes with a password that is right", async () => {
    const answers: number[] = [];
    for (let n = 0; n < 8; n += 1) answers.push((await signIn("anna", "000000")).status);
    expect(answers.at(-1)).toBe(429);
  });

  it("is not skipped by an invitation to a new password", async () => {
    const { code } = (await api.call("POST", "/v1/people/anna/reset", admin)).body as { code: string };
    const accepted = await newBrowser(api.app).call("POST", "/v1/invitation", { code, password: PASSWORD });
    expect(accepted).toMatchObject({ status: 401, body: { code: "api.second-factor-needed" } });
    expect(accepted.headers.get("set-cookie")).toBeNull();
  });

  it("is taken away by an admin for whoever lost it, which the record says", async () => {
    const reset = await api.call("POST", "/v1/people/anna/reset", admin, { secondFactors: true });
    const { code } = reset.body as { code: string };
    expect(await newBrowser(api.app).call("POST", "/v1/invitation", { code, password: PASSWORD })).toMatchObject({
      status: 200,
    });
    const rows = await api.store.database.system.query(
      "SELECT details FROM audit WHERE action = 'password-reset' ORDER BY id DESC LIMIT 1",
    );
    expect(rows.rows[0]).toEqual({ details: { secondFactors: true } });
  });
});

describe("a recovery code", () => {
  it("stands in for the app once, and new ones void it", async () => {
    const browser = await newPerson(api.app, admin, "rosa", ["viewer"]);
    const { recoveryCodes } = await enrol(browser);
    const [first = "", second = ""] = recoveryCodes;
    expect(await signIn("rosa", first.toLowerCase())).toMatchObject({ status: 200 });
    expect(await signIn("rosa", first)).toMatchObject({ status: 401 });
    const { recoveryCodes: renewed } = (await browser.call("POST", "/v1/me/recovery-codes")).body as {
      recoveryCodes: string[];
    };
    expect(await signIn("rosa", second)).toMatchObject({ status: 401 });
    expect(await signIn("rosa", renewed[0])).toMatchObject({ status: 200 });
    const kept = JSON.stringify((await api.store.database.system.query("SELECT * FROM recovery_codes")).rows);
    expect(kept).not.toContain(renewed[1]!.replaceAll("-", ""));
  });
});

describe("roles that need a second factor", () => {
  it("are of no use until there is one, and then are at once", async () => {
    const browser = await newPerson(api.app, admin, "ned", ["engineer"]);
    expect(
      await api.call("PUT", "/v1/sign-in-policy", admin, { secondFactorFor: ["engineer", "admin"] }),
    ).toMatchObject({ status: 200 });
    expect(await browser.call("GET", "/v1/me")).toMatchObject({ body: { mustEnrol: true, roles: [] } });
    const refused = await browser.call("GET", "/v1/incidents");
    expect(refused).toMatchObject({ status: 403, body: { code: "api.second-factor-missing" } });
    await enrol(browser);
    expect(await browser.call("GET", "/v1/incidents")).toMatchObject({ status: 200 });
    expect(await api.call("GET", "/v1/sign-in-policy", admin)).toMatchObject({
      body: { secondFactorFor: ["engineer", "admin"] },
    });
    await api.call("PUT", "/v1/sign-in-policy", admin, { secondFactorFor: [] });
  });

  it("are named by an admin of the first workspace alone", async () => {
    const second = await api.store.addWorkspace("second");
    const theirs = await api.store.addToken(["admin"], { workspaceId: second });
    const answer = await api.call("PUT", "/v1/sign-in-policy", theirs, { secondFactorFor: [] });
    expect(answer).toMatchObject({ status: 403, body: { code: "people.not-yours" } });
  });
});

describe("what changes who may do what", () => {
  it("asks somebody who signed in a while ago for a fresh proof, and a token for none", async () => {
    const browser = await newPerson(api.app, admin, "stella", ["admin"]);
    const grant = () => browser.call("PUT", "/v1/people/ned/roles", { roles: ["viewer"] });
    expect(await grant()).toMatchObject({ status: 200 });
    clock.advance(16 * 60_000);
    for (const [method, path, body] of [
      ["PUT", "/v1/people/ned/roles", { roles: ["viewer"] }],
      ["POST", "/v1/tokens", { name: "t", roles: ["viewer"] }],
      ["POST", "/v1/policies", { files: [] }],
      ["POST", "/v1/freezes/00000000-0000-7000-8000-000000000000/thaw", { reason: "r" }],
      ["POST", "/v1/me/totp", undefined],
    ] as const)
      expect(await browser.call(method, path, body), path).toMatchObject({
        status: 403,
        body: { code: "api.proof-too-old" },
      });
    expect(await api.call("PUT", "/v1/people/ned/roles", admin, { roles: ["viewer"] })).toMatchObject({ status: 200 });
    expect(await browser.call("POST", "/v1/session/proof", { password: "not the password" })).toMatchObject({
      status: 401,
    });
    const before = browser.cookie;
    clock.advance(-16 * 60_000);
    expect(await browser.call("POST", "/v1/session/proof", { password: PASSWORD })).toMatchObject({ status: 200 });
    expect(browser.cookie).not.toBe(before);
    expect(await grant()).toMatchObject({ status: 200 });
  });
});
