/** Pictures of what came and what became of it, each also as a table and as files. */
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NO_BROWSER, type OpenConsole, openConsole } from "../support/console.ts";

const TITLES = ["Incidents over time", "From alerts to people's work", "How long it took", "Playbooks week by week"];

describe.skipIf(NO_BROWSER !== "")(`the overview ${NO_BROWSER}`, () => {
  let console: OpenConsole;
  beforeAll(async () => {
    console = await openConsole({ height: 1900 });
  });
  afterAll(() => console?.close());

  test("draws every figure, and says what it shows in words", async () => {
    const { page } = console;
    await console.goto("/overview");
    for (const title of [...TITLES, "Effects over time", "ATT&CK coverage"])
      await page.getByRole("region", { name: title }).locator("svg text").first().waitFor();
    await page.getByText(/incidents were opened, by day/).waitFor();
    expect(await console.examine("overview")).toEqual([]);
  });

  test("keeps the period and the figure in the address", async () => {
    const { page } = console;
    await page.getByLabel("Period").selectOption("7");
    await page.getByLabel("Which time").selectOption("timeToAcknowledge");
    await page.getByText(/Time to acknowledge of \d+ incidents/).waitFor();
    expect(page.url()).toMatch(/days=7.*time=timeToAcknowledge/);
  });

  test("shows a picture as a table, and hands it on as SVG, PNG and CSV", async () => {
    const { page } = console;
    const part = page.getByRole("region", { name: "From alerts to people's work" });
    const starts: Record<string, string> = {};
    for (const kind of ["SVG", "PNG", "CSV"]) {
      await part.getByRole("button", { name: /^Download/ }).click();
      if (kind === "SVG") expect(await console.violations()).toEqual([]);
      const download = page.waitForEvent("download");
      await page.getByRole("menuitem", { name: kind }).click();
      const file = await download;
      expect(file.suggestedFilename()).toBe(`funnel.${kind.toLowerCase()}`);
      starts[kind] = (await buffer(await file.createReadStream())).subarray(0, 40).toString("latin1");
    }
    expect(starts).toEqual({
      SVG: expect.stringMatching(/^<svg /),
      PNG: expect.stringContaining("PNG"),
      CSV: expect.stringMatching(/^Stage,How many,Of the stage before/),
    });
    await part.getByRole("button", { name: /as a table/ }).click();
    await part.getByRole("cell", { name: "Alerts delivered" }).waitFor();
    expect(await console.violations()).toEqual([]);
    expect(console.complaints).toEqual([]);
  });
});
