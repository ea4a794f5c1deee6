/** The taxonomy: its types, written with what is wrong said at once, tried on the past, put in force, and put back. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NO_BROWSER, type OpenConsole, openConsole } from "../support/console.ts";

describe.skipIf(NO_BROWSER !== "")(`the taxonomy ${NO_BROWSER}`, () => {
  let console: OpenConsole;
  beforeAll(async () => {
    console = await openConsole();
  });
  afterAll(() => console?.close());

  const inForce = async () => (await console.call<{ number: number }>("GET", "/v1/taxonomy")).number;
  const force = async (why: string) => {
    const { page } = console;
    await page.getByRole("button", { name: "Put in force…" }).click();
    await page.getByRole("region", { name: "Changes" }).getByRole("listitem").first().waitFor();
    await page.getByRole("textbox", { name: "Why" }).fill(why);
  };
  const confirm = async () => {
    const { page } = console;
    await page.getByRole("dialog").getByRole("button", { name: "Put in force" }).click();
    await page.getByRole("dialog").waitFor({ state: "hidden" });
  };

  test("is changed, with its effect on the past shown before it is in force, and changed back", async () => {
    const { page } = console;
    const before = await inForce();
    await console.goto("/taxonomy");
    await page.getByText("No findings").waitFor();
    await page.getByRole("button", { name: "Infected System" }).click();
    await page.getByRole("textbox", { name: "types/malicious-code.yaml" }).waitFor();
    expect(await console.examine("taxonomy")).toEqual([]);
    // The line after the type's code is its name.
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("End");
    await page.keyboard.insertText(": x");
    await page
      .getByText(/^\d+ findings?$/)
      .first()
      .waitFor();
    expect(await page.getByRole("button", { name: "Put in force…" }).isDisabled()).toBe(true);
    for (const _ of ": x") await page.keyboard.press("Backspace");
    await page.keyboard.insertText(" # of ours");
    await page.getByText("No findings").waitFor();
    await page.getByRole("tab", { name: "Effect of the change" }).click();
    await page.getByRole("region", { name: "Incidents of the last 30 days" }).waitFor();
    await force("To say whose it is.");
    expect(await console.examine("taxonomy-force")).toEqual([]);
    await confirm();
    await page
      .getByText(`v${before + 1}`, { exact: true })
      .first()
      .waitFor();
    expect(await inForce()).toBe(before + 1);

    await page.getByRole("tab", { name: "Versions" }).click();
    const versions = page.getByRole("list", { name: "Versions" });
    await versions.getByText("To say whose it is.").waitFor();
    await versions.getByRole("button", { name: "What it changed" }).first().click();
    await versions.getByText(`Beside v${before}:`).waitFor();
    expect(await console.examine("taxonomy-versions")).toEqual([]);
    const restore = versions.getByRole("button", { name: `Restore version ${before}…` });
    await restore.click();
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(() => page.getByRole("button", { name: "Put in force…" }).isDisabled()).toBe(true);
    await page.getByRole("tab", { name: "Versions" }).click();
    await restore.click();
    await page.getByText("No findings").waitFor();
    await force("It was of nobody.");
    await confirm();
    await page
      .getByText(`v${before + 2}`, { exact: true })
      .first()
      .waitFor();
    expect(console.complaints).toEqual([]);
  });
});
