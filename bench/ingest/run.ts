/**
 * `npm run bench:ingest -- --json --seconds N`: NDJSON over HTTP, each delivery authenticated, normalised, deduplicated, durable before the answer,
 * with correlation, classification and playbooks going on meanwhile, on loopback with Postgres and the load on the same machine. Prints one
 * JSON object last: `alertsPerSecond` in batches of 500, `copyRowsPerSecond` of a plain COPY of the same rows into the same indexes in the same
 * run, `p99Ms` of a batch's answer, `rssMiB` of the server at the end, and `single`: the same with one alert a request.
 * `rssMiBOverTime` is that memory every half minute. `--stored N` fills the database with N alerts before, `--home DIR` takes one that is there, as
 * `bench:query --home DIR` leaves it; `--only batches|single` leaves the other out.
 */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import pg from "pg";
import { readConfig } from "../../src/config.ts";
import { newLog } from "../../src/log.ts";
import { openPlace } from "../../src/place.ts";
import { type Database, openDatabase } from "../../src/store/database.ts";
import { quantile } from "../way/load.ts";
import { cpuMsOf, rssMiBOf } from "../way/process-tree.ts";
import { startServer } from "../way/server.ts";
import { copyRowsPerSecond } from "./copy.ts";
import { drive, type Outcome } from "./load.ts";
import { TEMPLATES } from "./messages.ts";
import { addSources } from "./setup.ts";
import { fill } from "./stored.ts";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    seconds: { type: "string", default: "15" },
    warm: { type: "string", default: "10" },
    stored: { type: "string", default: "0" },
    home: { type: "string" },
    only: { type: "string" },
    profile: { type: "string" },
  },
});
const say = (line: string) => (values.json ? process.stderr : process.stdout).write(`${line}\n`);
const home = values.home ?? mkdtempSync(join(tmpdir(), "cordon-bench-"));
// As root, Postgres runs as an ordinary account; where that one can come in, its data stay inside.
chmodSync(home, 0o755);
const PORT = 7998;
const environment = { ...process.env, CORDON_HOME: home, CORDON_PORT: String(PORT) };

async function run(): Promise<Record<string, unknown>> {
  const opened = await openPlace(readConfig(environment), newLog("warn"));
  const server = startServer(environment, values.profile);
  const database = openDatabase(opened.place, { systemConnections: 1, appConnections: 1 });
  const owner = new pg.Client({ ...opened.place, user: "postgres" });
  try {
    await ready();
    await owner.connect();
    return await measure(server.pid!, database, owner);
  } finally {
    server.kill("SIGTERM");
    await new Promise((resolve) => server.once("exit", resolve));
    await owner.end().catch(() => {});
    await database.close();
    await opened.close();
  }
}

/** What the server with this process id does under the load. */
async function measure(server: number, database: Database, owner: pg.Client): Promise<Record<string, unknown>> {
  const tokens = await addSources(database);
  if (Number(values.stored) > 0) await fill(owner, Number(values.stored), say);
  await settleWeeks(owner);
  const before = await storedIn(owner);
  const postgres = await postmasterOf(owner);
  const rssMiBOverTime: number[] = [];
  const sampling = setInterval(() => rssMiBOverTime.push(rssMiBOf(server)), 30_000);
  sampling.unref();
  const load = {
    port: PORT,
    tokens,
    templates: TEMPLATES,
    seconds: Number(values.seconds),
    warm: Number(values.warm),
  };
  const figures: Record<string, unknown> = {};
  let accepted = 0;
  for (const [name, window, batch] of [
    ["batches", 8, 500],
    ["single", 256, 1],
  ] as const) {
    if (values.only !== undefined && values.only !== name) continue;
    const used: { server: number; postgres: number }[] = [];
    const mark = () => used.push({ server: cpuMsOf(server), postgres: cpuMsOf(postgres) });
    const outcome = await drive({ ...load, window, batch, mark });
    accepted += outcome.accepted;
    figures[name] = { ...shown(outcome, used), rssMiB: rssMiBOf(server) };
    say(`${name}: ${JSON.stringify(figures[name])}`);
  }
  clearInterval(sampling);
  const stored = (await storedIn(owner)) - before;
  const behind = await waitingFor(owner);
  const copy = await copyRowsPerSecond(owner, Math.min(200_000, accepted));
  return {
    ...summary(figures, copy.rowsPerSecond, { accepted, stored, behind }),
    storedBefore: before,
    rssMiBOverTime,
  };
}

function shown(
  { alertsPerSecond, latenciesMs, refused, failed }: Outcome,
  used: { server: number; postgres: number }[],
) {
  const [before, after] = used;
  const alerts = alertsPerSecond * Number(values.seconds);
  const each = (key: "server" | "postgres") => Math.round(((after![key] - before![key]) * 1000) / alerts);
  const latencies = { p50Ms: quantile(latenciesMs, 0.5), p99Ms: quantile(latenciesMs, 0.99) };
  return {
    alertsPerSecond,
    ...latencies,
    refused,
    failed,
    cpuMicrosPerAlert: { server: each("server"), postgres: each("postgres") },
  };
}

function summary(figures: Record<string, unknown>, copyRows: number, counts: Record<string, number>) {
  const batches = (figures.batches ?? figures.single) as { alertsPerSecond: number; p99Ms: number; rssMiB: number };
  return {
    alertsPerSecond: batches.alertsPerSecond,
    copyRowsPerSecond: copyRows,
    ratio: Math.round((batches.alertsPerSecond / copyRows) * 100) / 100,
    p99Ms: batches.p99Ms,
    rssMiB: batches.rssMiB,
    ...figures,
    // What was promised and what is there: equal, or something was lost or stored twice.
    ...counts,
  };
}

/** Weeks of a database that was there are put in order now, not while it is measured: each is work for minutes that comes once. */
async function settleWeeks(owner: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await owner.query<{ leaf: string | null }>(
      "SELECT index_words_of_a_week(now() - interval '1 hour') AS leaf",
    );
    if (rows[0]!.leaf === null) return;
    say(`the words of ${rows[0]!.leaf} are in their index`);
  }
}

async function storedIn(owner: pg.Client): Promise<number> {
  return Number((await owner.query<{ n: string }>("SELECT count(*) AS n FROM alerts")).rows[0]!.n);
}

/** Alerts that correlation has still to take, at the end of the load. */
async function waitingFor(owner: pg.Client): Promise<number> {
  return Number((await owner.query<{ n: string }>("SELECT count(*) AS n FROM alert_inbox")).rows[0]!.n);
}

async function postmasterOf(owner: pg.Client): Promise<number> {
  const folder = await owner.query<{ data_directory: string }>("SHOW data_directory");
  const { readFileSync } = await import("node:fs");
  return Number(readFileSync(`${folder.rows[0]!.data_directory}/postmaster.pid`, "utf8").split("\n")[0]);
}

async function ready(): Promise<void> {
  const url = `http://127.0.0.1:${PORT}/readyz`;
  for (const end = Date.now() + 60_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const up = await fetch(url).then(
      (answer) => answer.ok,
      () => false,
    );
    if (up) return;
  }
  throw new Error(`${url} did not become ready within a minute`);
}

try {
  process.stdout.write(`${JSON.stringify(await run())}\n`);
} finally {
  if (values.home === undefined) rmSync(home, { recursive: true, force: true });
}
