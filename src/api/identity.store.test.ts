import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { newBrowser } from "../../test/support/browser.ts";
import { type TestProvider, testProvider } from "../../test/support/identity-provider.ts";
import { newWanderer, type Wanderer } from "../../test/support/wandering.ts";
import { systemClock } from "../clock.ts";

const CALLBACK = "http://localhost/sign-in/oidc/callback";
let api: TestApi;
let provider: TestProvider;
let admin: string;
let browser: Wanderer;
/** How far the API's clock is ahead, in ms. */
let later = 0;
beforeAll(async () => {
  const clock = { ...systemClock, now: () => new Date(Date.now() + later) };
  [api, provider] = await Promise.all([testApi({ clock }), testProvider(CALLBACK)]);
  admin = await api.store.addToken(["admin"]);
});
beforeEach(async () => {
  browser = newWanderer(api.app);
  expect(await set()).toMatchObject({ status: 200 });
});
afterAll(async () => {
  await provider?.close();
  await api?.close();
});

const groups = (...of: string[]) => ({ groups: of });
function set(more: object = {}) {
  const { issuer, clientId, clientSecret } = provider;
  const grants = [
    { value: "soc", roles: ["analyst"] },
    { value: "admins", roles: ["admin"] },
  ];
  const body = { name: "Example", issuer, clientId, clientSecret, grants, ...more };
  return api.call("PUT", "/v1/identity-provider", admin, body);
}
function sits(sub: string, claims: object) {
  provider.who = { sub, claims: { preferred_username: sub, ...claims } };
}
const signIn = () => browser.go("/sign-in/oidc");
const me = (wanderer = browser) => {
  const here = newBrowser(api.app);
  here.cookie = `cordon_session=${wanderer.cookies.get("cordon_session") ?? ""}`;
  return here.call("GET", "/v1/me");
};
const isBack = (url: URL) => url.pathname === "/sign-in/oidc/callback";
const audited = async (action: string) => {
  const sql = "SELECT actor, subject_id AS name, details FROM audit WHERE action = $1 ORDER BY id";
  return (await api.store.database.system.query(sql, [action])).rows;
};

describe("who comes by the provider", () => {
  it("is offered it, becomes a person with the roles of their groups, and ends on the page they wanted", async () => {
    expect(await api.call("GET", "/v1/sign-in", null)).toMatchObject({
      body: { methods: expect.arrayContaining([{ kind: "oidc", name: "Example", url: "/sign-in/oidc" }]) },
    });
    sits("anna", groups("soc", "golf"));
    const { url } = await browser.go("/sign-in/oidc?to=%2Fincidents%2F7%3Ftab%3Dtimeline");
    expect(url.href).toBe("http://localhost/incidents/7?tab=timeline");
    expect(await me()).toMatchObject({ status: 200, body: { person: "anna", roles: ["analyst"] } });
    expect(await audited("person-added")).toMatchObject([{ actor: "identity-provider", name: "anna" }]);
    expect(await api.call("GET", "/v1/people/anna", admin)).toMatchObject({ body: { status: "active" } });
    expect(browser.cookies.has("cordon_try")).toBe(false);
  });

  it.each(["//evil.example", "https://evil.example/", "/\\evil.example", "/..//evil.example"])(
    "is never led away to %s",
    async (to) => {
      sits("anna", groups("soc"));
      const { url } = await browser.go(`/sign-in/oidc?to=${encodeURIComponent(to)}`);
      expect(url.origin).toBe("http://localhost");
    },
  );

  it("gets nothing by a group that no grant names, and no account", async () => {
    sits("stranger", groups("golf", "SOC"));
    expect(await signIn()).toMatchObject({ status: 403, text: expect.stringContaining("gives you a role") });
    expect(browser.cookies.has("cordon_session")).toBe(false);
    expect(await api.call("GET", "/v1/people/stranger", admin)).toMatchObject({ status: 404 });
  });

  it("has other roles from the next sign-in on, which ends the sessions with those of before", async () => {
    sits("changes", groups("soc"));
    await signIn();
    const before = browser;
    browser = newWanderer(api.app);
    sits("changes", groups("admins"));
    await signIn();
    expect(await me()).toMatchObject({ body: { roles: ["admin"] } });
    expect(await me(before)).toMatchObject({ status: 401 });
    browser = newWanderer(api.app);
    sits("changes", groups("golf"));
    expect(await signIn()).toMatchObject({ status: 403 });
    expect(await api.call("GET", "/v1/people/changes", admin)).toMatchObject({ status: 404 });
    expect((await audited("roles-granted")).filter(({ name }) => name === "changes")).toHaveLength(3);
  });

  it("stays out when an admin has shut them out, whatever the provider says", async () => {
    sits("shut", groups("soc"));
    await signIn();
    expect(await api.call("POST", "/v1/people/shut/disable", admin)).toMatchObject({ status: 200 });
    expect(await me()).toMatchObject({ status: 401 });
    browser = newWanderer(api.app);
    sits("shut", groups("soc", "admins"));
    expect(await signIn()).toMatchObject({ status: 403 });
    expect(await api.call("GET", "/v1/people/shut", admin)).toMatchObject({ body: { status: "disabled" } });
    expect(await audited("sign-in-refused")).toContainEqual(expect.objectContaining({ name: "shut" }));
  });

  it("is told by the provider's subject, whatever name it gives later", async () => {
    sits("sub-1", { ...groups("soc"), preferred_username: "first" });
    await signIn();
    browser = newWanderer(api.app);
    sits("sub-1", { ...groups("soc"), preferred_username: "renamed" });
    await signIn();
    expect(await me()).toMatchObject({ body: { person: "first" } });
  });
});

