/** `npm run demo`: Cordon beside the simulated company, the bundled alerts played through the whole way, and a table of what became of them. */
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { sleep } from "../src/clock.ts";
import type { Config } from "../src/config.ts";
import type { Connector } from "../src/connector/connector.ts";
import { newId, sha256 } from "../src/ids.ts";
import type { Log } from "../src/log.ts";
import { type Serving, serve } from "../src/serve.ts";
import { transaction } from "../src/store/database.ts";
import { type IncidentLine, isQuiet, overview } from "../src/store/incident-overview.ts";
import { createToken } from "../src/store/token.ts";
import { connectAll } from "./connect.ts";
import { firstToLookAt, summaryOf, tableOf } from "./demo-table.ts";
import { playAlerts, raiseInSiem } from "./play.ts";
import { type Range, startRange } from "./start.ts";

export interface DemoOptions {
  config: Config;
  connectors: ReadonlyMap<string, Connector>;
  log: Log;
  /** Play, show, stop. */
  once: boolean;
  /** One JSON object last instead of the table. */
  json: boolean;
  untilStopped(): Promise<void>;
}

/** How long the played alerts may take before the table is printed as it stands. */
const PATIENCE_MS = 40_000;

/** Runs the demo; resolves when stopped, or after the table with `once`. */
export async function runDemo(options: DemoOptions): Promise<void> {
  const { json, once } = options;
  const say = (text: string) => void (json ? process.stderr : process.stdout).write(`${text}\n`);
  // The range lives on loopback, which connectors may not reach unless it is allowed.
  const config = {
    ...options.config,
    egressAllow: [...options.config.egressAllow, "127.0.0.0/8"],
    // What is done in the range is to be seen at once.
    syncPollMs: Math.min(options.config.syncPollMs, 3_000),
  };
  const token = randomBytes(18).toString("base64url");
  const range = await startRange({ token, stateFile: join(config.home, "range.json") });
  const serving = await serve({ ...options, config }).catch(async (error) => {
    await range.stop();
    throw error;
  });
  try {
    await connectAll(serving, range, options.connectors, config);
    say(
      `Cordon is at ${serving.url}, on ${serving.databaseName}, beside a simulated company (nothing real is touched).`,
    );
    if (serving.adminSecret !== null) say(`One-time admin secret (shown only now): ${serving.adminSecret}`);
    const lines = await play(serving, range, say);
    say(tableOf(lines));
    if (json) process.stdout.write(`${JSON.stringify({ summary: summaryOf(lines), incidents: lines })}\n`);
    if (once) return;
    say(stayText(serving, range, firstToLookAt(lines)));
    await options.untilStopped();
  } finally {
    await serving.stop();
    await range.stop();
  }
}

/** Plays the bundled alerts, unless an earlier demo's incidents are here already. */
async function play(serving: Serving, range: Range, say: (text: string) => void): Promise<IncidentLine[]> {
  const { database } = serving.cordon;
  const earlier = await overview(database.system, serving.workspaceId, 500);
  if (earlier.length > 0) {
    say(`\n${earlier.length} incidents of an earlier demo are here; its alerts are not played again.\n`);
    return earlier;
  }
  const bearer = await ingestToken(serving);
  const played = await playAlerts({
    raise: raiseInSiem(range),
    post: async (connection, body, headers) => {
      const answer = await fetch(`${serving.url}/v1/ingest/${connection}`, {
        method: "POST",
        body,
        headers: { ...headers, authorization: `Bearer ${bearer}` },
      });
      if (!answer.ok) say(`  ${connection}: ${answer.status} ${await answer.text()}`);
      return answer.status;
    },
  });
  say(`\nPlayed ${played.length} deliveries from ${new Set(played.map((one) => one.connection)).size} sources.\n`);
  for (
    const end = Date.now() + PATIENCE_MS;
    Date.now() < end && !(await isQuiet(database.system, serving.workspaceId));
  )
    await sleep(100);
  return overview(database.system, serving.workspaceId, 500);
}

/** A token of this demo's own that may only deliver. */
async function ingestToken(serving: Serving): Promise<string> {
  const token = `crd_${randomBytes(32).toString("base64url")}`;
  await transaction(serving.cordon.database.system, (client) =>
    createToken(client, serving.workspaceId, {
      name: `demo-${newId().slice(-6)}`,
      hash: sha256(token),
      roles: ["ingest"],
      connectionId: null,
      by: "system",
    }),
  );
  return token;
}

function stayText(serving: Serving, range: Range, first: IncidentLine | undefined): string {
  const parts = Object.entries(range.parts).map(([name, part]) => `  ${name.padEnd(9)} ${part.url}`);
  const link = `${serving.url}${first === undefined ? "/" : `/incidents/${first.number}`}`;
  const login =
    serving.adminSecret === null
      ? ""
      : `\nThe secret above makes you the first admin there, or here: npm run cordon -- login --url ${serving.url} --secret ${serving.adminSecret}`;
  return [
    `What was done in the simulated company's own systems:\n${parts.join("\n")}`,
    "Then:      npm run cordon -- containment list · approvals list · incidents list",
    `Stop with Ctrl-C; started again, it finds its data.`,
    `\nLook at this first: ${link}${login}`,
  ].join("\n");
}
