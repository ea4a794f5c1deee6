/** The frame: that it stands, in both themes, by keyboard, under the policy the server sends. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AddedPerson } from "../../src/api/contract/person.ts";
import { NO_BROWSER, type OpenConsole, openConsole, underTest } from "../support/console.ts";
import { ADMIN } from "../support/global-console.ts";

const PATIENCE = { timeout: 10_000 };

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

  test("says by the window's title and the focus where somebody arrived", async () => {
    const { page } = console;
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    await console.goto("/");
    expect(await page.evaluate(() => document.activeElement?.tagName), "the first page is read from its top").toBe(
      "BODY",
    );
    for (const [key = "", title = ""] of ["r Runs", "s Settings", "q Queue"].map((one) => one.split(" "))) {
      for (const pressed of ["g", key]) await page.keyboard.press(pressed);
      await page.getByRole("heading", { level: 1, name: title }).waitFor();
      await expect.poll(focused, PATIENCE).toBe(title);
      expect(await page.title()).toBe(`${title} · Cordon`);
    }
  });

  test("gives the focus back to where it was before a dialog", async () => {
    const { page } = console;
    const focused = () => page.evaluate(() => document.activeElement?.ariaLabel ?? document.activeElement?.textContent);
    const closed = async () => {
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "hidden" });
    };
    await page.getByRole("row").nth(1).waitFor();
    await page.getByRole("grid").focus();
    for (const key of ["Control+k", "?", "e"]) {
      await page.keyboard.press(key);
      await page.getByRole("dialog").waitFor();
      await closed();
      await expect.poll(focused, { ...PATIENCE, message: key }).toBe("Incidents");
    }
    // From a menu, whose entry is gone by then, into a dialog that asks for the focus itself.
    await page.getByRole("button", { name: "Views" }).click();
    await page.getByRole("menuitem", { name: "Save as view…" }).click();
    await page.getByRole("dialog").getByLabel("Name").waitFor();
    await closed();
    await expect.poll(focused, PATIENCE).toBe("Views");
  });

  test("asks once more for a screen that could not be had", async () => {
    const { page } = console;
    await console.goto("/");
    let refused = 0;
    await page.route("**/assets/containment-screen*.js", (route) =>
      refused++ === 0 ? route.abort() : route.continue(),
    );
    await page.keyboard.press("g");
    await page.keyboard.press("c");
    await page.getByRole("heading", { level: 1, name: "Containment" }).waitFor();
    expect(refused).toBe(2);
    await page.unrouteAll();
  });

  test("says that it is not live while the server is away, and reads anew by itself what it could not read meanwhile", async () => {
    const { page } = console;
    await page.route("**/v1/events", (route) => route.abort("connectionrefused"));
    await console.goto("/containment");
    const line = page.getByRole("status").filter({ hasText: "not live since" });
    await line.waitFor();
    expect(await console.examine("not-live")).toEqual([]);
    await page.route("**/v1/containment**", (route) => route.abort("connectionrefused"));
    await page.getByRole("tab", { name: "Ended" }).click();
    await page.getByRole("alert").filter({ hasText: "The server cannot be reached" }).waitFor(PATIENCE);
    await page.unrouteAll();
    await line.waitFor({ state: "hidden", timeout: 20_000 });
    await page.getByRole("alert").waitFor({ state: "detached", ...PATIENCE });
    expect(await page.getByRole("tab", { name: "Ended", selected: true }).isVisible()).toBe(true);
  });

  test("asks who one is as soon as the session is ended elsewhere, says why, and goes on where it was", async () => {
    const { call } = console;
    const { invitation } = await call<AddedPerson>("POST", "/v1/people", { name: "nora", roles: ["viewer"] });
    const password = "a-lantern-in-the-attic-4";
    const theirs = await openConsole({ signedIn: false });
    await theirs.goto(`/invitation#${invitation?.code}`);
    await theirs.page.getByLabel("New password").fill(password);
    await theirs.page.getByLabel("Once more").fill(password);
    await theirs.page.keyboard.press("Enter");
    await theirs.page.getByRole("heading", { name: "Queue" }).waitFor();
    await theirs.goto("/containment?tab=past");
    await theirs.page.getByRole("tab", { name: "Ended", selected: true }).waitFor();
    await call("DELETE", "/v1/people/nora/sessions");
    await theirs.page.getByText("Your session here is over").waitFor(PATIENCE);
    expect(await theirs.examine("session-over")).toEqual([]);
    await theirs.page.getByLabel("Name").fill("nora");
    await theirs.page.getByLabel("Password").fill(password);
    await theirs.page.keyboard.press("Enter");
    await theirs.page.getByRole("tab", { name: "Ended", selected: true }).waitFor();
    await theirs.page.getByRole("button", { name: "Sign out" }).click();
    await theirs.page.getByRole("heading", { name: "Sign in" }).waitFor();
    expect(await theirs.page.getByText("Your session here is over").count()).toBe(0);
    expect(theirs.complaints).toEqual([]);
    await theirs.close();
  });

  test("says of what it reads by itself that nobody is there, so that it keeps no session alive", async () => {
    const left = await openConsole();
    await left.page.clock.install();
    await left.goto("/");
    const { page } = left;
    await page.getByRole("heading", { name: "Queue" }).waitFor();
    const read = async (act: () => Promise<unknown>) => {
      // Its answer as well: while one is on its way none is asked for beside it.
      const answered = page.waitForResponse((response) => response.url().includes("/v1/freezes"));
      await act();
      const answer = await answered;
      await answer.finished();
      return answer.request().headers()["x-cordon-unattended"];
    };
    expect(await read(() => page.clock.fastForward("03:00"))).toBe("1");
    await page.keyboard.press("j");
    expect(await read(() => page.clock.fastForward("01:01"))).toBeUndefined();
    await left.close();
  });

  test("moves nothing for those who asked for that", async () => {
    const { page } = console;
    await page.emulateMedia({ reducedMotion: "reduce" });
    await console.goto("/");
    const moving = await page.evaluate(() => {
      const { dataset } = document.documentElement;
      dataset.theme = dataset.theme === "dark" ? "light" : "dark";
      // Looking at it makes the browser work out what the change sets in motion.
      document.body.getBoundingClientRect();
      return document.getAnimations().map((one) => (one.effect as KeyframeEffect | null)?.target?.className);
    });
    expect(moving).toEqual([]);
  });

  test("made the browser refuse nothing", () => expect(console.complaints).toEqual([]));
});
