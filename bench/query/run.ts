/**
 * `npm run bench:query -- --json`: what lists, counts and searches take over a large history, asked one after the other through the very functions
 * the API asks, in the role that sees one workspace. Fills a database of its own first: `--alerts N --incidents N` (a million and a hundred
 * thousand unless said), `--full` for ten million and one million; `--runs N` questions of each kind. Prints one JSON object last:
 * `queueP99Ms`, `entityP99Ms`, `rangeP99Ms` and so on, the worst of their group, and `questions` with each alone. `--only entity` asks one group.
 * `--home DIR` keeps the database there, and uses it again.
 */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import pg from "pg";
import { readConfig } from "../../src/config.ts";
import { newLog } from "../../src/log.ts";
import { openPlace } from "../../src/place.ts";
import { boundedRead } from "../../src/store/bounded-read.ts";
import { type Database, openDatabase } from "../../src/store/database.ts";
import { migrate } from "../../src/store/migrate.ts";
import { indexWords } from "../../src/store/weeks.ts";
import { ensureWorkspace } from "../../src/store/workspace.ts";
import { quantile } from "../way/load.ts";
import { fill } from "./load.ts";
import { QUESTIONS, type Question } from "./questions.ts";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    full: { type: "boolean", default: false },
    alerts: { type: "string" },
    incidents: { type: "string" },
    runs: { type: "string", default: "300" },
    home: { type: "string" },
    only: { type: "string" },
  },
});
const alerts = Number(values.alerts ?? (values.full ? 10_000_000 : 1_000_000));
const incidents = Number(values.incidents ?? (values.full ? 1_000_000 : 100_000));
const say = (line: string) => (values.json ? process.stderr : process.stdout).write(`${line}\n`);
const home = values.home ?? mkdtempSync(join(tmpdir(), "cordon-bench-"));
const kept = values.home !== undefined && existsSync(home);
mkdirSync(home, { recursive: true });
// As root, Postgres runs as an ordinary account; where that one can come in, its data stay inside.
chmodSync(home, 0o755);

const asks = (group: string) => values.only === undefined || values.only === group;

interface Figures {
  p50Ms: number;
  p99Ms: number;
  found: number;
}

async function run(): Promise<Record<string, unknown>> {
  const opened = await openPlace(readConfig({ CORDON_HOME: home }), newLog("warn"));
  const database = openDatabase(opened.place, { systemConnections: 1, appConnections: 1 });
  const owner = new pg.Client({ ...opened.place, user: "postgres" });
  try {
    await migrate(opened.place);
    await owner.connect();
    const workspace = (await ensureWorkspace(database.system, "default")).id;
    if (!kept) await fill(owner, { workspace, alerts, incidents }, say);
    const started = performance.now();
    while (asks("text") && (await indexWords(database.system)) > 0);
    const indexed = Math.round((performance.now() - started) / 1000);
    return { alerts, incidents, wordsIndexedSeconds: indexed, ...(await askAll(database, workspace)) };
  } finally {
    await owner.end().catch(() => {});
    await database.close();
    await opened.close();
  }
}

async function askAll(database: Database, workspace: string): Promise<Record<string, unknown>> {
  const questions: Record<string, Figures> = {};
  const worst: Record<string, number> = {};
  for (const [group, of] of Object.entries(QUESTIONS).filter(([name]) => asks(name))) {
    for (const [name, question] of Object.entries(of)) {
      const figures = await ask(database, workspace, question);
      questions[name] = figures;
      worst[`${group}P99Ms`] = Math.max(worst[`${group}P99Ms`] ?? 0, figures.p99Ms);
      say(`${name.padEnd(40)} p50 ${figures.p50Ms} ms, p99 ${figures.p99Ms} ms, ${figures.found} rows on average`);
    }
  }
  return { ...worst, questions };
}

/** A tenth of the questions is asked before, as a server that has been running would have been. */
async function ask(database: Database, workspace: string, question: Question): Promise<Figures> {
  const runs = Number(values.runs);
  const took: number[] = [];
  let found = 0;
  for (let n = -Math.ceil(runs / 10); n < runs; n += 1) {
    const started = performance.now();
    const rows = await boundedRead(database, workspace, (client) => question(client, workspace), 120_000);
    if (n < 0) continue;
    took.push(performance.now() - started);
    found += rows;
  }
  took.sort((a, b) => a - b);
  return { p50Ms: quantile(took, 0.5), p99Ms: quantile(took, 0.99), found: Math.round(found / runs) };
}

try {
  process.stdout.write(`${JSON.stringify(await run())}\n`);
} finally {
  if (values.home === undefined) rmSync(home, { recursive: true, force: true });
}
