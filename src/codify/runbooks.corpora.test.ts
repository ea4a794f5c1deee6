/** Runbooks that others wrote, for people: each becomes a draft that the checker takes. */
import { existsSync, globSync, readFileSync } from "node:fs";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { checkPlaybook } from "../playbook/check.ts";
import { codify } from "./codify.ts";
import { kindByName, readRunbook } from "./read/read-runbook.ts";
import { countsOf } from "./report.ts";

const CORPORA = process.env.CORDON_CORPORA ?? fileURLToPath(new URL("../../../shared/corpora", import.meta.url));
const present = existsSync(`${CORPORA}/runbooks`);
if (!present) console.warn(`NO CORPORA at ${CORPORA}: set CORDON_CORPORA. Nothing of this file ran.`);

const files = present ? globSync(`${CORPORA}/runbooks/**/*.{md,html,docx,pdf,txt}`).sort() : [];

describe.skipIf(!present)("runbooks of others", () => {
  it("become drafts, and of each sentence it is said what became of it", async () => {
    const sums = new Map<string, ReturnType<typeof countsOf> & { files: number }>();
    const empty: string[] = [];
    for (const file of files) {
      const bytes = readFileSync(file);
      if (bytes.toString("latin1").trim() === "") {
        await expect(readRunbook(bytes, file, kindByName(file))).rejects.toMatchObject({ code: "codify.no-text" });
        empty.push(file);
        continue;
      }
      const drafted = codify(await readRunbook(bytes, file, kindByName(file)), { file, queue: "soc" });
      const { program, findings } = checkPlaybook(drafted.source, { file: `${drafted.name}/playbook.yaml` });
      expect({ file, errors: findings.filter(({ severity }) => severity === "error") }).toEqual({ file, errors: [] });
      expect(program).toBeDefined();
      expect({ file, whole: drafted.whole }).toEqual({ file, whole: true });
      const counts = countsOf(drafted.sentences);
      expect(counts.codified + counts.handed + counts.leftOut + counts.nothing).toBe(counts.sentences);
      const kind = extname(file);
      const sum = sums.get(kind) ?? { files: 0, sentences: 0, codified: 0, handed: 0, leftOut: 0, nothing: 0 };
      sums.set(kind, {
        files: sum.files + 1,
        sentences: sum.sentences + counts.sentences,
        codified: sum.codified + counts.codified,
        handed: sum.handed + counts.handed,
        leftOut: sum.leftOut + counts.leftOut,
        nothing: sum.nothing + counts.nothing,
      });
    }
    for (const [kind, sum] of sums)
      console.log(`runbooks ${kind}: ${JSON.stringify(sum)}; empty files: ${empty.length}`);
    expect(files.length).toBeGreaterThan(60);
  });
});
