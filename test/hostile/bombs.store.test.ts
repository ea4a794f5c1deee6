/**
 * Expressions, templates and YAML written to get at the host or to wear it out, tried in a worker with 128 MB: none reaches an object that is not
 * plain JSON, none dies, none takes long, and each comes to what its list says.
 */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { Outcome } from "./bounded-run.ts";
import type { Attempt } from "./bounded-worker.ts";
import { EXPRESSION_CASES } from "./expression-cases.ts";
import type { HostileCase } from "./hostile-case.ts";
import { TEMPLATE_CASES } from "./template-cases.ts";
import { YAML_CASES } from "./yaml-cases.ts";

const LAUNCHER = new URL("../../bin/launch.mjs", import.meta.url);
const SEEDS = Number(process.env.FUZZ_RUNS ?? 40);
/** The slowest stop against the clock at half a second; the rest of this is for what else the machine does. */
const SLOW_MS = 10_000;

/** Runs them on the Node that Cordon runs on, with its flags. */
function outcomesOf(attempts: Attempt[]): Promise<Outcome[]> {
  const program = `import { launch } from ${JSON.stringify(LAUNCHER.href)}; launch("../test/hostile/bounded-run.ts");`;
  return new Promise((resolve, reject) => {
    const child = execFile(
      process.execPath,
      ["--input-type=module", "--eval", program],
      { cwd: fileURLToPath(new URL("../..", import.meta.url)), maxBuffer: 10_000_000 },
      (error, out, err) =>
        error === null ? resolve(JSON.parse(out) as Outcome[]) : reject(new Error(err || error.message)),
    );
    child.stdin?.end(JSON.stringify(attempts));
  });
}

async function tried(way: Attempt["way"], cases: readonly HostileCase[]) {
  const outcomes = await outcomesOf(cases.map((_, index) => ({ way, index })));
  return outcomes.map(({ index, outcome, milliseconds }) => {
    const { name, comes } = cases[index] as HostileCase;
    const [first = "", ...others] = comes.split(" | ");
    const expected = outcome !== first && others.length > 0 && outcome.startsWith("value: ") ? outcome : first;
    return { name, outcome: outcome.trim(), expected, slow: milliseconds > SLOW_MS };
  });
}

describe("what is written to do harm", { timeout: 600_000 }, () => {
  test("is more than a hundred and fifty cases", () => {
    expect(EXPRESSION_CASES.length + TEMPLATE_CASES.length + YAML_CASES.length).toBeGreaterThan(350);
  });

  test.each([
    ["expression", EXPRESSION_CASES],
    ["template", TEMPLATE_CASES],
    ["playbook", YAML_CASES],
  ] as const)("as %s comes to what it should", async (way, cases) => {
    const found = await tried(way, cases);
    expect(found).toHaveLength(cases.length);
    expect(found.filter(({ outcome, expected, slow }) => outcome !== expected || slow)).toEqual([]);
  });

  test.each(["cases", "taxonomy"] as const)("as %s leaves findings, and nothing else", async (way) => {
    const found = await tried(way, YAML_CASES);
    expect(found.filter(({ outcome, slow }) => !outcome.startsWith("codes:") || slow)).toEqual([]);
  });

  test("by the grammar gives plain values or refusals, and nothing else", async () => {
    const outcomes = await outcomesOf(Array.from({ length: SEEDS }, (_, index) => ({ way: "grammar", index })));
    expect(outcomes).toHaveLength(SEEDS);
    expect(outcomes.filter(({ outcome }) => outcome !== "value: none got out")).toEqual([]);
  });
});
