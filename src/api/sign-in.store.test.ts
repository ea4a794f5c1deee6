import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { newBrowser, newPerson, PASSWORD } from "../../test/support/browser.ts";
import { offerAdminSecret } from "../store/workspace.ts";

let api: TestApi;
let admin: string;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api?.close());

const auditOf = async (action: string) =>
  (await api.store.database.system.query("SELECT * FROM audit WHERE action = $1 ORDER BY id", [action])).rows;

describe("the first admin", () => {
  it("is told of, and comes in with the one-time secret, a name and a password", async () => {
    await offerAdminSecret(api.store.database.system, "crd_admin_first", api.store.workspaceId);
    const browser = newBrowser(api.app);
    const offer = { firstAdmin: true, methods: [{ kind: "password" }, { kind: "passkey" }] };
    expect(await browser.call("GET", "/v1/sign-in")).toMatchObject({ status: 200, body: offer });
    const first = (password: string, secret = "crd_admin_first") =>
      browser.call("POST", "/v1/first-admin", { secret, name: "root", password });
    expect(await first("short")).toMatchObject({ status: 422, body: { code: "people.weak-password" } });
    const guessed = { message: expect.stringContaining("each start of Cordon prints another") };
    expect(await first(PASSWORD, "crd_admin_guess")).toMatchObject({ status: 401, body: guessed });
    const me = await first(PASSWORD);
    expect(me).toMatchObject({
      status: 200,
      body: {
        ...{ person: "root", name: "root", roles: ["admin"], workspace: { id: api.store.workspaceId, name: "test" } },
        permissions: expect.arrayContaining(["getIncidents", "postTokens"]),
      },
    });
    expect(me.headers.get("set-cookie")).toMatch(
      /^cordon_session=crd_session_[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    expect(await browser.call("GET", "/v1/me")).toMatchObject({ status: 200, body: me.body as object });
    expect(await first(PASSWORD)).toMatchObject({ status: 401 });
    expect(await browser.call("GET", "/v1/sign-in")).toMatchObject({ body: { firstAdmin: false } });
    expect(await offerAdminSecret(api.store.database.system, "crd_admin_more", api.store.workspaceId)).toBe(false);
    const made = await browser.call("POST", "/v1/tokens", { name: "console", roles: ["admin"] });
    admin = (made.body as { token: string }).token;
    expect((await auditOf("token-created"))[0]).toMatchObject({ actor: "person:root" });
  });
});

describe("signing in", () => {
  beforeAll(async () => {
    await newPerson(api.app, admin, "anna", ["analyst"]);
  });
  const signIn = (name: string, password: string) =>
    newBrowser(api.app).call("POST", "/v1/sign-in", { name, password });

  it("takes the name as people type it, and says nothing of whether there is one", async () => {
    expect(await signIn(" Anna", PASSWORD)).toMatchObject({ status: 200, body: { person: "anna" } });
    const [wrong, nobody] = [await signIn("anna", "another password"), await signIn("nobody", "another password")];
    expect(wrong).toMatchObject({ status: 401, body: { code: "api.not-authenticated" } });
    expect(nobody.body).toEqual(wrong.body);
  });

  it("is in the audit record, good and bad; a name that nobody has is not, as it may be a password", async () => {
    const opened = (await auditOf("session-opened")).at(-1);
    expect(opened).toMatchObject({
      actor: "person:anna",
      details: { address: "local", agent: "Test/1", by: ["password"] },
    });
    expect((await auditOf("sign-in-refused")).map((row) => row.subject_id)).toEqual(["anna", "unknown"]);
    const all = await api.store.database.system.query("SELECT * FROM audit");
    expect(JSON.stringify(all.rows)).not.toContain("nobody");
  });

  it("keeps neither passwords nor what the cookie holds", async () => {
    const browser = await newPerson(api.app, admin, "kept", ["viewer"]);
    for (const table of ["people", "sessions", "invitations", "audit"]) {
      const rows = JSON.stringify((await api.store.database.system.query(`SELECT * FROM ${table}`)).rows);
      expect(rows).not.toContain(PASSWORD);
      expect(rows).not.toContain(browser.cookie.split("=")[1]);
    }
  });

  it("slows a guesser down by name, whether there is one or not, and forgets the wrong ones after a right one", async () => {
    for (const name of ["anna", "ghost"]) {
      const answers: number[] = [];
      // Each wait is twice the one before: sooner or later one is longer than a slow machine takes to look at a password.
      for (let n = 0; n < 12 && !answers.includes(429); n += 1)
        answers.push((await signIn(name, `guess number ${n}`)).status);
      expect(answers.indexOf(429), name).toBeGreaterThanOrEqual(5);
    }
    await api.store.database.system.query(
      "UPDATE sign_in_tries SET wait_until = now() + interval '1 minute' WHERE wrong >= 5",
    );
    const late = await signIn("anna", PASSWORD);
    expect(late).toMatchObject({ status: 429, body: { code: "api.too-many-failures" } });
    expect(Number(late.headers.get("retry-after"))).toBeGreaterThan(0);
    await api.store.database.system.query("UPDATE sign_in_tries SET wait_until = now()");
    expect(await signIn("anna", PASSWORD)).toMatchObject({ status: 200 });
    expect(await signIn("anna", "one more guess")).toMatchObject({ status: 401 });
  });

  it("counts guesses that come at once one after the other", async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, (_one, n) => signIn("at-once", `guess number ${n}`)));
    expect(answers.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(6);
  });
});

