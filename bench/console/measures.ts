/** The measures themselves, each in the page as it stands. */
import type { Page } from "playwright-core";

/** Bytes over the wire until the first rows are there, compressed as gzip. */
export async function measureLoad(page: Page, url: string): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.setExtraHTTPHeaders", { headers: { "accept-encoding": "gzip" } });
  let bytes = 0;
  const ours = new Set<string>();
  session.on("Network.responseReceived", ({ requestId, response }) => {
    if (!new URL(response.url).pathname.startsWith("/v1/")) ours.add(requestId);
  });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (ours.has(requestId)) bytes += encodedDataLength;
  });
  await page.goto(`${url}/?show=all`);
  await page.getByRole("row").nth(10).waitFor({ timeout: 60_000 });
  await session.send("Network.setExtraHTTPHeaders", { headers: {} });
  return bytes;
}

/** Frames while 50 incidents change each second; a gap of more than one and a half frames has lost the others in it. */
export async function measureFrames(
  page: Page,
  seconds: number,
  change: (count: number) => Promise<void>,
): Promise<{ frames: number; framesLost: number; longestFrameMs: number }> {
  await page.evaluate(`
    globalThis.gaps = [];
    let last = performance.now();
    const tick = (now) => { gaps.push(now - last); last = now; requestAnimationFrame(tick); };
    requestAnimationFrame(tick);`);
  const until = Date.now() + seconds * 1_000;
  while (Date.now() < until) {
    const second = Date.now() + 1_000;
    await change(50);
    await page.waitForTimeout(Math.max(0, second - Date.now()));
  }
  const gaps = (await page.evaluate("gaps")) as number[];
  const frame = 1_000 / 60;
  const lost = gaps.map((gap) => (gap > frame * 1.5 ? Math.round(gap / frame) - 1 : 0));
  return {
    frames: gaps.length,
    framesLost: lost.reduce((sum, count) => sum + count, 0),
    longestFrameMs: Math.round(Math.max(...gaps)),
  };
}

/**
 * The heap that is in use, after each tenth of going to and fro between the queue and an incident. Where the browser translates what is run often
 * into machine code, that is in it and grows until all of it is translated; what the console itself keeps shows where it does not.
 */
export async function measureMemory(
  page: Page,
  navigations: number,
): Promise<{ heapGrowth: number; heapBytes: number; heapTenthsMiB: number[] }> {
  const session = await page.context().newCDPSession(page);
  const tenths: number[] = [];
  for (let n = 0; n < navigations; n += 2) {
    await page.getByRole("grid").waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("tabpanel").waitFor();
    await page.keyboard.press("u");
    if (Math.floor(((n + 2) * 10) / navigations) === tenths.length) continue;
    await session.send("HeapProfiler.collectGarbage");
    tenths.push((await session.send("Runtime.getHeapUsage")).usedSize);
  }
  const [early = 1, late = 1] = [tenths[0], tenths.at(-1)];
  const heapTenthsMiB = tenths.map((bytes) => Number((bytes / 2 ** 20).toFixed(2)));
  return { heapGrowth: Number((late / early).toFixed(3)), heapBytes: late, heapTenthsMiB };
}
