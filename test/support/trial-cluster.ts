import type { SpawnOptions } from "node:child_process";
import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import type { ClientConfig } from "pg";
import { Client } from "pg";
import type { EmbeddedPostgres } from "../../src/store/embedded/supervise.ts";

const homes: string[] = [];
const SOURCES = join(import.meta.dirname, "../../src");

/** A new, short, empty directory for a cluster of a test's own, that anyone may pass through. */
export function newHome(mode = 0o711): string {
  const home = mkdtempSync("/tmp/cordon-trial-");
  chmodSync(home, mode);
  homes.push(home);
  return home;
}

/** Removes all that {@link newHome} made. */
export function removeHomes(): void {
  for (const home of homes.splice(0)) rmSync(home, { recursive: true, force: true });
}

/** One statement on a connection of its own; its first row. */
export async function ask(config: ClientConfig, sql: string): Promise<unknown> {
  const client = new Client(config);
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows[0];
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** A cluster that another process supervises. */
export interface ElsewhereCluster extends EmbeddedPostgres {
  /** kill -9 of that process. */
  kill(): void;
  gone: Promise<void>;
}

/** Starts the cluster of `home` in a process of its own; `as` may name a user, `sources` another copy of `src/`. */
export async function startElsewhere(
  home: string,
  as: SpawnOptions = {},
  sources = SOURCES,
): Promise<ElsewhereCluster> {
  const program = `
    const { startEmbeddedPostgres } = await import(${JSON.stringify(pathToFileURL(join(sources, "store/embedded/start.ts")).href)});
    const { silentLog } = await import(${JSON.stringify(pathToFileURL(join(sources, "log.ts")).href)});
    const cluster = await startEmbeddedPostgres({ home: process.argv[1], log: silentLog });
    console.log(JSON.stringify(cluster));
    process.stdin.on("data", async () => { await cluster.stop(); process.exit(); });`;
  const args = ["--input-type=module", "--disable-warning=ExperimentalWarning", "-e", program, home];
  const child = spawn(process.execPath, args, { ...as, stdio: ["pipe", "pipe", "pipe"] });
  let complaint = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  const gone = new Promise<void>((resolve) => child.on("close", () => resolve()));
  const line = await new Promise<string>((resolve, reject) => {
    if (child.stdout) createInterface(child.stdout).once("line", resolve);
    void gone.then(() => reject(new Error(complaint)));
  });
  return {
    ...(JSON.parse(line) as EmbeddedPostgres),
    gone,
    kill: () => child.kill("SIGKILL"),
    async stop() {
      child.stdin?.write("stop\n");
      await gone;
    },
  };
}
