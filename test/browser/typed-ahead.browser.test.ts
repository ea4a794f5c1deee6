/** Fast fingers on a slow machine: what is typed before its field is drawn. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { IncidentSummary } from "../../src/api/contract/incident.ts";
import { NO_BROWSER, type OpenConsole, openConsole } from "../support/console.ts";

const PATIENTLY = { timeout: 20_000 };

describe.skipIf(NO_BROWSER !== "")(`what is typed ahead ${NO_BROWSER}`, () => {
  let console: OpenConsole;
  let number = 0;
  beforeAll(async () => {
    console = await openConsole();
    const { items } = await console.call<{ items: IncidentSummary[] }>("GET", "/v1/incidents?limit=1&sort=oldest");
    number = items[0]!.number;
    const browser = await console.page.context().newCDPSession(console.page);
    await browser.send("Emulation.setCPUThrottlingRate", { rate: 6 });
  });
  afterAll(() => console?.close());

  test("is a whole comment, though its box was in another part, and no key of the incident", async () => {
    const { page } = console;
    await console.goto(`/incidents/${number}?tab=response`);
    await page.getByRole("tabpanel").waitFor();
    await page.keyboard.press("m");
    await page.keyboard.type("Came and made a note, done.");
    const box = page.getByRole("textbox", { name: "Comment" });
    await expect.poll(() => box.inputValue(), PATIENTLY).toBe("Came and made a note, done.");
    expect(await page.getByRole("dialog").count()).toBe(0);
  });

  test("belongs to the dialog that was asked for first, and opens no other", async () => {
    const { page } = console;
    await console.goto(`/incidents/${number}`);
    await page.getByRole("tabpanel").waitFor();
    await page.keyboard.press("n");
    await page.keyboard.type("eacd");
    const note = page.getByRole("dialog").getByRole("textbox");
    await expect.poll(() => note.inputValue(), PATIENTLY).toContain("eacd");
    expect(await page.getByRole("dialog").count()).toBe(1);
  });

  test("is looked for by the palette from its first letter", async () => {
    const { page } = console;
    await console.goto("/");
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.keyboard.press("Control+k");
    await page.keyboard.type("connec");
    const search = page.getByRole("dialog").getByRole("combobox");
    await expect.poll(() => search.inputValue(), PATIENTLY).toBe("connec");
  });

  test("made the browser refuse nothing", () => expect(console.complaints).toEqual([]));
});
