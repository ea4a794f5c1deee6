// Plays the demo once in a directory of its own and holds its summary to what the README promises.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const AT_LEAST = {
  incidents: 8,
  types: 5,
  sources: 5,
  contained: 4,
  awaitingApproval: 1,
  handedOver: 1,
  falsePositives: 1,
};
const AT_MOST_SECONDS = 60;

const home = mkdtempSync(join(tmpdir(), "cordon-demo-"));
const started = Date.now();
const child = spawn("npm", ["run", "--silent", "demo", "--", "--once", "--json"], {
  env: { ...process.env, CORDON_HOME: home, CORDON_PORT: "0" },
  stdio: ["ignore", "pipe", "inherit"],
});
let output = "";
child.stdout.on("data", (chunk) => {
  output += chunk;
});
child.on("close", (code) => {
  const seconds = (Date.now() - started) / 1000;
  const faults = code === 0 ? faultsOf(lastLine(output), seconds) : [`it ended with ${code}`];
  console.log(output.trimEnd());
  for (const fault of faults) console.error(`demo: ${fault}`);
  rmSync(home, { recursive: true, force: true });
  process.exitCode = faults.length === 0 ? 0 : 1;
});

function lastLine(text) {
  return text.trimEnd().split("\n").at(-1) ?? "";
}

/** What the summary lacks; a list counts as its length. */
function faultsOf(line, seconds) {
  let summary;
  try {
    summary = JSON.parse(line).summary;
  } catch {
    return [`its last line is no JSON object: ${line.slice(0, 200)}`];
  }
  const size = (value) => (Array.isArray(value) ? value.length : value);
  const short = Object.entries(AT_LEAST).filter(([key, least]) => !(size(summary?.[key]) >= least));
  const faults = short.map(
    ([key, least]) => `summary.${key} is ${JSON.stringify(summary?.[key])}, expected at least ${least}`,
  );
  if (!Number.isFinite(summary?.timeToContainP50Ms)) faults.push("summary.timeToContainP50Ms is no number");
  if (seconds > AT_MOST_SECONDS) faults.push(`it took ${seconds} s, expected at most ${AT_MOST_SECONDS}`);
  return faults;
}
