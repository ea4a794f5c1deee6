/** docs/language.md: an example of each kind of step, which the checker takes as it stands and whose cases take every way. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { checkPlaybook } from "../../src/playbook/check.ts";
import { findingText } from "../../src/playbook/finding.ts";
import { libraryOf } from "../../src/playbook/library.ts";
import { STEP_KEYS } from "../../src/playbook/parse-step.ts";
import { runCases } from "../../src/playbook/run-cases.ts";
import { parseTestFile } from "../../src/playbook/test-file.ts";
import { ROOT } from "./tree.ts";

const page = readFileSync(`${ROOT}/docs/language.md`, "utf8");
const blocksOf = (text: string) => [...text.matchAll(/^```yaml\n(.*?)^```/gms)].map(([, block]) => block ?? "");
const [intro = "", ...sections] = page.split(/^## /m);
const [head = ""] = blocksOf(intro);

/** A section's playbook under the head of the page, what it calls, and its cases. */
const examples = sections
  .filter((text) => text.startsWith("`"))
  .map((text) => {
    const blocks = blocksOf(text);
    const called = blocks
      .filter((block) => block.startsWith("playbook:"))
      .map((source) => ({ name: /^playbook: (\S+)/.exec(source)?.[1] ?? "", source }))
      .map((one) => ({ ...one, file: `${one.name}/playbook.yaml` }));
    return {
      kind: /^`([a-z-]+)`/.exec(text)?.[1] ?? "",
      source: head + (blocks.find((block) => /^(steps|variables):/.test(block)) ?? ""),
      cases: blocks.find((block) => block.startsWith("cases:")) ?? "",
      called,
    };
  });

describe("docs/language.md", () => {
  test("has an example of every kind of step", () => {
    expect(examples.map(({ kind }) => kind).sort()).toEqual(Object.keys(STEP_KEYS).sort());
    expect(examples.filter(({ kind, source }) => !new RegExp(`^ *(- )?(\\{ )?${kind}:`, "m").test(source))).toEqual([]);
  });

  test.each(examples)("shows $kind in a playbook without a finding, with cases that pass and take every way", (one) => {
    const { program, findings } = checkPlaybook(one.source, {
      file: "example/playbook.yaml",
      library: libraryOf(one.called),
    });
    expect(findings.map(findingText)).toEqual([]);
    for (const { source, file } of one.called) expect(checkPlaybook(source, { file }).findings).toEqual([]);
    const { cases, findings: wrong } = parseTestFile(one.cases, { file: "example/playbook.test.yaml" });
    expect(wrong.map(findingText)).toEqual([]);
    if (program === undefined) throw new Error("there is no program");
    const report = runCases(program, cases);
    expect(report.cases.flatMap(({ name, differences }) => differences.map((each) => `${name}: ${each}`))).toEqual([]);
    expect(report.coverage.missing).toEqual([]);
  });
});
