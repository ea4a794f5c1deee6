/** vitest globalSetup: one browser, and a Cordon with the demo's data for each file that looks at the console at the same time. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import type { TestProject } from "vitest/node";

const ROOT = join(import.meta.dirname, "../..");
const CHROMIUM = "/usr/bin/chromium";
/** A machine that is busy with other work is slow, not broken. */
const PATIENCE_MS = 240_000;
/** Without these the browser asks hosts of its maker for updates, and is a root's on a build machine. */
const FLAGS = [
  ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
  ...["--disable-component-update", "--disable-sync", "--force-color-profile=srgb", "--font-render-hinting=none"],
];

/** The first admin, who signs in with these. */
export const ADMIN = { name: "ada", password: "a-long-way-to-tipperary-7" };

export interface ConsoleUnderTest {
  url: string;
  /** An admin's. */
  token: string;
  /** Of the same admin's session, as a browser sends it. */
  cookie: string;
  /** The browser that is shared. */
  browser: string;
}

declare module "vitest" {
  export interface ProvidedContext {
    /** One for each file that runs at the same time; none where there is no browser. */
    consoles: ConsoleUnderTest[];
  }
}

export default async function setup({ provide, config }: TestProject): Promise<() => Promise<void>> {
  if (!existsSync(CHROMIUM)) {
    provide("consoles", []);
    return async () => {};
  }
  const started: { stop(): Promise<void> }[] = [];
  const stop = async () => void (await Promise.all(started.map((one) => one.stop())));
  try {
    const browser = await chromium.launchServer({ executablePath: CHROMIUM, args: FLAGS });
    started.push({ stop: () => browser.close() });
    const consoles: ConsoleUnderTest[] = [];
    // One after the other: the first builds what all of them show.
    for (let at = 0; at < config.maxWorkers; at += 1) {
      const demo = startDemo();
      started.push(demo);
      const { url, secret } = await ready(demo.child);
      consoles.push({ url, ...(await firstAdmin(url, secret)), browser: browser.wsEndpoint() });
    }
    provide("consoles", consoles);
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

function startDemo(): { child: ChildProcess; stop(): Promise<void> } {
  const home = mkdtempSync(join(tmpdir(), "cordon-console-"));
  const child = spawn(join(ROOT, "node_modules/.bin/node"), [join(ROOT, "bin/serve.mjs"), "--demo", "--json"], {
    env: { ...process.env, CORDON_HOME: home, CORDON_PORT: "0", DATABASE_URL: "" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const stop = async () => {
    await ended(child);
    rmSync(home, { recursive: true, force: true });
  };
  return { child, stop };
}

/** Once the alerts are played: that is when the demo prints its summary. */
function ready(demo: ChildProcess): Promise<{ url: string; secret: string }> {
  return new Promise((resolve, reject) => {
    let said = "";
    const late = setTimeout(() => reject(new Error(`The demo was not ready in time: ${said}`)), PATIENCE_MS);
    demo.on("exit", (code) => reject(new Error(`The demo ended with ${code}: ${said}`)));
    demo.stderr?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
    demo.stdout?.on("data", (chunk: Buffer) => {
      if (!chunk.toString().includes('"summary"')) return;
      clearTimeout(late);
      const url = /Cordon is at (\S+),/.exec(said)?.[1] ?? "";
      resolve({ url, secret: /secret \(shown only now\): (\S+)/.exec(said)?.[1] ?? "" });
    });
  });
}

/** The first admin by the one-time secret, as a person does it, and a token for what the tests ask by themselves. */
async function firstAdmin(url: string, secret: string): Promise<{ cookie: string; token: string }> {
  const post = async (path: string, body: object, headers: Record<string, string> = {}) => {
    const common = { "content-type": "application/json", "x-cordon-csrf": "1", origin: url };
    const answer = await fetch(`${url}${path}`, {
      method: "POST",
      headers: { ...common, ...headers },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  };
  const signedIn = await post("/v1/first-admin", { secret, name: ADMIN.name, password: ADMIN.password });
  const cookie = (signedIn.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  const made = await post("/v1/tokens", { name: "browser-tests", roles: ["admin", "ingest"] }, { cookie });
  return { cookie, token: ((await made.json()) as { token: string }).token };
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGTERM");
  });
}