describe("somebody who is here already", () => {
  const invite = (name: string, mail?: string) =>
    api.call("POST", "/v1/people", admin, { name, roles: ["viewer"], ...(mail === undefined ? {} : { mail }) });
  const comes = (sub: string, mail: string, verified: boolean) =>
    sits(sub, { ...groups("soc"), preferred_username: "given", email: mail, email_verified: verified });

  it("is not taken over by whoever the provider gives their name", async () => {
    await invite("taken", "taken@example.com");
    sits("evil", { ...groups("admins"), preferred_username: "Taken" });
    expect(await signIn()).toMatchObject({ status: 409, text: expect.stringContaining("called taken") });
    expect(await api.call("GET", "/v1/people/taken", admin)).toMatchObject({ body: { status: "invited" } });
  });

  it("is linked by the verified mail they were invited for, only where the settings say so", async () => {
    await invite("invited", "Invited@Example.com");
    await set({ addPeople: false });
    comes("sub-2", "invited@example.com", true);
    expect(await signIn()).toMatchObject({ status: 403 });
    await set({ addPeople: false, linkByMail: true });
    comes("sub-2", "invited@example.com", false);
    expect(await signIn()).toMatchObject({ status: 403 });
    comes("sub-2", "invited@example.com", true);
    expect(await signIn()).toMatchObject({ url: expect.objectContaining({ pathname: "/" }) });
    expect(await me()).toMatchObject({ body: { person: "invited", roles: ["analyst"] } });
    expect(await audited("person-linked")).toMatchObject([{ name: "invited" }]);
  });

  it("is not linked once they have a password, nor twice", async () => {
    await set({ addPeople: false, linkByMail: true });
    comes("sub-3", "invited@example.com", true);
    expect(await signIn()).toMatchObject({ status: 403 });
    const added = await invite("with-password", "with@example.com");
    const { code } = (added.body as { invitation: { code: string } }).invitation;
    const own = newBrowser(api.app);
    await own.call("POST", "/v1/invitation", { code, password: "seven green bicycles" });
    comes("sub-4", "with@example.com", true);
    expect(await signIn()).toMatchObject({ status: 403 });
  });

  it("is forgotten by an admin, and then somebody new to the provider", async () => {
    await set({ addPeople: false, linkByMail: true });
    expect(await api.call("DELETE", "/v1/people/invited/identity", admin)).toMatchObject({ status: 200 });
    comes("sub-5", "invited@example.com", true);
    await signIn();
    expect(await me()).toMatchObject({ body: { person: "invited" } });
  });
});

