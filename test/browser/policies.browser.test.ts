/** Policies: written with what is wrong said at once, tried on the past and on everybody, and put in force. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NO_BROWSER, type OpenConsole, openConsole } from "../support/console.ts";

const FORBID = '@id("nobody-tonight") @reason("not tonight") forbid (principal, action in Action::"contain", resource)';

describe.skipIf(NO_BROWSER !== "")(`policies ${NO_BROWSER}`, () => {
  let console: OpenConsole;
  beforeAll(async () => {
    console = await openConsole();
  });
  afterAll(() => console?.close());

  const inForce = async () => (await console.call<{ number: number }>("GET", "/v1/policies")).number;

  test("say who could be reached, and explain one decision", async () => {
    const { page } = console;
    await console.goto("/policies?part=reach");
    await page.getByText("No findings").waitFor();
    await page.getByRole("combobox", { name: "Capability" }).click();
    await page.getByRole("option", { name: "identity.suspend-user" }).click();
    await page.getByRole("button", { name: "Say who" }).click();
    await page
      .getByText(/in the inventory/)
      .last()
      .waitFor();
    expect(await console.examine("policies-reach")).toEqual([]);
    await page.getByRole("tab", { name: "One decision" }).click();
    await page.getByRole("combobox", { name: "Capability" }).click();
    await page.getByRole("option", { name: "identity.suspend-user" }).click();
    await page.getByRole("textbox", { name: "Entity" }).fill("ada@example.com");
    await page.getByRole("button", { name: "Explain" }).click();
    await page.getByRole("region", { name: "The decision" }).waitFor();
    expect(await console.examine("policies-explain")).toEqual([]);
  });

  test("are changed, with their effect on the past shown before they are in force", async () => {
    const { page } = console;
    const before = await inForce();
    await console.goto("/policies");
    await page.getByRole("button", { name: "20-containment.cedar" }).click();
    const text = page.getByRole("textbox", { name: "20-containment.cedar" });
    await text.click();
    await page.keyboard.press("Control+Home");
    await page.keyboard.insertText("forbid\n");
    await page
      .getByText(/^\d+ findings?$/)
      .first()
      .waitFor();
    expect(await page.getByRole("button", { name: "Put in force…" }).isDisabled()).toBe(true);
    expect(await console.examine("policies-findings")).toEqual([]);
    for (const _ of "forbid\n") await page.keyboard.press("Backspace");
    await page.keyboard.insertText(`${FORBID};\n`);
    await page.getByText("No findings").waitFor();
    await page.getByRole("region", { name: "Effects of the last 30 days" }).waitFor();
    expect(await console.examine("policies")).toEqual([]);
    // What comes in force touches nothing that other tests look at.
    for (const _ of ";\n") await page.keyboard.press("Backspace");
    await page.keyboard.insertText(' when { resource.key == "nobody" };\n');
    await page.getByText("All would have been decided the same.").waitFor();
    await page.getByRole("button", { name: "Put in force…" }).click();
    await page.getByRole("region", { name: "Changes" }).getByRole("listitem").first().waitFor();
    await page.getByRole("textbox", { name: "Why" }).fill("Nobody tonight.");
    expect(await console.examine("policies-force")).toEqual([]);
    await page.getByRole("dialog").getByRole("button", { name: "Put in force" }).click();
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await page.getByText(`v${before + 1}`, { exact: true }).waitFor();
    await page.getByRole("tab", { name: "Versions" }).click();
    await page.getByRole("list", { name: "Versions" }).getByText("Nobody tonight.").waitFor();
    expect(await console.examine("policies-versions")).toEqual([]);
    expect(await inForce()).toBe(before + 1);
    expect(console.complaints).toEqual([]);
  });
});
