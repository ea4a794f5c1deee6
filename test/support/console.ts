/** The console as people meet it: in a browser, signed in, in either theme. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { inject } from "vitest";
import { ADMIN, type ConsoleUnderTest } from "./global-console.ts";

const SCREENS = join(import.meta.dirname, "../../artifacts/screens");
/** The connection that the tests' own alerts come by. */
const SOURCE = "browser-tests";
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
/** All that differs between the themes. */
const COLOURS = ["color-contrast", "link-in-text-block"];

const consoles = inject("consoles");
/** The server of this file alone while it runs, a token of an admin, and the shared browser. */
export const underTest: ConsoleUnderTest = consoles[(Number(process.env.VITEST_POOL_ID) - 1) % consoles.length] ?? {
  ...{ url: "", token: "", cookie: "", browser: "" },
};
/** For `describe.skipIf`: why nothing is looked at. */
export const NO_BROWSER = underTest.browser === "" ? "chromium is not installed (apt-get install chromium)" : "";

export interface OpenConsole {
  page: Page;
  /** Everything the browser complained of: errors of scripts, refusals of the content security policy, failed requests. */
  complaints: string[];
  /** Opens a path of the console and waits until it has a heading. */
  goto(path: string): Promise<void>;
  theme(to: "dark" | "light"): Promise<void>;
  /** What axe finds wrong now, as `rule: element`; nothing is right. Within an element, of colours alone, or without another look at the style sheets, where that is said. */
  violations(asked?: { within?: string; coloursAlone?: boolean; sheetsKnown?: boolean }): Promise<string[]>;
  /** Kept as artifacts/screens/<name>-<theme>.png. */
  picture(name: string): Promise<void>;
  /** axe and a picture, in both themes. */
  examine(name: string): Promise<string[]>;
  /** Alerts as a product would send them, through the whole way; what is not said is harmless. */
  deliver(...alerts: SentAlert[]): Promise<void>;
  /** An API call as the admin. */
  call<T>(method: string, path: string, body?: unknown): Promise<T>;
  close(): Promise<void>;
}

/** A window of its own, signed in unless said otherwise. */
export async function openConsole({ signedIn = true, width = 1440, height = 900 } = {}): Promise<OpenConsole> {
  const browser: Browser = await chromium.connect(underTest.browser);
  const context = await browser.newContext({
    viewport: { width, height },
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    // What moves is drawn anew with each frame, by the processor that everything else here needs too.
    reducedMotion: "reduce",
  });
  if (signedIn) await signIn(context);
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  let shown: "dark" | "light" = "light";
  const opened: OpenConsole = {
    page,
    complaints,
    async goto(path) {
      await page.goto(`${underTest.url}${path}`);
      await page.locator("h1, main").first().waitFor();
    },
    async theme(to) {
      shown = to;
      await page.evaluate(async (name) => {
        localStorage.setItem("cordon.theme", name);
        document.documentElement.dataset.theme = name;
        await new Promise((drawn) => requestAnimationFrame(drawn));
        // A colour that is still on its way is neither theme's.
        const ending = document
          .getAnimations()
          .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime));
        const ended = Promise.allSettled(ending.map(({ finished }) => finished));
        await Promise.race([ended, new Promise((late) => setTimeout(late, 2_000))]);
      }, to);
    },
    async violations({ within, coloursAlone = false, sheetsKnown = false } = {}) {
      // Once a page: it is half a megabyte, and the builder would bring it twice for each look.
      const isThere = await page.evaluate(() => "axe" in globalThis);
      // Within the page as it is: the way by a page of its own takes as long as the rules. What is right is not written down.
      const builder = new AxeBuilder({ page, ...(isThere ? { axeSource: "0" } : {}) }).setLegacyMode();
      builder.options({ preload: !sheetsKnown, resultTypes: ["violations"] });
      if (within !== undefined) builder.include(within);
      const { violations } = await (coloursAlone ? builder.withRules(COLOURS) : builder.withTags(TAGS)).analyze();
      return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
    },
    async picture(name) {
      mkdirSync(SCREENS, { recursive: true });
      await page.screenshot({ path: join(SCREENS, `${name}-${shown}.png`), animations: "disabled" });
    },
    async examine(name) {
      const found: string[] = [];
      for (const to of ["dark", "light"] as const) {
        await opened.theme(to);
        const violations = await opened.violations({ coloursAlone: to === "light" });
        found.push(...violations.map((violation) => `${to} ${violation}`));
        await opened.picture(name);
      }
      return found;
    },
    deliver,
    call,
    async close() {
      await context.close();
      await browser.close();
    },
  };
  return opened;
}

/** A session of its own: a fresh proof changes the cookie of the session that it is given in. */
async function signIn(context: BrowserContext): Promise<void> {
  const answer = await fetch(`${underTest.url}/v1/sign-in`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-cordon-csrf": "1", origin: underTest.url },
    body: JSON.stringify(ADMIN),
  });
  if (!answer.ok) throw new Error(`The admin cannot sign in: ${answer.status} ${await answer.text()}`);
  const cookie = (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  const [name = "", value = ""] = cookie.split("=");
  const attributes = { httpOnly: true, sameSite: "Strict" } as const;
  await context.addCookies([{ name, value, url: underTest.url, ...attributes }]);
}

function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
  page.on("console", (message) => {
    // What a test asks for that is not there is its own affair; the browser says it of every refusal.
    if (message.type() === "error" && !/Failed to load resource/.test(message.text())) complaints.push(message.text());
  });
  page.on("dialog", (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  return complaints;
}

async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await fetch(`${underTest.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${underTest.token}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return JSON.parse(text) as T;
}

export interface SentAlert {
  title: string;
  user?: string;
  host?: string;
  description?: string;
  rule?: string;
}

let delivered = 0;
let connected = false;

async function deliver(...alerts: SentAlert[]): Promise<void> {
  if (!connected) await connect();
  await call("POST", `/v1/ingest/${SOURCE}`, alerts.map(findingOf));
}

/** Once for the server, whichever file comes first. */
async function connect(): Promise<void> {
  const known = await call<{ items: { name: string }[] }>("GET", "/v1/connections");
  if (!known.items.some(({ name }) => name === SOURCE))
    await call("POST", "/v1/connections", { name: SOURCE, connector: "ocsf", settings: {}, secrets: {} });
  connected = true;
}

function findingOf({
  title,
  user = "",
  host = "ws-7.example.com",
  description = "",
  rule = "rule-7",
}: SentAlert): object {
  delivered += 1;
  const uid = `browser-${process.pid}-${Date.now()}-${delivered}`;
  return {
    ...{ activity_id: 1, category_uid: 2, class_uid: 2004, type_uid: 200401, severity_id: 4, time: Date.now() },
    metadata: { version: "1.3.0", uid, product: { name: "Example EDR", vendor_name: "Example" } },
    finding_info: { uid, title, desc: description, analytic: { uid: rule, name: rule, type_id: 1 } },
    device: { hostname: host, type_id: 2 },
    ...(user === "" ? {} : { actor: { user: { name: user } } }),
  };
}
