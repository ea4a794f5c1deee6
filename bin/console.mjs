// The console is built before the server starts, when it is missing or its sources changed. Plain JavaScript for Node 18 and newer, as launch.mjs.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { usableNode } from "./launch.mjs";

const SCRIPT = fileURLToPath(new URL("../scripts/build-web.mjs", import.meta.url));

/** Builds the console if need be, and says so on stderr. A server without a console is a server still: nothing that goes wrong here stops it. */
export function ensureConsole() {
  if (!existsSync(SCRIPT) || process.argv.some((word) => word === "--help" || word === "-h")) return;
  spawnSync(usableNode(), [SCRIPT, "--if-stale"], { stdio: ["ignore", "ignore", "inherit"] });
}
