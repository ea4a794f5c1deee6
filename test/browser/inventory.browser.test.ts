/** The inventory: what is known of whom, a file looked at before it is imported, and taken back. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { InventoryView } from "../../src/api/contract/inventory.ts";
import { NO_BROWSER, type OpenConsole, openConsole } from "../support/console.ts";

describe.skipIf(NO_BROWSER !== "")(`the inventory ${NO_BROWSER}`, () => {
  let console: OpenConsole;
  beforeAll(async () => {
    console = await openConsole();
  });
  afterAll(() => console?.close());

  const known = async (key: string) =>
    (await console.call<{ items: InventoryView[] }>("GET", "/v1/inventory?type=device&limit=200")).items.find(
      (one) => one.key === key,
    );

  test("says of each who matters and what a machine never contains, by type", async () => {
    const { page } = console;
    await console.goto("/inventory");
    await page.getByRole("cell").filter({ hasText: "dc01" }).first().waitFor();
    await page.getByText("Never contained by a machine").first().waitFor();
    expect(await console.examine("inventory")).toEqual([]);
    await page.getByLabel("Type").selectOption("Access key");
    await page.waitForURL(/type=access-key/);
    await page.getByRole("cell").filter({ hasText: "AKIA0RANGE" }).first().waitFor();
  });

  test("imports a file after it was seen what that changes, says where a file is wrong, and takes an import back", async () => {
    const { page } = console;
    await console.goto("/inventory?type=device");
    await page.getByRole("button", { name: "Import…" }).click();
    const dialog = page.getByRole("dialog");
    const wrong = "type,key,criticality\ndevice,kiosk-1,grave\ndevice,kiosk-2,low\n";
    await dialog
      .getByLabel(/^File/)
      .setInputFiles({ name: "kiosks.csv", mimeType: "text/csv", buffer: Buffer.from(wrong) });
    await dialog.getByRole("button", { name: "See what it changes" }).click();
    await dialog.getByText("Line 2, column 1").waitFor();
    expect(await console.examine("inventory-wrong")).toEqual([]);
    await dialog.getByLabel(/^Or its text/).fill(wrong.replace("grave", "high"));
    await dialog.getByRole("button", { name: "See what it changes" }).click();
    await dialog.getByText("2 new, 0 changed, 0 as they are").waitFor();
    expect(await console.examine("inventory-import")).toEqual([]);
    expect(await known("kiosk-1")).toBeUndefined();
    await dialog.getByRole("button", { name: "Import 2 entries" }).click();
    await page.getByRole("cell").filter({ hasText: "kiosk-1" }).waitFor();
    expect(await known("kiosk-1")).toMatchObject({ attributes: { criticality: "high" } });
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("The inventory is as it was").first().waitFor();
    expect(await known("kiosk-1")).toBeUndefined();
    expect(console.complaints).toEqual([]);
  });
});
