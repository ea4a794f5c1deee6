import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const CORDON = fileURLToPath(new URL("../../../bin/cordon.mjs", import.meta.url));
const SHIPPED = fileURLToPath(new URL("../../../playbooks/triage-handoff", import.meta.url));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "cordon-cacao-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function cordon(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(CORDON, ["playbook", ...args], { timeout: 60_000, maxBuffer: 10_000_000 }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code ?? -1), out, err }),
    );
  });
}

describe("cordon playbook export and import", { timeout: 120_000 }, () => {
  test("give a playbook back, and write over nothing", async () => {
    const exported = await cordon("export", SHIPPED, "--format", "cacao");
    expect(exported).toMatchObject({ code: 0, err: "" });
    const file = join(folder, "out.json");
    writeFileSync(file, exported.out);
    const imported = await cordon("import", file, "--out", join(folder, "made"));
    const target = join(folder, "made", "triage-handoff", "playbook.yaml");
    expect(imported).toMatchObject({ code: 0, out: `${target}\n`, err: "" });
    expect(readFileSync(target, "utf8")).toContain("playbook: triage-handoff\n");
    const again = await cordon("import", file, "--out", join(folder, "made"));
    expect(again).toMatchObject({ code: 2, err: expect.stringContaining("is there already") });
  });

  test("say where a document is wrong, and make nothing of it", async () => {
    const file = join(folder, "wrong.json");
    writeFileSync(file, '{\n  "type": "playbook"\n}\n');
    const { code, out, err } = await cordon("--json", "import", file, "--out", join(folder, "nothing"));
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ ok: false, file: null, playbook: null });
    expect(err).toMatch(/wrong\.json:1:1 error .*\[cacao\.shape\]/);
    expect(existsSync(join(folder, "nothing"))).toBe(false);
    expect(await cordon("import", file, "--map", "nothing")).toMatchObject({ code: 2 });
  });
});
