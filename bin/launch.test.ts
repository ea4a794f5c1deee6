import { execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const BIN = import.meta.dirname;
const PROGRAM = `
const typed: string[] = process.argv.slice(2);
let evaluates = true;
try { new Function("return 1"); } catch { evaluates = false; }
process.on("SIGTERM", () => process.exit(7));
if (typed[0] === "wait") setInterval(() => undefined, 1000);
if (typed[0] === "die") process.kill(process.pid, "SIGKILL");
process.exitCode = typed[0] === "fail" ? 3 : 0;
console.log(JSON.stringify({ version: process.version, typed, evaluates, proto: "__proto__" in {}, cwd: process.cwd() }));
`;

/** An older Node on this machine, such as the distribution's. */
const olderNode = (process.env.PATH ?? "")
  .split(delimiter)
  .map((directory) => join(directory, "node"))
  .find(
    (node) =>
      existsSync(node) &&
      Number.parseInt(execFileSync(node, ["-p", "process.versions.node"], { encoding: "utf8" }), 10) < 24,
  );

let place: string;
let bare: string;

beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), "cordon-launch-"));
  bare = mkdtempSync(join(tmpdir(), "cordon-bare-"));
  for (const root of [place, bare]) {
    mkdirSync(join(root, "src"), { recursive: true });
    cpSync(BIN, join(root, "bin"), { recursive: true });
    writeFileSync(join(root, "src", "main.ts"), PROGRAM);
  }
  symlinkSync(join(BIN, "..", "node_modules"), join(place, "node_modules"));
  symlinkSync(join(place, "bin", "serve.mjs"), join(place, "linked"));
});

afterAll(() => {
  for (const root of [place, bare]) rmSync(root, { recursive: true, force: true });
});

interface Outcome {
  stdout: string;
  stderr: string;
  code: number | null;
  signal: string | null;
}

function run(node: string, script: string, args: string[], onOutput?: (pid: number) => void): Promise<Outcome> {
  const child = spawn(node, [script, ...args], { cwd: tmpdir(), stdio: ["ignore", "pipe", "pipe"] });
  const outcome: Outcome = { stdout: "", stderr: "", code: null, signal: null };
  child.stdout.on("data", (chunk: Buffer) => {
    outcome.stdout += chunk.toString();
    if (child.pid !== undefined) onOutput?.(child.pid);
  });
  child.stderr.on("data", (chunk: Buffer) => {
    outcome.stderr += chunk.toString();
  });
  return new Promise((resolve) => child.on("close", (code, signal) => resolve({ ...outcome, code, signal })));
}

const nodes = [
  { which: "this Node", node: process.execPath },
  { which: "an older Node", node: olderNode },
];

describe.each(nodes)("launched by $which", ({ node = "" }) => {
  const on = test.skipIf(node === "");

  on("the program runs on Node 24 or newer, hardened, where the caller is, with the caller's words", async () => {
    const outcome = await run(node, join(place, "linked"), ["two words", "--flag"]);
    expect(outcome).toMatchObject({ code: 0, stderr: "" });
    const said = JSON.parse(outcome.stdout);
    expect(said).toMatchObject({ typed: ["two words", "--flag"], evaluates: false, proto: false, cwd: tmpdir() });
    expect(Number.parseInt(said.version.slice(1), 10)).toBeGreaterThanOrEqual(24);
  });

  on("its exit code is ours", async () => {
    expect(await run(node, join(place, "bin", "serve.mjs"), ["fail"])).toMatchObject({ code: 3 });
  });

  on("a signal to us reaches it, and how it ends is how we end", async () => {
    const asked = await run(node, join(place, "bin", "serve.mjs"), ["wait"], (pid) => process.kill(pid, "SIGTERM"));
    expect(asked).toMatchObject({ code: 7 });
    expect(await run(node, join(place, "bin", "serve.mjs"), ["die"])).toMatchObject({ code: null, signal: "SIGKILL" });
  });
});

test.skipIf(olderNode === undefined)("without any usable Node it says what to do", async () => {
  const outcome = await run(olderNode ?? "", join(bare, "bin", "serve.mjs"), []);
  expect(outcome.code).toBe(1);
  expect(outcome.stderr).toMatch(/needs Node 24 or newer.*npm ci/s);
});
