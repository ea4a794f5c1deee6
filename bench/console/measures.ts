/** The measures themselves, each in the page as it stands. */
import type { Page } from "playwright-core";
import { quantile } from "../way/load.ts";

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

export interface KeysMeasured {
  interactions: number;
  /** Each key as soon as the one before it is handled, whether it was painted or not. */
  interactionP50Ms: number;
  interactionP95Ms: number;
  /** As a key comes that is held down. */
  heldP50Ms: number;
  heldP95Ms: number;
}

const KEYS = [...Array(20).fill("j"), "x", "j", "x", " ", "j", "k", " ", "Escape", "Escape"] as string[];
const ROUNDS = 8;
const HELD_MS = 33;

/** From a key to the frame that shows it: moving, choosing, the preview. */
export async function measureKeys(page: Page): Promise<KeysMeasured> {
  await page.evaluate(`
    globalThis.took = [];
    addEventListener("keydown", ({ timeStamp }) => requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => took.push(performance.now() - timeStamp);
      port2.postMessage(null);
    }), { capture: true });`);
  const held = await pressed(page, HELD_MS);
  const atOnce = await pressed(page, 0);
  const at = (took: number[], share: number) => Math.round(quantile(took, share));
  return {
    interactions: atOnce.length,
    interactionP50Ms: at(atOnce, 0.5),
    interactionP95Ms: at(atOnce, 0.95),
    heldP50Ms: at(held, 0.5),
    heldP95Ms: at(held, 0.95),
  };
}

/** Each key so long after the one before it; what each took, the shortest first. */
async function pressed(page: Page, apartMs: number): Promise<number[]> {
  await page.evaluate("took.length = 0");
  for (let round = 0; round < ROUNDS; round += 1)
    for (const key of KEYS) {
      const due = Date.now() + apartMs;
      await page.keyboard.press(key);
      await page.waitForTimeout(Math.max(0, due - Date.now()));
    }
  await page.waitForTimeout(1_000);
  return ((await page.evaluate("took")) as number[]).sort((a, b) => a - b);
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

/** The heap that is in use, after going to and fro between the queue and an incident. */
export async function measureMemory(
  page: Page,
  navigations: number,
): Promise<{ heapGrowth: number; heapBytes: number }> {
  const session = await page.context().newCDPSession(page);
  const heap = async () => {
    await session.send("HeapProfiler.collectGarbage");
    return (await session.send("Runtime.getHeapUsage")).usedSize;
  };
  let early = 0;
  for (let n = 0; n < navigations; n += 2) {
    if (n >= navigations / 10 && early === 0) early = await heap();
    await page.getByRole("grid").waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("tabpanel").waitFor();
    await page.keyboard.press("u");
  }
  const late = await heap();
  return { heapGrowth: Number((late / early).toFixed(3)), heapBytes: late };
}
