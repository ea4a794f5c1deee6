/** Every screen there is, with each part, menu and dialog open, and with what attackers write in each field. What is a row in the table of screens is walked through, without being added here. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SCREENS } from "../../web/src/app/screens.ts";
import { NO_BROWSER, type OpenConsole, openConsole } from "../support/console.ts";
import { live } from "../support/console-presses.ts";
import { addressesOf, PARTS_ALONE, walk, writeNothing } from "../support/console-walk.ts";
import { answerHostile } from "../support/hostile-answers.ts";

describe.skipIf(NO_BROWSER !== "")(`every screen ${NO_BROWSER}`, () => {
  let console: OpenConsole;
  let addresses: string[];
  const elsewhere: string[] = [];
  const titles: string[] = [];
  beforeAll(async () => {
    console = await openConsole();
    const { page, call } = console;
    addresses = await addressesOf(console);
    await writeNothing(page);
    await answerHostile(page, await call("GET", "/v1/openapi.json"));
    page.on("request", (request) => {
      if (!/^(?:data:|blob:)/.test(request.url())) elsewhere.push(new URL(request.url()).origin);
    });
  });
  afterAll(() => console?.close());

  test.each(SCREENS.map(({ path }, place) => ({ path, place })))(
    "is right in both themes: $path",
    async ({ place }) => {
      const found: string[] = [];
      await walk(console, addresses[place]!, async (where, opened) => {
        if (where === addresses[place]) titles.push(await console.page.title());
        found.push(...(await console.page.evaluate(live)).map((html) => `${where}: ${html}`));
        // The short dose asks axe about each screen as it opens alone.
        if (PARTS_ALONE && where !== addresses[place]) return;
        const within = opened === "" ? {} : { within: "[role=dialog], [role=menu]" };
        for (const theme of ["dark", "light"] as const) {
          await console.theme(theme);
          const violations = await console.violations({
            ...within,
            sheetsKnown: true,
            coloursAlone: theme === "light",
          });
          found.push(...violations.map((violation) => `${where}, ${theme}: ${violation}`));
        }
      });
      expect([...found, ...console.complaints.splice(0)]).toEqual([]);
    },
  );

  test("has a title of its own on each", () => {
    expect(titles.filter((title, place) => titles.indexOf(title) !== place)).toEqual([]);
    expect(titles).toHaveLength(SCREENS.length);
  });

  test("made the browser ask nobody else", () => {
    expect([...new Set(elsewhere)]).toEqual([new URL(console.page.url()).origin]);
  });
});
