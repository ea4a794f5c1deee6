/** Every screen of the console's table, with its parts, menus and dialogs opened one after the other. Nothing that is pressed is done: what would write is refused on the way. */
import type { Page } from "playwright-core";
import { SCREENS } from "../../web/src/app/screens.ts";
import type { OpenConsole } from "./console.ts";
import { parts, pressed, type Seen, turnTo } from "./console-presses.ts";

/** The short dose: nothing is pressed. */
export const PARTS_ALONE = process.env.CORDON_WALK === "parts";
/** How often something is pressed on one part of a screen, at most. */
const PRESSED_AT_MOST = PARTS_ALONE ? 0 : 30;

/** Called with where somebody is, and what lies open over it; empty for the screen itself. */
export type Look = (where: string, opened: string) => Promise<void>;

/** Addresses of all screens, with a thing of the demo's where a screen shows one. */
export async function addressesOf({ call }: OpenConsole): Promise<string[]> {
  type Contained = { items: { incidentId: string; runId: string }[] };
  const { items } = await call<Contained>("GET", "/v1/effects?effectClass=contain&limit=50");
  const one = items.find(({ incidentId, runId }) => incidentId !== null && runId !== null)!;
  const things: Record<string, string> = { $incident: one.incidentId, $run: one.runId, $name: "phishing-report" };
  return SCREENS.map(({ path }) =>
    path.replace(/\$\w+/g, (name) => {
      if (things[name] === undefined) throw new Error(`${path}: say here which ${name} of the demo is shown.`);
      return things[name];
    }),
  );
}

/** Refuses what would write, so that each button can be pressed. */
export async function writeNothing(page: Page): Promise<void> {
  const message = "Nothing is written while somebody walks through.";
  const problem = { type: "urn:cordon:error:api.refused", title: "Refused", status: 409, code: "api.refused", message };
  await page.route("**/v1/**", (route) =>
    route.request().method() === "GET" ? route.fallback() : route.fulfill({ status: 409, json: problem }),
  );
}

/** Who walks: what was pressed already on this screen, and what is done at each halt. */
interface Walker {
  page: Page;
  done: Set<string>;
  look: Look;
}

/** One screen: as it opens, each of its parts, and what each button there opens. */
export async function walk({ page, goto }: OpenConsole, address: string, look: Look): Promise<void> {
  await goto(address);
  const walker = { page, done: new Set<string>(), look };
  await walkPart(walker, address);
  for (const title of (await page.evaluate(parts)).slice(1)) {
    await page.evaluate(turnTo, title);
    await walkPart(walker, `${address} › ${title}`);
  }
}

async function walkPart({ page, done, look }: Walker, where: string): Promise<void> {
  let seen = await page.evaluate(pressed, "");
  const { path } = seen;
  const home = page.url();
  await look(where, "");
  for (let times = 0; times < PRESSED_AT_MOST; times += 1) {
    const next = seen.names.find((name) => !done.has(name));
    if (next === undefined) return;
    done.add(next);
    seen = await page.evaluate(pressed, next);
    if (seen.opened !== "") seen = await walkOpened({ page, done, look }, [next], seen, `${where} › ${next}`);
    if (seen.path === path) continue;
    await page.goto(home);
    seen = await page.evaluate(pressed, "");
  }
}

/** What was opened, what the entries of a menu open in turn, and closed again. */
async function walkOpened(walker: Walker, way: readonly string[], opened: Seen, where: string): Promise<Seen> {
  const { page, done, look } = walker;
  await look(where, opened.opened);
  let seen = await close(page);
  for (const entry of opened.opened.startsWith("menu") ? opened.names : []) {
    if (done.has(entry)) continue;
    done.add(entry);
    for (const name of [...way, entry]) seen = await page.evaluate(pressed, name);
    if (seen.opened !== "") seen = await walkOpened(walker, [...way, entry], seen, `${where} › ${entry}`);
  }
  return seen;
}

async function close(page: Page): Promise<Seen> {
  let seen = await page.evaluate(pressed, "");
  for (let times = 0; times < 3 && seen.opened !== ""; times += 1) {
    await page.keyboard.press("Escape");
    seen = await page.evaluate(pressed, "");
  }
  return seen;
}
