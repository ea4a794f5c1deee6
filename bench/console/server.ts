/** A server over many incidents, in a process of its own, and somebody who is signed in. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { readConfig } from "../../src/config.ts";
import { newLog } from "../../src/log.ts";
import { openPlace } from "../../src/place.ts";
import { openDatabase } from "../../src/store/database.ts";
import { migrate } from "../../src/store/migrate.ts";
import { ensureWorkspace } from "../../src/store/workspace.ts";
import { fill } from "../query/load.ts";

const ROOT = join(import.meta.dirname, "../..");

export interface BenchServer {
  url: string;
  cookie: { name: string; value: string; url: string };
  /** Changes so many of the newest incidents. */
  change(count: number): Promise<void>;
  stop(): Promise<void>;
}

export async function startServer(home: string, incidents: number, say: (line: string) => void): Promise<BenchServer> {
  const filled = join(home, "filled");
  if (!existsSync(filled)) {
    await fillWith(home, incidents, say);
    writeFileSync(filled, String(incidents));
  }
  const child = spawn(process.execPath, [join(ROOT, "bin/serve.mjs"), "--new-admin-secret"], {
    env: { ...process.env, CORDON_HOME: home, CORDON_PORT: "0" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const { url, secret } = await ready(child);
  const name = `bench-${Date.now()}`;
  const answer = await post(url, "/v1/first-admin", { secret, name, password: "a-long-way-to-tipperary-7" });
  const [cookieName = "", value = ""] = (answer.headers.get("set-cookie") ?? "").split(";")[0]?.split("=") ?? [];
  const headers = { cookie: `${cookieName}=${value}` };
  return {
    url,
    cookie: { name: cookieName, value, url },
    async change(count) {
      const page = await fetch(`${url}/v1/incidents?limit=${count}`, { headers });
      const { items } = (await page.json()) as { items: { id: string }[] };
      const owner = `bench-${Date.now()}`;
      await post(url, "/v1/incidents/edit", { incidents: items.map(({ id }) => id), owner, reason: "bench" }, headers);
    },
    stop: () => ended(child),
  };
}

async function fillWith(home: string, incidents: number, say: (line: string) => void): Promise<void> {
  const opened = await openPlace(readConfig({ CORDON_HOME: home }), newLog("warn"));
  const database = openDatabase(opened.place, { systemConnections: 1, appConnections: 1 });
  const owner = new pg.Client({ ...opened.place, user: "postgres" });
  try {
    await migrate(opened.place);
    await owner.connect();
    const workspace = (await ensureWorkspace(database.system, "default")).id;
    await fill(owner, { workspace, alerts: incidents, incidents }, say);
  } finally {
    await owner.end().catch(() => {});
    await database.close();
    await opened.close();
  }
}

async function post(url: string, path: string, body: object, headers: Record<string, string> = {}): Promise<Response> {
  const common = { "content-type": "application/json", "x-cordon-csrf": "1", origin: url };
  const sent = { method: "POST", headers: { ...common, ...headers }, body: JSON.stringify(body) };
  const answer = await fetch(`${url}${path}`, sent);
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer;
}

function ready(child: ChildProcess): Promise<{ url: string; secret: string }> {
  return new Promise((resolve, reject) => {
    let said = "";
    child.on("exit", (code) => reject(new Error(`The server ended with ${code}: ${said}`)));
    child.stdout?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const url = /ready at (\S+),/.exec(said)?.[1];
      const secret = /shown only now\): (\S+)/.exec(said)?.[1];
      if (url !== undefined && secret !== undefined) resolve({ url, secret });
    });
  });
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGTERM");
  });
}
