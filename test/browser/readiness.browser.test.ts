/** How ready one is, what holds it back, and a person's word on what cannot be measured. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Readiness } from "../../src/api/contract/readiness.ts";
import { NO_BROWSER, type OpenConsole, openConsole } from "../support/console.ts";

describe.skipIf(NO_BROWSER !== "")(`readiness ${NO_BROWSER}`, () => {
  let console: OpenConsole;
  beforeAll(async () => {
    console = await openConsole();
  });
  afterAll(() => console?.close());

  test("shows six dimensions, the lever, and the probes of the one that is chosen", async () => {
    const { page, call } = console;
    const { dimensions, lever } = await call<Readiness>("GET", "/v1/readiness");
    await console.goto("/readiness");
    for (const { title } of dimensions) await page.getByRole("button", { name: title }).waitFor();
    if (lever !== null) await page.getByText("Primary lever").waitFor();
    await page.getByRole("button", { name: dimensions[0]!.title }).click();
    await page.getByRole("heading", { name: `${dimensions[0]!.title}: Probes` }).waitFor();
    expect(page.url()).toContain(`dimension=${dimensions[0]!.id}`);
    expect(await console.examine("readiness")).toEqual([]);
  });

  test("takes a person's word, and leads to the screen where the next step is done", async () => {
    const { page, call } = console;
    await page
      .getByRole("button", { name: /^State it: / })
      .first()
      .click();
    await page.getByLabel("How you know").fill("we looked at ten incidents");
    expect(await console.violations()).toEqual([]);
    await page.getByRole("button", { name: "State", exact: true }).last().click();
    await page.getByText("It is stated").first().waitFor();
    const { dimensions } = await call<Readiness>("GET", "/v1/readiness");
    expect(dimensions.flatMap(({ probes }) => probes).some(({ kind, met }) => kind === "stated" && met)).toBe(true);
    await page
      .getByRole("link", { name: /^Go to / })
      .first()
      .click();
    await page.waitForURL((url) => url.pathname !== "/readiness");
    await console.goto("/readiness?tab=history");
    await page.getByRole("tab", { name: "Over time", selected: true }).waitFor();
    expect(await console.examine("readiness-history")).toEqual([]);
    expect(console.complaints).toEqual([]);
  });
});
