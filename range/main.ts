/** `node range/main.ts --port-base 7180`: the range alone, in a process of its own, until it is told to stop. */
import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { portsFrom, startRange } from "./start.ts";

const USAGE = "node range/main.ts [--port-base 7180] [--host 127.0.0.1] [--token TOKEN] [--state-file FILE]";

const { values } = parseArgs({
  options: {
    "port-base": { type: "string", default: "7180" },
    host: { type: "string", default: "127.0.0.1" },
    token: { type: "string" },
    "state-file": { type: "string" },
    help: { type: "boolean", default: false },
  },
});

async function main(): Promise<void> {
  if (values.help) return console.log(USAGE);
  const base = Number(values["port-base"]);
  if (!Number.isInteger(base) || base < 0 || base > 65_500) {
    console.error(
      `--port-base must be a whole number from 0 (free ports) to 65500, not "${values["port-base"]}"\n${USAGE}`,
    );
    process.exitCode = 2;
    return;
  }
  const token = values.token ?? randomBytes(24).toString("base64url");
  const range = await startRange({
    host: values.host,
    token,
    ...(base === 0 ? {} : { ports: portsFrom(base) }),
    ...(values["state-file"] === undefined ? {} : { stateFile: values["state-file"] }),
  });
  const urls = Object.fromEntries(Object.entries(range.parts).map(([name, part]) => [name, part.url]));
  // A token that was made up here is of use to nobody unless it is said; one that was given is not repeated.
  console.log(JSON.stringify({ simulated: true, parts: urls, ...(values.token === undefined ? { token } : {}) }));
  const stop = () => void range.stop();
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}

await main();