describe("a session", () => {
  beforeEach(() => api.store.database.system.query("DELETE FROM sign_in_tries"));

  it("is over when its person signs out, whatever the browser keeps", async () => {
    const browser = await newPerson(api.app, admin, "out", ["viewer"]);
    const cookie = browser.cookie;
    expect(await browser.call("DELETE", "/v1/session")).toMatchObject({ status: 200 });
    expect(browser.cookie).toBe("");
    expect(await browser.call("GET", "/v1/me", undefined, { cookie })).toMatchObject({
      status: 401,
      body: { code: "api.not-authenticated", message: expect.stringContaining("over") },
    });
  });

  it.each(["last_seen_at = now() - interval '61 minutes'", "expires_at = now() - interval '1 second'"])(
    "is over when %s",
    async (change) => {
      const fresh = await testApi();
      const token = await fresh.store.addToken(["admin"]);
      const browser = await newPerson(fresh.app, token, "idle", ["viewer"]);
      await fresh.store.database.system.query(`UPDATE sessions SET ${change}`);
      expect(await browser.call("GET", "/v1/me")).toMatchObject({ status: 401 });
      await fresh.close();
    },
  );

  it("is in use by what its person does, and not by what an open page reads by itself", async () => {
    const fresh = await testApi();
    const browser = await newPerson(fresh.app, await fresh.store.addToken(["admin"]), "away", ["viewer"]);
    const { system } = fresh.store.database;
    const minutesAgo = async () => {
      const found = await system.query(
        "SELECT round(extract(epoch FROM now() - last_seen_at) / 60) AS ago FROM sessions",
      );
      return Number(found.rows[0].ago);
    };
    await system.query("UPDATE sessions SET last_seen_at = now() - interval '50 minutes'");
    expect(await browser.call("GET", "/v1/me", undefined, { "x-cordon-unattended": "1" })).toMatchObject({
      status: 200,
    });
    expect(await minutesAgo()).toBe(50);
    // At once after it: what is believed of the one says nothing of the other.
    expect(await browser.call("GET", "/v1/me")).toMatchObject({ status: 200 });
    expect(await minutesAgo()).toBe(0);
    await fresh.close();
  });

  it("gets another secret when the password changes, and every other one of the person is over", async () => {
    const here = await newPerson(api.app, admin, "two", ["viewer"]);
    const there = newBrowser(api.app);
    await there.call("POST", "/v1/sign-in", { name: "two", password: PASSWORD });
    const before = here.cookie;
    const change = (current: string, password: string) => here.call("PUT", "/v1/me/password", { current, password });
    expect(await change("not the password", "eight blue tricycles")).toMatchObject({ status: 401 });
    expect(await change(PASSWORD, "password1234")).toMatchObject({ status: 422 });
    expect(await change(PASSWORD, "eight blue tricycles")).toMatchObject({ status: 200 });
    expect(here.cookie).not.toBe(before);
    expect(await here.call("GET", "/v1/me", undefined, { cookie: before })).toMatchObject({ status: 401 });
    expect(await here.call("GET", "/v1/me")).toMatchObject({ status: 200 });
    expect(await there.call("GET", "/v1/me")).toMatchObject({ status: 401 });
  });

  it("is listed with where and when, and ended by its person", async () => {
    const here = await newPerson(api.app, admin, "lists", ["viewer"]);
    const there = newBrowser(api.app);
    await there.call("POST", "/v1/sign-in", { name: "lists", password: PASSWORD });
    const { items } = (await here.call("GET", "/v1/me/sessions")).body as { items: { id: string; current: boolean }[] };
    expect(items).toHaveLength(2);
    expect(items[0]).toMatchObject({ address: "local", agent: "Test/1", createdAt: expect.any(String) });
    const other = items.find(({ current }) => !current)!;
    expect(await here.call("DELETE", `/v1/me/sessions/${other.id}`)).toMatchObject({ status: 200 });
    expect(await there.call("GET", "/v1/me")).toMatchObject({ status: 401 });
  });

  it("moves to another workspace of its person, with what they may do there, and to no other", async () => {
    const { system } = api.store.database;
    const browser = await newPerson(api.app, admin, "moves", ["viewer"]);
    const [second, closed] = [await api.store.addWorkspace("second"), await api.store.addWorkspace("closed")];
    await system.query("INSERT INTO memberships (workspace_id, person, roles) VALUES ($1, 'moves', '{engineer}')", [
      second,
    ]);
    const before = browser.cookie;
    const go = (workspace: string) => browser.call("POST", "/v1/session/workspace", { workspace });
    expect(await go("closed")).toMatchObject({ status: 404 });
    expect(await go(closed)).toMatchObject({ status: 404 });
    expect(await go("second")).toMatchObject({
      status: 200,
      body: { roles: ["engineer"], workspace: { name: "second" } },
    });
    expect(browser.cookie).not.toBe(before);
    expect(await browser.call("GET", "/v1/incidents")).toMatchObject({ status: 200, body: { items: [] } });
    expect(await browser.call("GET", "/v1/me")).toMatchObject({
      body: { workspaces: [{ name: "test" }, { name: "second" }] },
    });
  });
});
