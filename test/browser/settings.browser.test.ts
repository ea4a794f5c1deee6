/** Letting people and programs in, who is asked, and what is kept and held back. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OnCallList } from "../../src/api/contract/on-call.ts";
import type { OwnPlaceView } from "../../src/api/contract/own-place.ts";
import type { Person } from "../../src/model/person.ts";
import { NO_BROWSER, type OpenConsole, openConsole } from "../support/console.ts";
import { ADMIN } from "../support/global-console.ts";
import { modelServer } from "../support/model-server.ts";

describe.skipIf(NO_BROWSER !== "")(`settings ${NO_BROWSER}`, () => {
  let console: OpenConsole;
  beforeAll(async () => {
    console = await openConsole();
  });
  afterAll(() => console?.close());

  test("invite somebody, give them other roles, and shut them out", async () => {
    const { page, call } = console;
    await console.goto("/settings");
    await page.getByRole("button", { name: "Invite somebody" }).click();
    await page.getByLabel("Name").fill("joan");
    expect(await console.examine("settings-invite")).toEqual([]);
    await page.getByRole("button", { name: "Invite", exact: true }).click();
    await page.getByText(/\/invitation#crd_invite_/).waitFor();
    await page.getByRole("button", { name: "I have passed it on" }).click();
    await page.getByRole("button", { name: /joan/ }).click();
    await call("POST", "/v1/tokens", { name: "joan-laptop", roles: ["engineer"], person: "joan" });
    await console.goto("/settings?id=joan");
    await page.getByRole("button", { name: "Change roles" }).click();
    await page.getByLabel("Approver").check();
    await page.getByText("Tokens keep the roles they were made with: joan-laptop.").waitFor();
    await page.getByRole("button", { name: "Give these roles" }).click();
    await page.getByText("joan has these roles now").first().waitFor();
    expect((await call<Person>("GET", "/v1/people/joan")).roles.toSorted()).toEqual(["analyst", "approver"]);
    expect(await console.examine("settings-people")).toEqual([]);
    await page.getByRole("button", { name: "Shut out" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Shut out" }).click();
    await page.getByText("joan is shut out").first().waitFor();
    expect(await call("GET", "/v1/people/joan")).toMatchObject({ status: "disabled" });
  });

  test("say what is the organization's own, refuse what is no network, and take it back", async () => {
    const { page, call } = console;
    await console.goto("/settings?tab=own");
    await page.getByRole("button", { name: "Change" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Networks").fill("203.0.113.0");
    await dialog.getByRole("button", { name: "Keep" }).click();
    await dialog.getByText("is no network in CIDR notation").waitFor();
    await dialog.getByLabel("Networks").fill("203.0.113.0/24\n2001:db8::/48");
    await dialog.getByLabel("Domains").fill("example.com");
    await dialog.getByLabel("Time zone").click();
    await page.getByRole("option", { name: "Europe/Berlin" }).click();
    expect(await console.examine("settings-own")).toEqual([]);
    await dialog.getByRole("button", { name: "Keep" }).click();
    await page.getByRole("cell", { name: "Europe/Berlin" }).waitFor();
    const own = () => call<OwnPlaceView>("GET", "/v1/own-place");
    const networks = ["203.0.113.0/24", "2001:db8::/48"];
    expect((await own()).workspace).toEqual({ timeZone: "Europe/Berlin", networks, domains: ["example.com"] });
    await page.getByRole("button", { name: "Undo" }).first().click();
    await expect.poll(async () => (await own()).workspace).toEqual({ timeZone: null, networks: [], domains: [] });
  });

  test("make a token after a fresh proof, where one is needed, and revoke it", async () => {
    const { page } = console;
    await console.goto("/settings?tab=tokens");
    // As the server answers a quarter of an hour after the last proof.
    const tooOld = {
      type: "",
      title: "",
      status: 403,
      code: "api.proof-too-old",
      message: "This needs a fresh proof.",
    };
    const once = { times: 2 };
    let answered = false;
    await page.route(
      "**/v1/tokens",
      (route) => {
        if (answered || route.request().method() !== "POST") return route.continue();
        answered = true;
        return route.fulfill({ status: 403, contentType: "application/problem+json", body: JSON.stringify(tooOld) });
      },
      once,
    );
    await page.getByRole("button", { name: "Make a token" }).click();
    await page.getByLabel("Name").fill("feed-1");
    await page.getByLabel("Ingest").check();
    await page.getByRole("button", { name: "Make", exact: true }).click();
    await page.getByRole("heading", { name: "Is it still you?" }).waitFor();
    expect(await console.examine("proof")).toEqual([]);
    await page.getByLabel("Password").fill(ADMIN.password);
    await page.getByRole("button", { name: "Go on" }).click();
    await page.getByText(/^crd_/).waitFor();
    await page.getByRole("button", { name: "I have kept it" }).click();
    await page.getByRole("button", { name: "Revoke feed-1" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
    await page.getByText("feed-1 is revoked").first().waitFor();
    expect(await console.examine("settings-tokens")).toEqual([]);
  });

  test("put somebody on call, hold alerts back, and say what is kept", async () => {
    const { page, call } = console;
    // Who is shut out is not asked; who is let in again is.
    await call("PUT", "/v1/people/joan/roles", { roles: ["approver"] });
    await console.goto("/settings?tab=onCall");
    await page.getByRole("button", { name: "Put somebody on call" }).click();
    await page.getByLabel("Queue").fill("night");
    await page.getByRole("combobox", { name: "Person" }).click();
    await page.getByPlaceholder("Search").fill("joan");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Put on call" }).click();
    await page.getByText("joan is on call").first().waitFor();
    const { items } = await call<OnCallList>("GET", "/v1/on-call");
    expect(items).toMatchObject([{ queue: "night", person: "joan", place: 1 }]);
    expect(await console.violations()).toEqual([]);
    await page.getByRole("button", { name: /^Take joan/ }).click();
    await expect.poll(async () => (await call<OnCallList>("GET", "/v1/on-call")).items).toEqual([]);
    await page.getByRole("button", { name: "Undo" }).click();
    const order = async () => (await call<OnCallList>("GET", "/v1/on-call")).items;
    await expect.poll(order).toMatchObject([{ queue: "night", person: "joan", place: 1, from: items[0]!.from }]);
    await page.getByRole("tab", { name: "Suppressions" }).click();
    await page.getByRole("button", { name: "Suppress something" }).click();
    await page.getByLabel("When").fill('incident.title == "nobody writes this"');
    await page.getByLabel("Reason").fill("a test");
    await page.getByRole("button", { name: "Suppress", exact: true }).click();
    await page.getByRole("button", { name: /End the suppression/ }).waitFor();
    expect(await console.examine("settings-suppressions")).toEqual([]);
    await page.getByRole("tab", { name: "Retention" }).click();
    await page.getByText("Messages, word for word").waitFor();
    expect(await console.examine("settings-retention")).toEqual([]);
    await page.getByRole("tab", { name: "Sign-in" }).click();
    await page.getByText("Second factor", { exact: true }).waitFor();
    expect(await console.violations()).toEqual([]);
    expect(console.complaints).toEqual([]);
  });

  test("give a saved view to everybody, call it otherwise, and bring back one that was removed", async () => {
    const { page, call } = console;
    const names = async () =>
      (await call<{ items: { name: string; shared: boolean }[] }>("GET", "/v1/views")).items
        .filter(({ name }) => name.startsWith("night"))
        .map(({ name, shared }) => `${name} ${shared}`);
    await console.goto("/settings?tab=views");
    // As the person: a view that a token saves is the token's own.
    await page.evaluate(async () => {
      const headers = { "content-type": "application/json", "x-cordon-csrf": "1" };
      const view = { name: "night-watch", kind: "incidents", filter: 'severity >= "high"' };
      await fetch("/v1/views", { method: "POST", headers, body: JSON.stringify(view) });
    });
    await console.goto("/settings?tab=views");
    await page.getByRole("button", { name: "Give to everybody: night-watch" }).click();
    await page.getByRole("button", { name: "Keep for myself: night-watch" }).waitFor();
    expect(await names()).toContain("night-watch true");
    await page.getByRole("button", { name: "Rename: night-watch" }).click();
    await page.getByRole("dialog").getByLabel("Name").fill("night-duty");
    expect(await console.violations()).toEqual([]);
    await page.getByRole("dialog").getByRole("button", { name: "Rename" }).click();
    await page.getByRole("button", { name: "Rename: night-duty" }).waitFor();
    expect(await console.examine("settings-views")).toEqual([]);
    await page.getByRole("button", { name: "Remove: night-duty" }).click();
    await page.getByRole("button", { name: "Undo" }).first().click();
    await expect.poll(names).toContain("night-duty true");
    expect(await names()).not.toContain("night-watch true");
  });

  test("set a language model after it was tried out, and do without it again", async () => {
    const { page, call } = console;
    const server = await modelServer();
    server.script({ say: "ready" });
    await console.goto("/settings?tab=model");
    await page.getByRole("button", { name: "Set a model" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Model", { exact: true }).fill("qwen3");
    await dialog.getByLabel("Address").fill(server.url);
    await dialog.getByLabel(/^Key/).fill("sk-example-0001");
    await dialog.getByLabel(/^Calls a day/).fill("20");
    await dialog.getByRole("button", { name: "Try it out" }).click();
    await dialog.getByText(/It answers .*ready/).waitFor();
    expect(await console.examine("settings-model-set")).toEqual([]);
    await dialog.getByRole("button", { name: "Set it" }).click();
    await page.getByText("It is asked from now on").first().waitFor();
    expect(await call("GET", "/v1/model")).toMatchObject({
      settings: { provider: "openai-compatible", model: "qwen3", limits: { callsPerDay: 20 } },
      secretNames: ["apiKey"],
    });
    expect(await page.content()).not.toContain("sk-example-0001");
    expect(await console.examine("settings-model")).toEqual([]);
    await page.getByRole("button", { name: "Do without" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Do without" }).click();
    await page.getByText("There is none any more").first().waitFor();
    expect(await call("GET", "/v1/model")).toMatchObject({ settings: null });
    await server.close();
  });

  test("change nothing when an identity provider does not answer", async () => {
    const { page, call } = console;
    await console.goto("/settings?tab=signIn");
    // Our own address is no attacker's: it is written as it has to be written down there.
    await page.getByText(/^http:.*\/$/).waitFor();
    await page.getByRole("button", { name: "Set a provider" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name", { exact: true }).fill("Company");
    await dialog.getByLabel("Issuer").fill("http://127.0.0.1:9");
    await dialog.getByLabel("Client", { exact: true }).fill("cordon");
    await dialog.getByLabel("The client's secret").fill("a-secret-of-ours");
    await dialog.getByLabel("What its groups give").fill("soc = boss");
    await dialog.getByText(/^Line 1: expected group = role/).waitFor();
    await dialog.getByLabel("What its groups give").fill("soc = analyst, approver");
    expect(await console.examine("settings-identity")).toEqual([]);
    await dialog.getByRole("button", { name: "Ask it, and set it" }).click();
    await dialog.getByRole("alert").waitFor();
    expect(await call("GET", "/v1/identity-provider")).toMatchObject({ provider: null });
    await page.keyboard.press("Escape");
    expect(console.complaints).toEqual([]);
  });
});
