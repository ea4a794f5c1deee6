/** `npm start`: serves until told to stop. `npm run demo` is the same with the range beside it. */
import { parseArgs } from "node:util";
import connectors from "../connectors/index.ts";
import { readConfig } from "./config.ts";
import { isCordonError } from "./errors.ts";
import { newLog } from "./log.ts";
import { serve } from "./serve.ts";

const USAGE = `Usage: npm start                       start Cordon
       npm run demo [-- --once] [-- --json]  start Cordon with the simulated company and play its alerts

  --once              play, print the table, and stop
  --json              print one JSON object last instead of the table
  --new-admin-secret  offer a one-time admin secret again, when the last admin token is lost
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      demo: { type: "boolean" },
      once: { type: "boolean" },
      json: { type: "boolean" },
      "new-admin-secret": { type: "boolean", default: false },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) return void process.stdout.write(USAGE);
  const config = readConfig();
  const log = newLog(config.logLevel);
  if (values.demo) {
    const { runDemo } = await import("../range/demo.ts");
    return runDemo({ config, connectors, log, once: values.once ?? false, json: values.json ?? false, untilStopped });
  }
  // Heard from the first moment on: whoever reads that we are ready may tell us to stop in the same breath.
  const stopped = untilStopped();
  const serving = await serve({ config, connectors, log, newAdminSecret: values["new-admin-secret"] });
  process.stdout.write(`Cordon is ready at ${serving.url}, on ${serving.databaseName}.\n`);
  if (serving.adminSecret !== null) process.stdout.write(firstSecret(serving.url, serving.adminSecret));
  await stopped;
  await serving.stop();
}

/** How the first admin comes in; printed once, kept nowhere. */
function firstSecret(url: string, secret: string): string {
  return `\nOne-time admin secret (shown only now): ${secret}\nOpen the address above and enter it there; for the terminal alone:\n  npm run cordon -- login --url ${url} --secret ${secret}\n`;
}

/** One request often arrives twice, from a terminal or a supervisor that tells the whole group. */
const SAME_REQUEST_MS = 1_000;

/** Resolves at the first request to stop; a later one ends the process at once. */
function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    let asked = 0;
    const stop = () => {
      if (asked > 0 && Date.now() - asked > SAME_REQUEST_MS) process.exit(130);
      asked ||= Date.now();
      resolve();
    };
    process.on("SIGINT", stop);
    process.on("SIGTERM", stop);
  });
}

main().then(
  () => process.exit(0),
  (error) => {
    const ours = isCordonError(error);
    process.stderr.write(
      `${ours ? error.message : `Cordon could not go on: ${error instanceof Error ? error.message : String(error)}`}\n`,
    );
    if (ours && error.details?.findings !== undefined)
      process.stderr.write(`${JSON.stringify(error.details.findings, null, 2)}\n`);
    process.exit(ours && error.root === "input" ? 2 : 1);
  },
);
