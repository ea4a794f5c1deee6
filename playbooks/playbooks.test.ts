/** Every shipped playbook passes its own check and its own tests, which take all its ways; and it comes to an end whichever of its actions fails. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { checkPlaybook } from "../src/playbook/check.ts";
import { countermeasuresOf } from "../src/playbook/check-answers.ts";
import { findingText } from "../src/playbook/finding.ts";
import { injectFailures } from "../src/playbook/inject-failures.ts";
import { libraryOf } from "../src/playbook/library.ts";
import { loadPlaybooks } from "../src/playbook/load.ts";
import { runCases } from "../src/playbook/run-cases.ts";
import { parseTestFile } from "../src/playbook/test-file.ts";

const playbooks = await loadPlaybooks(import.meta.dirname);
const library = libraryOf(playbooks);

/** What is no answer to an attack of one kind, and parts of others. */
const OF_NO_TECHNIQUE = ["triage-handoff", "policy-violation", "contain-account", "contain-device", "judge-address"];

describe.each(playbooks)("$name", ({ name, file, source, test: beside }) => {
  const { program, tree, findings } = checkPlaybook(source, { file, library });
  const { cases, findings: faults } = parseTestFile(beside?.source ?? "", { file: beside?.file ?? "" });

  test("has no findings, warnings included", () => {
    expect(findings.map(findingText)).toEqual([]);
  });

  test("does in every case what its tests say, and they take all its ways", () => {
    expect(faults.map(findingText)).toEqual([]);
    if (program === undefined) throw new Error("it did not compile");
    const report = runCases(program, cases);
    const failed = report.cases.filter((each) => each.differences.length > 0);
    expect(
      failed.map(({ name: which, place, differences }) => `${place.line} ${which}: ${differences.join("; ")}`),
    ).toEqual([]);
    expect(report.coverage.missing).toEqual([]);
  });

  test("comes to an end whichever of its actions fails, and no failure makes an incident harmless", () => {
    if (program === undefined) throw new Error("it did not compile");
    const injected = injectFailures(program, cases);
    expect(injected.length).toBeGreaterThan(0);
    expect(injected.filter(({ ended }) => !ended)).toEqual([]);
    const harmless = (outcome: string | undefined) => ["benign", "false-positive", "disregard"].includes(outcome ?? "");
    const expected = new Map(cases.map((each) => [each.name, each.expect.outcome]));
    expect(injected.filter((each) => harmless(each.outcome) && !harmless(expected.get(each.case)))).toEqual([]);
  });

  test("names the techniques it answers, and every countermeasure that it takes", () => {
    expect(tree?.countermeasures.map(({ value }) => value)).toEqual(countermeasuresOf(program?.capabilities ?? []));
    expect(tree?.techniques.length).toBeGreaterThan(OF_NO_TECHNIQUE.includes(name) ? -1 : 0);
  });

  test("says when to use it, what it does, and what it will never do", () => {
    const page = readFileSync(join(import.meta.dirname, name, "README.md"), "utf8");
    for (const part of ["**When:**", "**What it does:**", "**What it will never do:**", "**Needs:**"])
      expect(page).toContain(part);
    expect(program?.capabilities.filter((id) => !page.includes(`\`${id}\``))).toEqual([]);
  });
});

test("there is a response to each of the common types, and what they share", () => {
  const called = ["contain-account", "contain-device", "judge-address"];
  expect(playbooks.map(({ name }) => name).filter((name) => called.includes(name))).toEqual(called);
  expect(playbooks.length - called.length).toBeGreaterThanOrEqual(15);
});
