/** From a key to the frame that shows what that key did: the cursor on its row, the rows that are chosen, the preview with the incident under the cursor. */
import type { Page } from "playwright-core";
import { quantile } from "../way/load.ts";

export interface KeysMeasured {
  interactions: number;
  /** Each key as soon as the one before it is handled, whether it was painted or not. */
  interactionP50Ms: number;
  interactionP95Ms: number;
  /** As a key comes that is held down. */
  heldP50Ms: number;
  heldP95Ms: number;
  /** Of these, the keys that open the preview. */
  openP95Ms: number;
  /** Of these, until the browser itself says that the next frame was on the screen (Event Timing, W3C), whatever it showed. */
  presentedP95Ms: number;
  /** Keys whose effect no frame showed, nor that of a later one. */
  unseen: number;
}

interface Pressed {
  key: string;
  /** When the browser had it, and when the page began with it. */
  at: number;
  handled: number;
}

interface Frame {
  /** What it showed, when that was read, and when it was painted. */
  state: string;
  read: number;
  painted: number;
}

interface Recorded {
  pressed: Pressed[];
  frames: Frame[];
  presented: number[];
}

const KEYS = [...Array(20).fill("j"), "x", "j", "x", " ", "j", "k", " ", "Escape", "Escape"] as string[];
const ROUNDS = 8;
const HELD_MS = 33;
const ROWS_PX = 600 * 36;

export async function measureKeys(page: Page): Promise<KeysMeasured> {
  await loadRows(page);
  await page.evaluate(recording);
  const held = await pressAll(page, HELD_MS);
  const atOnce = await pressAll(page, 0);
  const opening = held.took.filter(({ opens }) => opens);
  return {
    interactions: atOnce.took.length,
    interactionP50Ms: at(atOnce.took, 0.5),
    interactionP95Ms: at(atOnce.took, 0.95),
    heldP50Ms: at(held.took, 0.5),
    heldP95Ms: at(held.took, 0.95),
    openP95Ms: at(opening, 0.95),
    presentedP95Ms: at(held.presented, 0.95),
    unseen: [...held.took, ...atOnce.took].filter(({ seen }) => !seen).length,
  };
}

function at(took: readonly { ms: number }[], share: number): number {
  const sorted = took.map(({ ms }) => ms).toSorted((a, b) => a - b);
  return Math.round(quantile(sorted, share));
}

/** So many that no key waits for more of them. */
async function loadRows(page: Page): Promise<void> {
  const grid = page.getByRole("grid");
  const scroll = (to: number) => grid.evaluate((one, top) => one.scrollTo(0, top), to);
  while ((await grid.evaluate((one) => one.scrollHeight)) < ROWS_PX) {
    await scroll(ROWS_PX);
    await page.waitForTimeout(200);
  }
  await scroll(0);
  await page.waitForTimeout(1_000);
}

/** In the page: each key, and what each frame shows. The last reading before a frame is the one it paints. */
const recording = `
  globalThis.pressed = [];
  globalThis.frames = [];
  globalThis.presented = [];
  globalThis.stateNow = () => {
    const row = document.getElementById(document.querySelector("[role=grid]")?.getAttribute("aria-activedescendant"));
    const chosen = document.querySelectorAll("[role=row][aria-selected=true]").length;
    const drawer = document.querySelector("aside");
    const previewed = drawer === null || drawer.style.display === "none" ? "" : drawer.querySelector("h2").textContent;
    const number = row?.querySelectorAll("[role=gridcell]")[1]?.textContent;
    const preview = previewed === "" ? "" : previewed.endsWith(" " + number) ? "same" : "other";
    return (row?.ariaRowIndex ?? row?.getAttribute("aria-rowindex")) - 2 + " " + chosen + " " + preview;
  };
  const look = () => frames.push({ state: stateNow(), read: performance.now(), painted: Infinity });
  // A frame is painted when the next one begins. A message would say so as well, were it not held back while keys come.
  const each = () => {
    const now = performance.now();
    for (let n = frames.length - 1; n >= 0 && frames[n].painted === Infinity; n -= 1) frames[n].painted = now;
    look();
    requestAnimationFrame(each);
  };
  requestAnimationFrame(each);
  new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries()) if (name === "keydown") presented.push(duration);
  }).observe({ type: "event", durationThreshold: 16 });
  addEventListener("keydown", ({ key, timeStamp }) => pressed.push({ key, at: timeStamp, handled: performance.now() }), { capture: true });
  // Behind the console's own: reads after what it does with the frame.
  addEventListener("keydown", () => requestAnimationFrame(look));`;

/** Each key so long after the one before it. */
async function pressAll(page: Page, apartMs: number): Promise<{ took: Took[]; presented: { ms: number }[] }> {
  const place = Number(((await page.evaluate("pressed.length = 0, stateNow()")) as string).split(" ")[0]);
  await page.evaluate("frames.length = presented.length = 0");
  for (let round = 0; round < ROUNDS; round += 1)
    for (const key of KEYS) {
      const due = Date.now() + apartMs;
      await page.keyboard.press(key);
      await page.waitForTimeout(Math.max(0, due - Date.now()));
    }
  await page.waitForTimeout(1_000);
  const { pressed, frames, presented } = (await page.evaluate("({ pressed, frames, presented })")) as Recorded;
  // What takes less than a frame is not told of.
  const quick = Array.from({ length: pressed.length - presented.length }, () => 0);
  return { took: shownAfter(pressed, frames, place), presented: [...presented, ...quick].map((ms) => ({ ms })) };
}

interface Took {
  ms: number;
  opens: boolean;
  seen: boolean;
}

/** For each key the first frame that shows its effect, or that of a key after it. */
function shownAfter(pressed: readonly Pressed[], frames: readonly Frame[], place: number): Took[] {
  const expected = statesAfter(
    pressed.map(({ key }) => key),
    place,
  );
  const took: Took[] = [];
  for (const { state, read, painted } of frames) {
    let last = -1;
    for (let n = took.length; n < pressed.length && pressed[n]!.handled <= read; n += 1)
      if (expected[n] === state) last = n;
    while (took.length <= last) {
      const n = took.length;
      took.push({ ms: painted - pressed[n]!.at, opens: isOpen(expected[n]) && !isOpen(expected[n - 1]), seen: true });
    }
  }
  const end = frames.at(-1)?.painted ?? 0;
  for (const { at } of pressed.slice(took.length)) took.push({ ms: end - at, opens: false, seen: false });
  return took;
}

const isOpen = (state: string | undefined) => state?.endsWith("same") ?? false;

/** What the queue shows after each key, by its help. */
function statesAfter(keys: readonly string[], start: number): string[] {
  let [place, open] = [start, false];
  const chosen = new Set<number>();
  return keys.map((key) => {
    if (key === "j") place += 1;
    if (key === "k") place -= 1;
    if (key === "x" && !chosen.delete(place)) chosen.add(place);
    if (key === "Escape" && !open) chosen.clear();
    if (key === " ") open = !open;
    if (key === "Escape") open = false;
    return `${place} ${chosen.size} ${open ? "same" : ""}`;
  });
}
