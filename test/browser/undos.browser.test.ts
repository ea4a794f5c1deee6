/** What is changed in settings and limits can be taken back from the message that says it is done; the API says whether it was. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ConnectionView } from "../../src/api/contract/connection.ts";
import { NO_BROWSER, type OpenConsole, openConsole } from "../support/console.ts";

describe.skipIf(NO_BROWSER !== "")(`what can be taken back ${NO_BROWSER}`, () => {
  let console: OpenConsole;
  beforeAll(async () => {
    console = await openConsole();
  });
  afterAll(() => console?.close());

  /** Presses Undo until the API answers as it did before. */
  async function takenBack(path: string, before: unknown): Promise<void> {
    await console.page.getByRole("button", { name: "Undo" }).last().click();
    await expect.poll(() => console.call("GET", path), { timeout: 10_000 }).toEqual(before);
  }

  test("is when breakers open", async () => {
    const { page, call } = console;
    const path = "/v1/breakers/thresholds";
    const before = await call<{ minutes: number }>("GET", path);
    await console.goto("/containment?tab=breakers");
    await page.getByLabel("Minutes looked back").fill("77");
    await page.getByRole("button", { name: "Save" }).click();
    await expect.poll(() => call("GET", path), { timeout: 10_000 }).toMatchObject({ minutes: 77 });
    await takenBack(path, before);
    await expect.poll(() => page.getByLabel("Minutes looked back").inputValue()).toBe(String(before.minutes));
  });

  test("is how long something is kept", async () => {
    const { page, call } = console;
    const before = await call("GET", "/v1/retention");
    await console.goto("/settings?tab=retention");
    await page
      .getByRole("button", { name: /^Change how long is kept: / })
      .first()
      .click();
    await page.getByRole("dialog").getByRole("spinbutton").fill("901");
    await page.keyboard.press("Enter");
    await expect
      .poll(async () => JSON.stringify(await call("GET", "/v1/retention")), { timeout: 10_000 })
      .toContain("901");
    await takenBack("/v1/retention", before);
  });

  test("is whose roles need a second factor", async () => {
    const { page, call } = console;
    const before = await call("GET", "/v1/sign-in-policy");
    await console.goto("/settings?tab=signIn");
    await page.getByLabel("Viewer").check();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect
      .poll(() => call("GET", "/v1/sign-in-policy"), { timeout: 10_000 })
      .toMatchObject({ secondFactorFor: ["viewer"] });
    await takenBack("/v1/sign-in-policy", before);
  });

  test("is that somebody else is asked", async () => {
    const { page, call } = console;
    await call("POST", "/v1/people", { name: "cleo", roles: ["approver"] });
    await console.goto("/approvals");
    await page.getByRole("button", { name: "Delegate" }).click();
    await page.getByRole("combobox", { name: "To" }).click();
    await page.getByPlaceholder("Search").fill("cleo");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").getByRole("button", { name: "Delegate" }).click();
    await expect
      .poll(async () => JSON.stringify(await call("GET", "/v1/delegations")), { timeout: 10_000 })
      .toContain("cleo");
    await takenBack("/v1/delegations", { items: [] });
  });

  test("is how a connection is set up, but for a secret that another took the place of", async () => {
    const { page, call } = console;
    const path = "/v1/connections/undone";
    const secrets = { token: "xoxb-1", signingSecret: "signed-once" };
    await call("POST", "/v1/connections", {
      name: "undone",
      connector: "slack",
      settings: { channel: "#soc" },
      secrets,
    });
    const before = await call<ConnectionView>("GET", path);
    await console.goto("/connections?id=undone");
    await page.getByLabel(/^Channel/).fill("#night");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect.poll(() => call("GET", path), { timeout: 10_000 }).toMatchObject({ settings: { channel: "#night" } });
    await takenBack(path, before);
    await expect.poll(() => page.getByLabel(/^Channel/).inputValue()).toBe("#soc");
    await page.getByLabel(/^Take away what is set: /).check();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("The secrets before are gone").first().waitFor();
    expect(await call("GET", path)).toMatchObject({ secretNames: ["token"] });
    expect(await console.violations()).toEqual([]);
    await call("DELETE", path);
    expect(console.complaints).toEqual([]);
  });
});
