/**
 * `npm run bench:way -- --json`: alert in → incident → classified → branch → enrichment call → branch → containment call through guard and
 * journal → closed, against a stub on loopback, with Postgres on the same machine and full durability. Prints one JSON object last.
 */
import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Measured, quantile, saturate, type Target, trickle } from "./load.ts";
import { cpuMsOf, rssMiBOf } from "./process-tree.ts";
import { startStub } from "./stub.ts";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    seconds: { type: "string", default: "15" },
    window: { type: "string", default: "64" },
    profile: { type: "string" },
  },
});
const say = (line: string) => (values.json ? process.stderr : process.stdout).write(`${line}\n`);

const home = mkdtempSync(join(tmpdir(), "cordon-bench-"));
// As root, Postgres runs as an ordinary account; where that one can come in, its data stay inside.
chmodSync(home, 0o755);
const stub = await startStub();
const token = "bench-token";
const port = "7999";
const environment = {
  ...process.env,
  CORDON_HOME: home,
  CORDON_PORT: port,
  CORDON_EGRESS_ALLOW: "127.0.0.0/8",
  STUB: stub.url,
  BENCH_TOKEN: token,
};

/** The postmaster of the embedded Postgres; null when another database is used. */
function postmaster(): number | null {
  for (const file of ["pg/postmaster.pid", "pg/data/postmaster.pid"]) {
    if (existsSync(join(home, file))) return Number(readFileSync(join(home, file), "utf8").split("\n")[0]);
  }
  return null;
}

async function run(): Promise<Record<string, unknown>> {
  const root = join(import.meta.dirname, "../..");
  const flags = values.profile === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${values.profile}`];
  await ended(
    spawn(process.execPath, [join(root, "bench/peers/setup.ts")], {
      env: environment,
      stdio: ["ignore", "inherit", "inherit"],
    }),
  );
  const from = performance.now();
  // As bin/launch.mjs starts it.
  const safe = ["--disallow-code-generation-from-strings", "--disable-proto=delete", "--max-semi-space-size=64"];
  const server = spawn(process.execPath, [...flags, ...safe, join(root, "src/main.ts")], {
    env: environment,
    stdio: ["ignore", "ignore", "inherit"],
  });
  try {
    const target: Target = { url: `http://127.0.0.1:${port}/v1/ingest/bench`, token };
    await ready(`http://127.0.0.1:${port}/readyz`);
    const startMs = Math.round(performance.now() - from);
    say(`ready after ${startMs} ms; saturating with ${values.window} alerts outstanding`);
    const database = postmaster();
    // The server started its Postgres, so that one is counted within; it is taken out again.
    const used = () => {
      const postgres = database === null ? Number.NaN : cpuMsOf(database);
      return { server: cpuMsOf(server.pid!) - (database === null ? 0 : postgres), postgres };
    };
    const marks: ReturnType<typeof used>[] = [];
    const full = await saturate(target, stub, {
      window: Number(values.window),
      seconds: Number(values.seconds),
      warm: 5,
      mark: () => marks.push(used()),
    });
    const [before, after] = marks as [ReturnType<typeof used>, ReturnType<typeof used>];
    const measured = full.perSecond * Number(values.seconds);
    const rssMiB = rssMiBOf(server.pid!);
    say(`${full.perSecond.toFixed(0)} runs/s; now 5 alerts a second`);
    const low = await trickle(target, stub, { rate: 5, seconds: Number(values.seconds), warm: 3 });
    return {
      runsPerSecond: Math.round(full.perSecond),
      saturation: figures(full),
      lowLoad: figures(low),
      containedTwice: stub.repeated,
      // Where the time goes: processor time a run, which a busy machine does not change as it changes the rate.
      cpuMsPerRun: {
        server: perRun(after.server - before.server, measured),
        postgres: perRun(after.postgres - before.postgres, measured),
      },
      rssMiB,
      startMs,
    };
  } finally {
    server.kill("SIGTERM");
    await ended(server).catch(() => {});
  }
}

function perRun(milliseconds: number, runs: number): number | null {
  return Number.isNaN(milliseconds) ? null : Math.round((milliseconds / runs) * 100) / 100;
}

function figures(measured: Measured): Record<string, number> {
  const { sent, refused, lost, latenciesMs } = measured;
  return { p50Ms: quantile(latenciesMs, 0.5), p99Ms: quantile(latenciesMs, 0.99), sent, refused, lost };
}

async function ready(url: string): Promise<void> {
  for (const end = Date.now() + 60_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 20))) {
    if (
      await fetch(url).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      return;
  }
  throw new Error(`${url} did not become ready within a minute`);
}

function ended(child: ReturnType<typeof spawn>): Promise<void> {
  return new Promise((resolve, reject) =>
    child.once("exit", (code) => (code === 0 || code === null ? resolve() : reject(new Error(`exited with ${code}`)))),
  );
}

try {
  const result = await run();
  say(
    `low load: p50 ${(result.lowLoad as Record<string, number>).p50Ms} ms, p99 ${(result.lowLoad as Record<string, number>).p99Ms} ms`,
  );
  process.stdout.write(`${JSON.stringify(result)}\n`);
} finally {
  stub.close();
  rmSync(home, { recursive: true, force: true });
}
