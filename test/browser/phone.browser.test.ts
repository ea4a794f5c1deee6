/** Every screen on a phone: nothing is wider than it, and nothing stands on something else. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { IncidentSummary } from "../../src/api/contract/incident.ts";
import { SCREENS } from "../../web/src/app/screens.ts";
import { NO_BROWSER, type OpenConsole, openConsole } from "../support/console.ts";
import { addressesOf } from "../support/console-walk.ts";

/** What does not fit: the page itself, and cells of tables whose text runs over into the next. */
const TOO_WIDE = `(() => {
  const page = document.documentElement;
  const found = page.scrollWidth > page.clientWidth ? ["the page: " + page.scrollWidth] : [];
  for (const cell of document.querySelectorAll("th, td"))
    if (cell.scrollWidth > cell.clientWidth + 1) found.push(cell.textContent);
  return found;
})()`;

describe.skipIf(NO_BROWSER !== "")(`on a phone ${NO_BROWSER}`, () => {
  let console: OpenConsole;
  let addresses: string[];
  beforeAll(async () => {
    console = await openConsole({ width: 390, height: 844 });
    addresses = await addressesOf(console);
  });
  afterAll(() => console?.close());

  test.each(SCREENS.map(({ path }, place) => ({ path, place })))("everything fits: $path", async ({ place }) => {
    const { page } = console;
    const found: string[] = [];
    await console.goto(addresses[place]!);
    await page.locator(".skeleton").filter({ visible: true }).first().waitFor({ state: "detached" });
    const parts = page.getByRole("tab");
    for (let part = 0; part < Math.max(1, await parts.count()); part += 1) {
      if (part > 0) await parts.nth(part).click();
      await page.locator(".skeleton").filter({ visible: true }).first().waitFor({ state: "detached" });
      const wide = (await page.evaluate(TOO_WIDE)) as string[];
      found.push(...wide.map((what) => `part ${part}: ${what}`));
    }
    expect([...found, ...console.complaints.splice(0)]).toEqual([]);
  });

  test("the chosen part is in sight among the names of all parts, also by a link", async () => {
    const { page } = console;
    const { items } = await console.call<{ items: IncidentSummary[] }>("GET", "/v1/incidents?limit=1");
    const cutOff = () =>
      page.getByRole("tablist").evaluate((list) => {
        const tab = list.querySelector("[aria-selected=true]")!.getBoundingClientRect();
        const { left, right } = list.getBoundingClientRect();
        return Math.max(0, left - tab.left, tab.right - right);
      });
    for (const part of ["proposals", "timeline", "similar"]) {
      await console.goto(`/incidents/${items[0]!.number}?tab=${part}`);
      await page.getByRole("tab").last().waitFor();
      await expect.poll(cutOff, { timeout: 20_000 }).toBe(0);
    }
    for (const key of "162") {
      await page.keyboard.press(key);
      await expect.poll(cutOff, { timeout: 20_000 }).toBe(0);
    }
    await console.picture("phone-parts");
  });
});
