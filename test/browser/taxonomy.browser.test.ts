/** The taxonomy: its types, written with what is wrong said at once, tried on the past, and put in force. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NO_BROWSER, type OpenConsole, openConsole } from "../support/console.ts";

describe.skipIf(NO_BROWSER !== "")(`the taxonomy ${NO_BROWSER}`, () => {
  let console: OpenConsole;
  beforeAll(async () => {
    console = await openConsole();
  });
  afterAll(() => console?.close());

  const inForce = async () => (await console.call<{ number: number }>("GET", "/v1/taxonomy")).number;

  test("is changed, with its effect on the past shown before it is in force", async () => {
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
    await page.keyboard.insertText(" of ours");
    await page.getByText("No findings").waitFor();
    await page.getByRole("tab", { name: "Effect of the change" }).click();
    await page.getByRole("region", { name: "Incidents of the last 30 days" }).waitFor();
    await page.getByRole("button", { name: "Put in force…" }).click();
    await page.getByRole("region", { name: "Changes" }).getByRole("listitem").first().waitFor();
    expect(await console.examine("taxonomy-force")).toEqual([]);
    await page.getByRole("dialog").getByRole("button", { name: "Put in force" }).click();
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await page.getByText(`v${before + 1}`, { exact: true }).waitFor();
    expect(await inForce()).toBe(before + 1);
    expect(console.complaints).toEqual([]);
  });
});
