/** Coming in by an invitation, a second factor of one's own, and coming in again with it. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AddedPerson } from "../../src/api/contract/person.ts";
import { NO_BROWSER, type OpenConsole, openConsole, underTest } from "../support/console.ts";
import { totpCode } from "../support/totp-code.ts";

const GRACE = { name: "grace", password: "a-ship-in-port-is-safe-9" };

describe.skipIf(NO_BROWSER !== "")(`the account ${NO_BROWSER}`, () => {
  let console: OpenConsole;
  let codes: string[] = [];
  let secret = "";
  beforeAll(async () => {
    console = await openConsole({ signedIn: false });
  });
  afterAll(() => console?.close());

  const password = async () => {
    const { page } = console;
    await page.getByLabel("Name").fill(GRACE.name);
    await page.getByLabel("Password").fill(GRACE.password);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "One step more" }).waitFor();
  };

  test("is opened by the link of an invitation", async () => {
    const { page, call } = console;
    const body = { name: GRACE.name, roles: ["analyst"] };
    const { invitation } = await call<AddedPerson>("POST", "/v1/people", body);
    await console.goto(`/invitation#${invitation?.code}`);
    await page.getByLabel("New password").fill(GRACE.password);
    await page.getByLabel("Once more").fill("something else");
    await page.getByText("The two are not the same").waitFor();
    expect(await console.examine("invitation")).toEqual([]);
    await page.getByLabel("Once more").fill(GRACE.password);
    await page.getByRole("button", { name: "Choose and sign in" }).click();
    await page.getByRole("heading", { name: "Queue" }).waitFor();
    expect(page.url()).not.toContain("invitation");
  });

  test("is signed out of another browser, after it was said what brings that back", async () => {
    const { page } = console;
    await fetch(`${underTest.url}/v1/sign-in`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-cordon-csrf": "1",
        origin: underTest.url,
        "user-agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0",
      },
      body: JSON.stringify(GRACE),
    });
    await page.getByRole("link", { name: /Account of/ }).click();
    await page.getByRole("button", { name: "Sign out Firefox on Linux" }).click();
    const dialog = page.getByRole("dialog", { name: "Sign out Firefox on Linux?" });
    await dialog.getByText("Sign in there again.").waitFor();
    expect(await console.examine("account-session-end")).toEqual([]);
    await dialog.getByRole("button", { name: "Sign out" }).click();
    await page.getByText("That session is over.").first().waitFor();
    await page.getByRole("button", { name: "Sign out Firefox on Linux" }).waitFor({ state: "detached" });
    await page.getByRole("link", { name: "Queue" }).click();
  });

  test("takes an authenticator app, whose QR code and secret are shown, and gives recovery codes once", async () => {
    const { page } = console;
    await page.getByRole("link", { name: /Account of/ }).click();
    await page.getByRole("button", { name: "Set up an app" }).click();
    await page.getByRole("img", { name: /QR code/ }).waitFor();
    expect(await console.examine("account-app")).toEqual([]);
    secret = await page.getByRole("group", { name: "Secret" }).innerText();
    await page.getByLabel("Code that the app shows now").fill(totpCode(secret));
    await page.getByRole("button", { name: "Confirm" }).click();
    codes = (await page.getByRole("group", { name: "Recovery codes" }).innerText()).trim().split("\n");
    expect(codes.length).toBeGreaterThan(5);
    expect(await console.violations()).toEqual([]);
    await page.getByRole("button", { name: "I have kept them" }).click();
    await page.getByText("In use", { exact: true }).waitFor();
    await page.getByText(`${codes.length} left`).waitFor();
    await page.getByText("This one").waitFor();
    expect(await console.examine("account")).toEqual([]);
  });

  test("asks for the second factor as a step of its own: a code of the app, or a recovery code", async () => {
    const { page } = console;
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await password();
    expect(await console.examine("second-step")).toEqual([]);
    await page.getByLabel("Code").fill("000000");
    await page.keyboard.press("Enter");
    await page.getByText("This code is not right").waitFor();
    // The step of the code that confirmed the app is used up.
    await page.getByLabel("Code").fill(totpCode(secret, Date.now() + 30_000));
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: /Account of/ }).waitFor();
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await password();
    await page.getByRole("button", { name: "I do not have my authenticator here" }).click();
    await page.getByLabel("Recovery code").fill(codes[0] ?? "");
    await page.keyboard.press("Enter");
    await page.getByText(`${codes.length - 1} left`).waitFor();
    expect(console.complaints).toEqual([]);
  });
});
