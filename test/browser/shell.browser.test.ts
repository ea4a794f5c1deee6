/** The frame: that it stands, in both themes, by keyboard, under the policy the server sends. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NO_BROWSER, type OpenConsole, openConsole, underTest } from "../support/console.ts";
import { ADMIN } from "../support/global-console.ts";

describe.skipIf(NO_BROWSER !== "")(`the console ${NO_BROWSER}`, () => {
  let console: OpenConsole;
  beforeAll(async () => {
    console = await openConsole();
    await console.goto("/");
  });
  afterAll(() => console?.close());

  test("is built as it is served to people, whoever built it", async () => {
    const page = await (await fetch(underTest.url)).text();
    expect(page).toContain("/assets/index-");
    expect(page).not.toContain("jsx-dev-runtime");
  });

  test("asks who one is", async () => {
    const stranger = await openConsole({ signedIn: false });
    await stranger.goto("/");
    await stranger.page.getByRole("heading", { name: "Sign in" }).waitFor();
    expect(await stranger.examine("sign-in")).toEqual([]);
    await stranger.page.getByLabel("Name").fill(ADMIN.name);
    await stranger.page.getByLabel("Password").fill(ADMIN.password);
    await stranger.page.keyboard.press("Enter");
    await stranger.page.getByRole("heading", { name: "Queue" }).waitFor();
    expect(stranger.complaints).toEqual([]);
    await stranger.close();
  });

  test("shows the palette and the keys, without a fault that axe would find", async () => {
    const { page } = console;
    await page.keyboard.press("Control+k");
    await page.getByPlaceholder(/Type a command/).waitFor();
    expect(await console.examine("palette")).toEqual([]);
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    await page.getByRole("heading", { name: "Keys" }).waitFor();
    expect(await console.examine("keys")).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
  });

  test("follows the keys that say where to go", async () => {
    const { page } = console;
    await console.goto("/no-such-page").catch(() => {});
    await page.getByText("There is no such page").waitFor();
    await page.keyboard.press("g");
    await page.keyboard.press("q");
    await page.getByRole("heading", { name: "Queue" }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/");
  });

  test("made the browser refuse nothing", () => expect(console.complaints).toEqual([]));
});
