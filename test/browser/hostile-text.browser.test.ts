/** Text that attackers write, in every field that they reach: it is shown, and nothing of it runs, links or loads. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { IncidentSummary } from "../../src/api/contract/incident.ts";
import { NO_BROWSER, type OpenConsole, openConsole } from "../support/console.ts";

const PAYLOADS = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  '"><svg onload=alert(1)>',
  "javascript:alert(1)",
  "<a href='javascript:alert(1)'>here</a>",
  "<iframe srcdoc='<script>parent.alert(1)</script>'>",
  "<style>*{display:none}</style>",
  "{{constructor.constructor('alert(1)')()}}",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: that is what an attacker would write.
  "${alert(1)}",
  "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
  "</title><script>alert(1)</script>",
  "<details open ontoggle=alert(1)>",
  "<input autofocus onfocus=alert(1)>",
  "data:text/html,<script>alert(1)</script>",
  "\u202eexe.gpj",
  "<form action=//evil.example.com><button>go",
  "<meta http-equiv=refresh content='0;url=//evil.example.com'>",
  "<base href=//evil.example.com>",
  "<object data=//evil.example.com>",
  "http://evil.example.com/?<script>alert(1)</script>",
];
/** Ten ways of dressing each. */
const DRESSED = PAYLOADS.flatMap((text) => [
  ...[text, `x${text}`, `${text} y`, `'${text}`, `"${text}`, `<!--${text}-->`, `<![CDATA[${text}]]>`],
  ...[text.toUpperCase(), `<b>${text}</b>`, `]]>${text}`],
]);

describe.skipIf(NO_BROWSER !== "")(`what attackers write ${NO_BROWSER}`, () => {
  let console: OpenConsole;
  const requested: string[] = [];
  beforeAll(async () => {
    console = await openConsole();
    console.page.on("request", (request) => requested.push(request.url()));
    await console.deliver(
      ...DRESSED.map((text, n) => ({
        ...{ title: text, description: text, rule: text, user: text.slice(0, 60) },
        host: `h${n}.example.com`,
      })),
    );
  });
  afterAll(() => console?.close());

  /** What would run or lead elsewhere. A link into the console may carry the text of an entity in its query. */
  const live = () =>
    console.page.evaluate(() => {
      const made = [
        ...document.querySelectorAll("#console script, #console iframe, #console object, #console form[action]"),
      ];
      const leading = [...document.querySelectorAll("a")].filter(({ origin }) => origin !== location.origin);
      return [...made, ...leading].map(({ outerHTML }) => outerHTML.slice(0, 200));
    });

  test(`is text in the queue: ${DRESSED.length} strings in each field`, async () => {
    await console.goto("/?show=all&source=Example EDR");
    await console.page.getByRole("row").nth(5).waitFor();
    for (let page = 0; page < 12; page += 1) {
      await console.page.getByRole("grid").press("End");
      await console.page.mouse.move(700, 500);
      await console.page.mouse.wheel(0, 900);
      await console.page.waitForTimeout(150);
    }
    expect(await live()).toEqual([]);
  });

  test("is text in an incident, on each of its parts", async () => {
    const { items } = await console.call<{ items: IncidentSummary[] }>(
      "GET",
      "/v1/incidents?limit=200&source=Example%20EDR",
    );
    expect(items.length).toBeGreaterThan(10);
    for (const [n, { number }] of items.slice(0, 15).entries()) {
      const tab = ["timeline", "alerts", "response", "entities", "similar"][n % 5]!;
      await console.goto(`/incidents/${number}?tab=${tab}`);
      await console.page.getByRole("tabpanel").waitFor();
      const evidence = console.page.getByRole("tabpanel").getByRole("button", { expanded: false }).first();
      if (tab === "alerts") await evidence.click();
      await console.page.waitForTimeout(200);
      expect(await live()).toEqual([]);
    }
  });

  test("ran nothing, and made the browser ask nobody else", () => {
    expect(console.complaints).toEqual([]);
    const here = new URL(console.page.url()).origin;
    expect(requested.filter((url) => !url.startsWith(here) && !url.startsWith("data:"))).toEqual([]);
  });
});
