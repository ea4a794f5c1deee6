/**
 * `npm run bench:backtest -- --json`: how long a draft takes over the incidents of ninety days, from the rows in a real Postgres to the sum,
 * through the very function that the API asks, in the role that sees one workspace. The shipped playbook against account takeover is in force,
 * and the draft changes its lease and one of its decisions; the shipped policies decide every effect of both. `--incidents N` (100,000 unless said). Prints one JSON object last:
 * `incidentsPerSecond` and `seconds` by the clock, `cpuMicrosPerIncident` of this process alone, `maxRssMb` its memory, `changed` and
 * `unanswered` for what came out. Postgres and this process share the machine.
 */
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import pg from "pg";
import { backtest } from "../../src/api/backtest.ts";
import { readConfig } from "../../src/config.ts";
import { capabilities } from "../../src/connector/capabilities/catalog.ts";
import { compilePolicies } from "../../src/guard/compile-policies.ts";
import { newLog } from "../../src/log.ts";
import { openPlace } from "../../src/place.ts";
import { checkPlaybook } from "../../src/playbook/check.ts";
import { findingText } from "../../src/playbook/finding.ts";
import { applyPlaybook, playbooksInForce } from "../../src/store/content.ts";
import { type Database, openDatabase, transaction } from "../../src/store/database.ts";
import { migrate } from "../../src/store/migrate.ts";
import { ensureWorkspace } from "../../src/store/workspace.ts";
import { fill, type Past } from "./load.ts";

const { values } = parseArgs({
  options: { json: { type: "boolean", default: false }, incidents: { type: "string", default: "100000" } },
});
const say = (line: string) => (values.json ? process.stderr : process.stdout).write(`${line}\n`);
const NAME = "account-takeover";
const TYPE = "intrusions/privileged-account-compromise";
const SHIPPED = readFileSync(new URL(`../../playbooks/${NAME}/playbook.yaml`, import.meta.url), "utf8");
const home = mkdtempSync(join(tmpdir(), "cordon-bench-"));
// As root, Postgres runs as an ordinary account; where that one can come in, its data stay inside.
chmodSync(home, 0o755);

function programOf(source: string) {
  const { program, hash, findings } = checkPlaybook(source, { file: `${NAME}/playbook.yaml` });
  if (program === undefined) throw new Error(findings.map(findingText).join("\n"));
  return { program, hash };
}

async function inForce(database: Database, workspace: string): Promise<Past["version"]> {
  const { program, hash } = programOf(SHIPPED);
  return transaction(database.system, async (client) => {
    await applyPlaybook(client, workspace, { name: NAME, hash, source: SHIPPED, program, by: "bench" });
    const [version] = await playbooksInForce(client, workspace);
    return { id: version!.id, program };
  });
}

function shippedPolicies() {
  const files = ["10-everyday", "20-containment", "90-never"].map((name) => {
    const file = `${name}.cedar`;
    return { file, text: readFileSync(new URL(`../../policies/${file}`, import.meta.url), "utf8") };
  });
  return compilePolicies(files, { capabilities: capabilities.values() }).policySet;
}

async function measure(database: Database, workspace: string): Promise<Record<string, unknown>> {
  const source = SHIPPED.replace("for: 8h", "for: 12h").replace(
    "steps.account.privileged ||",
    "incident.severityId > 4 ||",
  );
  const { program: draft } = programOf(source);
  const since = new Date(Date.now() - 91 * 86_400_000).toISOString();
  const of = {
    workspaceId: workspace,
    draft,
    since,
    types: [TYPE],
    mapped: () => true,
    all: false,
    policies: { inForce: shippedPolicies(), tried: null },
    options: {},
  };
  const [from, before] = [performance.now(), process.cpuUsage()];
  let sum: { incidents: number; changed: number; unanswered: number } | undefined;
  for await (const line of backtest(database, of)) {
    if (line.kind === "progress") say(`${line.done} of ${line.total}`);
    if (line.kind === "sum") sum = line.sum;
  }
  const seconds = (performance.now() - from) / 1000;
  const { user, system } = process.cpuUsage(before);
  const { incidents, changed, unanswered } = sum!;
  return {
    ...{ incidents, seconds: Math.round(seconds * 10) / 10, incidentsPerSecond: Math.round(incidents / seconds) },
    cpuMicrosPerIncident: Math.round((user + system) / incidents),
    maxRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
    ...{ changed, unanswered },
  };
}

async function run(): Promise<Record<string, unknown>> {
  const opened = await openPlace(readConfig({ CORDON_HOME: home }), newLog("warn"));
  const database = openDatabase(opened.place, { systemConnections: 1, appConnections: 2 });
  const owner = new pg.Client({ ...opened.place, user: "postgres" });
  try {
    await migrate(opened.place);
    await owner.connect();
    const workspace = (await ensureWorkspace(database.system, "default")).id;
    const version = await inForce(database, workspace);
    await fill(owner, { workspace, incidents: Number(values.incidents), type: TYPE, version }, say);
    return await measure(database, workspace);
  } finally {
    await owner.end().catch(() => {});
    await database.close();
    await opened.close();
  }
}

try {
  process.stdout.write(`${JSON.stringify(await run())}\n`);
} finally {
  rmSync(home, { recursive: true, force: true });
}
