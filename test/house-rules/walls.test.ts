/** The import rules are only worth something while they are seen to refuse: each is broken here, in a small tree of its own. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test, vi } from "vitest";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const CRUISER = join(ROOT, "node_modules/dependency-cruiser/bin/dependency-cruiser.mjs");

/** Rule → a file and what it imports, which that rule must refuse. */
const BROKEN: [rule: string, file: string, source: string][] = [
  ["ingest-imports-only-what-it-may", "src/ingest/a.ts", 'import { b } from "../respond/b.ts";\nexport const a = b;'],
  ["model-imports-only-what-it-may", "src/model/a.ts", 'import type { B } from "../respond/b.ts";\nexport type A = B;'],
  ["ai-imports-only-what-it-may", "src/ai/a.ts", 'export const a = await import("../respond/b.ts");'],
  ["ground-imports-nothing", "src/errors.ts", 'export { b } from "./respond/b.ts";'],
  ["no-circle", "src/respond/c.ts", 'import { d } from "./d.ts";\nexport const c = () => d;'],
  ["connector-knows-only-the-kit", "connectors/one/a.ts", 'import { b } from "../two/b.ts";\nexport const a = b;'],
  [
    "only-main-knows-the-vendors",
    "src/sync/a.ts",
    'import { b } from "../../connectors/two/b.ts";\nexport const a = b;',
  ],
  ["only-main-knows-the-range", "src/sync/r.ts", 'import { s } from "../../range/siem.ts";\nexport const a = s;'],
  [
    "the-range-knows-nothing-of-us",
    "range/siem.ts",
    'import type { B } from "../src/respond/b.ts";\nexport const s: B = 1;',
  ],
  ["console-through-the-contract", "web/a.tsx", 'import { b } from "../src/respond/b.ts";\nexport const a = b;'],
  [
    "contract-is-for-browsers",
    "src/api/contract/s.ts",
    'import { a } from "../../store/sound.ts";\nexport const s = a;',
  ],
  ["contract-needs-no-node", "src/api/contract/a.ts", 'import { join } from "node:path";\nexport const a = join;'],
  ["nothing-imports-a-test", "src/sync/t.ts", 'import { x } from "../../test/x.ts";\nexport const t = x;'],
  ["database-only-in-the-store", "src/respond/p.ts", 'import pg from "pg";\nexport const a = pg;'],
  ["policy-only-in-the-guard", "src/respond/g.ts", 'import c from "@cedar-policy/cedar-wasm";\nexport const a = c;'],
  [
    "connectors-call-out-through-the-kit",
    "connectors/one/h.ts",
    'import { request } from "node:http";\nexport const a = request;',
  ],
  [
    "programs-only-where-supervised",
    "connectors/one/e.ts",
    'import { exec } from "node:child_process";\nexport const a = exec;',
  ],
  [
    "files-only-at-the-edges",
    "src/classify/f.ts",
    'import { readFileSync } from "node:fs";\nexport const a = readFileSync;',
  ],
];

const SOUND: [file: string, source: string][] = [
  ["src/respond/b.ts", "export type B = number;\nexport const b = 1;"],
  ["src/respond/d.ts", 'import { c } from "./c.ts";\nexport const d = () => c;'],
  ["connectors/two/b.ts", "export const b = 1;"],
  ["test/x.ts", "export const x = 1;"],
  ["src/store/sound.ts", 'import pg from "pg";\nimport { m } from "../model/m.ts";\nexport const a = [pg, m];'],
  ["src/model/m.ts", "export const m = 1;"],
  ["src/main.ts", 'import { b } from "../connectors/two/b.ts";\nimport "node:fs";\nexport const a = b;'],
];

const tree = mkdtempSync(join(tmpdir(), "cordon-walls-"));
afterAll(() => rmSync(tree, { recursive: true, force: true }));

interface Cruise {
  summary: { totalCruised: number; violations: { from: string; to: string; rule: { name: string } }[] };
  modules: { source: string; dependencies: { module: string; couldNotResolve: boolean }[] }[];
}

function cruise(cwd: string, folders: string[]): Cruise {
  const args = [CRUISER, "--config", join(ROOT, ".dependency-cruiser.mjs"), "--output-type", "json", ...folders];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: "utf8", maxBuffer: 2 ** 28 });
  if (!stdout.startsWith("{")) throw new Error(`the cruise did not run: ${stderr || stdout}`);
  return JSON.parse(stdout) as Cruise;
}

function write(file: string, text: string): void {
  mkdirSync(dirname(join(tree, file)), { recursive: true });
  writeFileSync(join(tree, file), text);
}

// It reads every file of the tree, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 240_000 });

describe("the walls", () => {
  test("stand around a tree that keeps to them, and each is seen when it is broken", () => {
    for (const name of ["pg", "@cedar-policy/cedar-wasm"]) {
      write(`node_modules/${name}/package.json`, JSON.stringify({ name, main: "./index.js", exports: "./index.js" }));
      write(`node_modules/${name}/index.js`, "export default 1;");
    }
    write("package.json", JSON.stringify({ dependencies: { pg: "1", "@cedar-policy/cedar-wasm": "1" } }));
    for (const [file, source] of SOUND) write(file, source);
    for (const [, file, source] of BROKEN) write(file, source);
    const { summary } = cruise(tree, ["src", "connectors", "range", "web"]);
    const seen = summary.violations.map((violation) => `${violation.rule.name}: ${violation.from}`);
    expect(seen).toEqual(expect.arrayContaining(BROKEN.map(([rule, file]) => `${rule}: ${file}`)));
    for (const [file] of SOUND) if (file !== "src/respond/d.ts") expect(seen.join("\n")).not.toContain(`: ${file}`);
  });

  test("are held by this tree, every file of it read and every import followed", () => {
    const { summary, modules } = cruise(ROOT, [
      "src",
      "connectors",
      "range",
      "bench",
      "bin",
      "scripts",
      "test",
      "web/src",
    ]);
    expect(summary.totalCruised).toBeGreaterThan(100);
    expect(
      modules.flatMap((m) => m.dependencies.filter((d) => d.couldNotResolve).map((d) => `${m.source}: ${d.module}`)),
    ).toEqual([]);
    expect(
      summary.violations.map((violation) => `${violation.rule.name}: ${violation.from} → ${violation.to}`),
    ).toEqual([]);
  });
});
