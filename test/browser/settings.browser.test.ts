/** Letting people and programs in, who is asked, and what is kept and held back. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OnCallList } from "../../src/api/contract/on-call.ts";
import type { Person } from "../../src/model/person.ts";
import { NO_BROWSER, type OpenConsole, openConsole } from "../support/console.ts";
import { ADMIN } from "../support/global-console.ts";

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
    await page.getByRole("button", { name: "Change roles" }).click();
    await page.getByLabel("Approver").check();
    await page.getByRole("button", { name: "Give these roles" }).click();
    await page.getByText("joan has these roles now").first().waitFor();
    expect((await call<Person>("GET", "/v1/people/joan")).roles.toSorted()).toEqual(["analyst", "approver"]);
    expect(await console.examine("settings-people")).toEqual([]);
    await page.getByRole("button", { name: "Shut out" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Shut out" }).click();
    await page.getByText("joan is shut out").first().waitFor();
    expect(await call("GET", "/v1/people/joan")).toMatchObject({ status: "disabled" });
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
    await console.goto("/settings?tab=onCall");
    await page.getByRole("button", { name: "Put somebody on call" }).click();
    await page.getByLabel("Queue").fill("night");
    await page.getByLabel("Person").fill("joan");
    await page.getByRole("button", { name: "Put on call" }).click();
    await page.getByText("joan is on call").first().waitFor();
    const { items } = await call<OnCallList>("GET", "/v1/on-call");
    expect(items).toMatchObject([{ queue: "night", person: "joan", place: 1 }]);
    expect(await console.violations()).toEqual([]);
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
});
