/**
 * `npm run bench:console -- --json`: what the console costs whoever works with it, in Debian's Chromium, on a server with 100,000 incidents (`--incidents N`).
 * Prints one JSON object last: `firstLoadBytes`, what the queue fetches before it is there, gzip; `interactionP95Ms`, from a key to the first frame that shows its effect
 * (or that of a later key) when keys follow each other at once, `heldP95Ms` at the pace of one that is held down, `openP95Ms` of those alone that open the preview, `unseen`, how many no frame showed;
 * `framesLost` and `longestFrameMs` over `--seconds` (60) with 50 incidents changed each second; `heapGrowth`, the used heap after `--navigations` (1,000) as a
 * share of that after a tenth of them, each after a collection, and `heapTenthsMiB` after each tenth. `--home DIR` keeps the database there, and uses it again.
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { measureKeys } from "./keys.ts";
import { measureFrames, measureLoad, measureMemory } from "./measures.ts";
import { startServer } from "./server.ts";

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
const home = values.home ?? mkdtempSync(join(tmpdir(), "cordon-bench-"));
mkdirSync(home, { recursive: true, mode: 0o755 });

async function run(): Promise<Record<string, unknown>> {
  const server = await startServer(home, Number(values.incidents), say);
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
  });
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    await context.addCookies([server.cookie]);
    const page = await context.newPage();
    const firstLoadBytes = await measureLoad(page, server.url);
    say(`first load ${firstLoadBytes} bytes`);
    const interactions = await measureKeys(page);
    say(
      `interaction to paint p95 ${interactions.interactionP95Ms} ms at once, ${interactions.heldP95Ms} ms held, ${interactions.openP95Ms} ms opening`,
    );
    const frames = await measureFrames(page, Number(values.seconds), server.change);
    say(`${frames.framesLost} of ${frames.frames} frames lost`);
    const memory = await measureMemory(page, Number(values.navigations));
    return { incidents: Number(values.incidents), firstLoadBytes, ...interactions, ...frames, ...memory };
  } finally {
    await browser.close();
    await server.stop();
  }
}

try {
  process.stdout.write(`${JSON.stringify(await run())}\n`);
} finally {
  if (values.home === undefined) rmSync(home, { recursive: true, force: true });
}
