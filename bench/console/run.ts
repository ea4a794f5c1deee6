/**
 * `npm run bench:console -- --json`: what the console costs whoever works with it, in Debian's Chromium, on a server with 100,000 incidents (`--incidents N`).
 * Prints one JSON object last: `firstLoadBytes`, what the queue fetches before it is there, gzip; `interactionP95Ms`, from a key to the first frame that shows its effect
 * (or that of a later key) when keys follow each other at once, `heldP95Ms` at the pace of one that is held down, `openP95Ms` of those alone that open the preview, `unseen`, how many no frame showed;
 * `framesLost` and `longestFrameMs` over `--seconds` (60) with 50 incidents changed each second; `heapGrowth`, the used heap after `--navigations` (1,000) as a
 * share of that after a tenth of them, each after a collection, and `heapTenthsMiB` after each tenth; `keptGrowth` and `keptTenthsMiB` are the same in a browser that
 * translates nothing into machine code, so that they are of what the console keeps. `--home DIR` keeps the database there, and uses it again.
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chromium, type Page } from "playwright-core";
import { measureKeys } from "./keys.ts";
import { measureFrames, measureLoad, measureMemory } from "./measures.ts";
import { type BenchServer, startServer } from "./server.ts";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    incidents: { type: "string", default: "100000" },
    seconds: { type: "string", default: "60" },
    navigations: { type: "string", default: "1000" },
    home: { type: "string" },
  },
});
const say = (line: string) => void (values.json ? process.stderr : process.stdout).write(`${line}\n`);
/** Without translation into machine code, which would be counted as what the console keeps. */
const INTERPRETED = "--js-flags=--no-opt --no-maglev --no-sparkplug";
const home = values.home ?? mkdtempSync(join(tmpdir(), "cordon-bench-"));
mkdirSync(home, { recursive: true, mode: 0o755 });

/** A browser of its own, signed in. */
async function inBrowser<T>(server: BenchServer, flags: string[], measure: (page: Page) => Promise<T>): Promise<T> {
  const common = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"];
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: [...common, ...flags] });
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    await context.addCookies([server.cookie]);
    return await measure(await context.newPage());
  } finally {
    await browser.close();
  }
}

async function run(): Promise<Record<string, unknown>> {
  const server = await startServer(home, Number(values.incidents), say);
  try {
    const atFirst = await inBrowser(server, [], async (page) => {
      const firstLoadBytes = await measureLoad(page, server.url);
      say(`first load ${firstLoadBytes} bytes`);
      const interactions = await measureKeys(page);
      say(
        `interaction to paint p95 ${interactions.interactionP95Ms} ms at once, ${interactions.heldP95Ms} ms held, ${interactions.openP95Ms} ms opening`,
      );
      const frames = await measureFrames(page, Number(values.seconds), server.change);
      say(`${frames.framesLost} of ${frames.frames} frames lost`);
      const memory = await measureMemory(page, Number(values.navigations));
      say(`heap ${memory.heapTenthsMiB.join(", ")} MiB`);
      return { firstLoadBytes, ...interactions, ...frames, ...memory };
    });
    const kept = await inBrowser(server, [INTERPRETED], async (page) => {
      await measureLoad(page, server.url);
      await page.getByRole("row").nth(1).click();
      return measureMemory(page, Number(values.navigations));
    });
    const { heapGrowth: keptGrowth, heapTenthsMiB: keptTenthsMiB } = kept;
    return { incidents: Number(values.incidents), ...atFirst, keptGrowth, keptTenthsMiB };
  } finally {
    await server.stop();
  }
}

try {
  process.stdout.write(`${JSON.stringify(await run())}\n`);
} finally {
  if (values.home === undefined) rmSync(home, { recursive: true, force: true });
}
