/** Keys of screens on which content is read and written: what the help names is pressed, and does what it says. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NO_BROWSER, type OpenConsole, openConsole } from "../support/console.ts";

describe.skipIf(NO_BROWSER !== "")(`keys ${NO_BROWSER}`, () => {
  let console: OpenConsole;
  beforeAll(async () => {
    console = await openConsole();
  });
  afterAll(() => console?.close());

  const focused = () => console.page.evaluate(() => document.activeElement?.textContent ?? "");
  const path = () => new URL(console.page.url()).pathname;

  /** What the help says of the screen that is open: the titles of its groups, and what is done there. */
  async function help(): Promise<{ titles: string[]; text: string }> {
    const { page } = console;
    await page.keyboard.press("?");
    const dialog = page.getByRole("dialog", { name: "Keys" });
    await dialog.waitFor();
    const told = {
      titles: await dialog.getByRole("heading", { level: 3 }).allInnerTexts(),
      text: await dialog.innerText(),
    };
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    return told;
  }

  test("go through the playbooks, open one, and write it", async () => {
    const { page } = console;
    await console.goto("/playbooks");
    const links = page.getByRole("rowheader").getByRole("link");
    await links.first().waitFor();
    const { titles, text } = await help();
    expect(titles).toEqual(["Playbooks", "Everywhere"]);
    expect(text).toMatch(/Next[\s\S]*Previous[\s\S]*Open[\s\S]*Write a new playbook/);
    const names = await links.allInnerTexts();
    // What waits for somebody's word stands above them, and is gone through first.
    const waiting = await page.locator("[data-rows] li").count();
    for (let press = 0; press < waiting + 3; press += 1) await page.keyboard.press("j");
    await page.keyboard.press("k");
    expect(await focused()).toBe(names[1]);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: names[1]! }).waitFor();
    await page.getByRole("tab", { name: "Versions" }).waitFor();
    await page.keyboard.press("4");
    await page.getByRole("tab", { name: "Versions", selected: true }).waitFor();
    await page.keyboard.press("e");
    await page.getByRole("textbox", { name: "playbook.yaml" }).waitFor();
    expect(path()).toMatch(/\/edit$/);
    await page.keyboard.press("3");
    await page.getByRole("tab", { name: "Tests", selected: true }).waitFor();
    await console.goto("/playbooks");
    await links.first().waitFor();
    await page.keyboard.press("n");
    await page.getByRole("heading", { level: 1, name: "New playbook" }).waitFor();
  });

  test("are those of the text where somebody writes, and the digits are its letters", async () => {
    const { page } = console;
    await console.goto("/playbooks/phishing-report/edit");
    const text = page.getByRole("textbox", { name: "playbook.yaml" });
    await text.click();
    await page.keyboard.press("Control+Home");
    await page.keyboard.type("3");
    await page.getByRole("tab", { name: "Graph", selected: true }).waitFor();
    expect(await text.innerText()).toMatch(/^3/);
    await page.keyboard.press("Backspace");
    await page.getByText("No findings").waitFor();
  });

  test("lead to the parts of the taxonomy and of the policies, which the help names", async () => {
    const { page } = console;
    for (const [screen, parts] of [
      ["taxonomy", ["Types", "Effect of the change", "Versions"]],
      ["policies", ["Effect of the change", "Who could be reached", "One decision", "Versions"]],
    ] as const) {
      await console.goto(`/${screen}`);
      await page.getByRole("tab").first().waitFor();
      const { titles, text } = await help();
      expect(titles.at(-1)).toBe("Everywhere");
      for (const [place, name] of parts.entries()) {
        expect(text).toContain(name);
        await page.keyboard.press(String(place + 1));
        await page.getByRole("tab", { name, selected: true }).waitFor();
      }
    }
    expect(console.complaints).toEqual([]);
  });

  test("open a run from the list, go through its steps, and lead to its incident", async () => {
    const { page } = console;
    await console.goto("/runs");
    await page.getByRole("grid", { name: "Runs" }).waitFor();
    expect((await help()).titles).toEqual(["Runs", "Everywhere"]);
    for (const key of ["j", "j", "k", "Enter"]) await page.keyboard.press(key);
    await page.getByRole("heading", { level: 1, name: /^Run of “/ }).waitFor();
    await page.getByRole("region", { name: "Steps" }).waitFor();
    await page.keyboard.press("j");
    await page.waitForURL(/step=/);
    const first = new URL(page.url()).searchParams.get("step");
    await page.keyboard.press("j");
    await expect.poll(() => new URL(page.url()).searchParams.get("step")).not.toBe(first);
    await page.keyboard.press("k");
    await expect.poll(() => new URL(page.url()).searchParams.get("step")).toBe(first);
    await page.keyboard.press("i");
    await page.getByRole("tab", { name: "Timeline" }).waitFor();
    expect(path()).toMatch(/^\/incidents\//);
    expect(console.complaints).toEqual([]);
  });
});
