/** Text that attackers write, in every field that they reach: it is shown, and nothing of it runs, links or loads. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { IncidentSummary } from "../../src/api/contract/incident.ts";
import { NO_BROWSER, type OpenConsole, openConsole } from "../support/console.ts";
import { live } from "../support/console-presses.ts";
import { HOSTILE } from "../support/hostile-strings.ts";

describe.skipIf(NO_BROWSER !== "")(`what attackers write ${NO_BROWSER}`, () => {
  let console: OpenConsole;
  const requested: string[] = [];
  beforeAll(async () => {
    console = await openConsole();
    console.page.on("request", (request) => requested.push(request.url()));
    await console.deliver(
      ...HOSTILE.map((text, n) => ({
        ...{ title: text, description: text, rule: text, user: text.slice(0, 60) },
        host: `h${n}.example.com`,
      })),
    );
  });
  afterAll(() => console?.close());

  test(`is text in the queue: ${HOSTILE.length} strings in each field`, async () => {
    await console.goto("/?show=all&source=Example EDR");
    await console.page.getByRole("row").nth(5).waitFor();
    for (let page = 0; page < 12; page += 1) {
      await console.page.getByRole("grid").press("End");
      await console.page.mouse.move(700, 500);
      await console.page.mouse.wheel(0, 900);
      await console.page.waitForTimeout(150);
    }
    expect(await console.page.evaluate(live)).toEqual([]);
  });

  test("is text in an incident, on each of its parts", async () => {
    const { items } = await console.call<{ items: IncidentSummary[] }>(
      "GET",
      "/v1/incidents?limit=200&source=Example%20EDR",
    );
    expect(items.length).toBeGreaterThan(10);
    for (const [n, { number }] of items.slice(0, 5).entries()) {
      const tab = ["timeline", "alerts", "response", "entities", "similar"][n % 5]!;
      await console.goto(`/incidents/${number}?tab=${tab}`);
      await console.page.getByRole("tabpanel").waitFor();
      const evidence = console.page.getByRole("tabpanel").getByRole("button", { expanded: false }).first();
      if (tab === "alerts") await evidence.click();
      await console.page.waitForTimeout(200);
      expect(await console.page.evaluate(live)).toEqual([]);
    }
  });

  test("ran nothing, and made the browser ask nobody else", () => {
    expect(console.complaints).toEqual([]);
    const here = new URL(console.page.url()).origin;
    expect(requested.filter((url) => !url.startsWith(here) && !url.startsWith("data:"))).toEqual([]);
  });
});
