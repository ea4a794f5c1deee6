/** Every shipped playbook passes its own check and its own tests, and its tests take all its ways. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { checkPlaybook } from "../src/playbook/check.ts";
import { findingText } from "../src/playbook/finding.ts";
import { loadPlaybooks } from "../src/playbook/load.ts";
import { runCases } from "../src/playbook/run-cases.ts";
import { parseTestFile } from "../src/playbook/test-file.ts";

const playbooks = await loadPlaybooks(import.meta.dirname);

describe.each(playbooks)("$name", ({ name, file, source, test: beside }) => {
  const { program, findings } = checkPlaybook(source, { file });

  test("has no findings, warnings included", () => {
    expect(findings.map(findingText)).toEqual([]);
  });

  test("does in every case what its tests say, and they take all its ways", () => {
    const { cases, findings: faults } = parseTestFile(beside?.source ?? "", { file: beside?.file ?? "" });
    expect(faults.map(findingText)).toEqual([]);
    if (program === undefined) throw new Error("it did not compile");
    const report = runCases(program, cases);
    const failed = report.cases.filter((each) => each.differences.length > 0);
    expect(
      failed.map(({ name: which, place, differences }) => `${place.line} ${which}: ${differences.join("; ")}`),
    ).toEqual([]);
    expect(report.coverage.missing).toEqual([]);
  });

  test("says when to use it", () => {
    expect(existsSync(join(import.meta.dirname, name, "README.md"))).toBe(true);
  });
});

test("the playbooks that the taxonomy names are here", () => {
  expect(playbooks.map(({ name }) => name)).toEqual([
    "account-takeover",
    "critical-vulnerability",
    "endpoint-malware",
    "hostile-address",
    "leaked-cloud-key",
    "phishing-report",
    "triage-handoff",
  ]);
});
