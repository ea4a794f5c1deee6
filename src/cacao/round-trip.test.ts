import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyPlaybook } from "../../test/support/any-playbook.ts";
import { checkPlaybook } from "../playbook/check.ts";
import { writtenOf, yamlOf } from "../playbook/written-form-yaml.ts";
import { exportCacao } from "./export.ts";
import { importCacao } from "./import.ts";

const RUNS = Number(process.env.FUZZ_RUNS ?? 30);
const AT = "2026-01-31T12:00:00.000Z";

describe("any playbook", { timeout: 120_000 }, () => {
  test("is the same program when it has been exported and imported", () => {
    let taken = 0;
    fc.assert(
      fc.property(anyPlaybook, (playbook) => {
        const source = yamlOf(playbook);
        const { program } = checkPlaybook(source, { file: "playbook.yaml" });
        fc.pre(program !== undefined);
        taken += 1;
        const document = JSON.parse(JSON.stringify(exportCacao(source, AT)));
        const { playbook: back, findings } = importCacao(JSON.stringify(document), { file: "x.json" });
        expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
        expect(checkPlaybook(back?.source ?? "", { file: "playbook.yaml" }).program).toEqual(program);
      }),
      { numRuns: RUNS },
    );
    expect(taken).toBeGreaterThan(RUNS / 2);
  });

  test("is the same in YAML and in its written form", () => {
    fc.assert(
      fc.property(anyPlaybook, (playbook) => {
        expect(writtenOf(yamlOf(playbook))).toEqual(playbook);
      }),
      { numRuns: RUNS },
    );
  });

  test("is exported to the same ids each time", () => {
    const source = yamlOf({
      ...{
        playbook: "sample",
        title: "A",
        description: "B",
        maturity: "sandbox",
        trigger: "true",
        "default-queue": "soc",
      },
      steps: [{ end: "benign", reason: "done" }],
    });
    expect(exportCacao(source, AT)).toEqual(exportCacao(source, AT));
    expect(exportCacao(source, AT).workflow_start).toMatch(
      /^start--[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-/,
    );
  });
});