describe("an answer of the provider", () => {
  beforeEach(() => sits("anna", groups("soc")));

  it("is taken once, in the browser that set out, and with its own state", async () => {
    const { url } = await browser.go("/sign-in/oidc", isBack);
    const elsewhere = newWanderer(api.app);
    expect(await elsewhere.go(url.href)).toMatchObject({ status: 410 });
    const other = new URL(url);
    other.searchParams.set("state", "another");
    expect(await browser.go(other.href)).toMatchObject({
      status: 410,
      text: expect.stringContaining("did not set out"),
    });
    const mark = browser.cookies.get("cordon_try")!;
    expect(await browser.go(url.href)).toMatchObject({ url: expect.objectContaining({ pathname: "/" }) });
    browser.cookies.set("cordon_try", mark);
    expect(await browser.go(url.href)).toMatchObject({ status: 410 });
  });

  it("is refused with a code that was used before, that of another try, or none", async () => {
    const first = await browser.go("/sign-in/oidc", isBack);
    await browser.go(first.url.href);
    const second = await browser.go("/sign-in/oidc", isBack);
    const mixed = new URL(second.url);
    mixed.searchParams.set("code", first.url.searchParams.get("code")!);
    expect(await browser.go(mixed.href)).toMatchObject({ status: 403, text: expect.stringContaining("invalid_grant") });
    const [third, fourth] = [await browser.go("/sign-in/oidc", isBack), await browser.go("/sign-in/oidc", isBack)];
    const swapped = new URL(fourth.url);
    swapped.searchParams.set("code", third.url.searchParams.get("code")!);
    expect(await browser.go(swapped.href), "PKCE binds the code to its try").toMatchObject({ status: 403 });
    const none = (await browser.go("/sign-in/oidc", isBack)).url;
    none.searchParams.delete("code");
    expect(await browser.go(none.href)).toMatchObject({ status: 403 });
  });

  it.each([
    ["another issuer", (url: URL) => url.searchParams.set("iss", "https://evil.example")],
    ["no issuer, though it says that it names itself", (url: URL) => url.searchParams.delete("iss")],
    ["two states", (url: URL) => url.searchParams.append("state", url.searchParams.get("state")!)],
    ["an error", (url: URL) => url.searchParams.set("error", "access_denied")],
  ])("is refused with %s (RFC 9207, RFC 6749)", async (_what, spoil) => {
    const { url } = await browser.go("/sign-in/oidc", isBack);
    spoil(url);
    expect(await browser.go(url.href)).toMatchObject({ status: 403 });
    expect(browser.cookies.has("cordon_session")).toBe(false);
  });
});

describe("a fresh proof", () => {
  afterEach(() => sits("anna", groups("soc")));
  const session = () => {
    const here = newBrowser(api.app);
    here.cookie = `cordon_session=${browser.cookies.get("cordon_session")}`;
    return here;
  };
  const age = () =>
    api.store.database.system.query("UPDATE sessions SET proved_at = now() - interval '1 hour' WHERE person = 'boss'");
  const guarded = () => session().call("POST", "/v1/people", { name: "nobody", roles: ["nonsense"] });

  it("is asked of the provider anew, with max_age, and renews the session under another cookie", async () => {
    sits("boss", groups("admins"));
    await signIn();
    expect(await guarded(), "who has just signed in has proved it").toMatchObject({ status: 400 });
    await age();
    later += 10_000;
    const body = { code: "api.proof-too-old", details: { at: "/sign-in/oidc?proof=1" } };
    expect(await guarded()).toMatchObject({ status: 403, body });
    const [before, asked] = [browser.cookies.get("cordon_session"), provider.asked];
    expect((await browser.go("/sign-in/oidc?proof=1&to=/settings")).url.pathname).toBe("/settings");
    expect(provider.asked).toBe(asked + 1);
    expect(browser.cookies.get("cordon_session")).not.toBe(before);
    expect(await guarded()).toMatchObject({ status: 400 });
  });

  it("is refused when the provider vouches for somebody else", async () => {
    sits("boss", groups("admins"));
    await signIn();
    browser.forget(provider.issuer);
    sits("anna", groups("soc"));
    const refused = { status: 403, text: expect.stringContaining("somebody else") };
    expect(await browser.go("/sign-in/oidc?proof=1")).toMatchObject(refused);
  });

  it("needs somebody who is signed in", async () => {
    expect(await browser.go("/sign-in/oidc?proof=1")).toMatchObject({ status: 401 });
  });
});

describe("signing out", () => {
  it("leads to the provider, which ends its session as well", async () => {
    sits("anna", groups("soc"));
    await signIn();
    const here = newBrowser(api.app);
    here.cookie = `cordon_session=${browser.cookies.get("cordon_session")}`;
    const { body } = await here.call("DELETE", "/v1/session");
    const { goOnTo } = body as { goOnTo: string };
    expect(new URL(goOnTo).origin).toBe(provider.issuer);
    expect(Object.fromEntries(new URL(goOnTo).searchParams)).toEqual({
      client_id: provider.clientId,
      post_logout_redirect_uri: "http://localhost/",
    });
    expect(await browser.go(goOnTo)).toMatchObject({ status: 200 });
  });
});
