/** docs/playbooks.md: its playbook is taken and its cases pass, and its tables are what the code has, both ways. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { capabilities } from "../../src/connector/capabilities/catalog.ts";
import { DESCRIBED_FUNCTIONS } from "../../src/expression/described.ts";
import { FUNCTIONS } from "../../src/expression/refuse.ts";
import { DISPOSITIONS } from "../../src/model/scale.ts";
import { checkPlaybook } from "../../src/playbook/check.ts";
import { DECLARED_TYPES } from "../../src/playbook/declared.ts";
import { findingText } from "../../src/playbook/finding.ts";
import { libraryOf } from "../../src/playbook/library.ts";
import { Observed } from "../../src/playbook/observed.ts";
import { PLAYBOOK_KEYS } from "../../src/playbook/parse.ts";
import { COMMON_KEYS, STEP_KEYS } from "../../src/playbook/parse-step.ts";
import { AWAITED } from "../../src/playbook/parse-wait.ts";
import { runCases } from "../../src/playbook/run-cases.ts";
import { parseTestFile } from "../../src/playbook/test-file.ts";
import { files, ROOT } from "./tree.ts";

const page = readFileSync(`${ROOT}/docs/playbooks.md`, "utf8");
const blocks = [...page.matchAll(/^```yaml\n(.*?)^```/gms)].map(([, text]) => text ?? "");
const playbooks = blocks
  .filter((text) => text.startsWith("playbook:"))
  .map((source) => {
    const name = /^playbook: ([a-z-]+)/.exec(source)?.[1] ?? "";
    return { name, source, file: `${name}/playbook.yaml` };
  });
const cases = blocks.find((text) => text.startsWith("cases:")) ?? "";
const rows = page.split("\n").flatMap((line) => {
  const cells = line.split("|").map((cell) => cell.trim());
  return cells[1]?.startsWith("`") ? [cells.slice(1, -1)] : [];
});
const firsts = rows.map(([first = ""]) => first.replaceAll("`", ""));

describe("docs/playbooks.md", () => {
  test("shows playbooks that the checker takes without a word, and cases that pass", () => {
    const library = libraryOf(playbooks);
    expect(playbooks.map(({ name }) => name)).toEqual(["lost-device", "many-addresses", "known-address"]);
    const checked = playbooks.map(({ source, file }) => checkPlaybook(source, { file, library }));
    expect(checked.flatMap(({ findings }) => findings.map(findingText))).toEqual([]);
    const program = checked[0]?.program;
    const tests = parseTestFile(cases, { file: "lost-device/playbook.test.yaml" });
    expect(tests.findings.map(findingText)).toEqual([]);
    expect(tests.cases.length).toBeGreaterThan(1);
    const report = program === undefined ? null : runCases(program, tests.cases);
    expect(report?.cases.flatMap(({ differences }) => differences)).toEqual([]);
  });

  test("shows every key in the playbook, and names every kind of step, function and disposition", () => {
    const keys = [...PLAYBOOK_KEYS, ...COMMON_KEYS, ...Object.values(STEP_KEYS).flat()];
    expect(keys.filter((key) => !new RegExp(`\\b${key}:|\`${key}\``).test(page))).toEqual([]);
    expect([...AWAITED, ...DECLARED_TYPES].filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
    expect(Object.keys(Observed.shape).filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
    expect(Object.keys(STEP_KEYS).filter((kind) => !firsts.includes(kind))).toEqual([]);
    expect(FUNCTIONS.filter((name) => !new RegExp(`\`${name}[\`(]`).test(page))).toEqual([]);
    expect(DISPOSITIONS.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });

  test("lists every function with what it is for, its example and what that gives", () => {
    const wanted = DESCRIBED_FUNCTIONS.map(({ signature, says, example, gives }) =>
      [`\`${signature}\``, says, `\`${example}\``, `\`${JSON.stringify(gives)}\``].join(" | "),
    );
    expect(wanted.filter((row) => !page.includes(`| ${row} |`))).toEqual([]);
  });

  test("lists every playbook that is shipped", () => {
    const shipped = files("playbooks/*/playbook.yaml").map(({ path }) => path.split("/")[1] ?? "");
    expect(shipped.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });

  test("lists every capability with its class, inputs, outputs and reversal", () => {
    const wanted = [...capabilities.values()].map(({ id, effect, input, output, reversal }) => {
      const inputs = Object.entries(input.shape).map(([name, schema]) =>
        schema.safeParse(undefined).success ? `[${name}]` : name,
      );
      const taken = effect === "contain" || effect === "eradicate" ? "nothing" : "–";
      const undone = reversal === undefined ? taken : `\`${reversal}\``;
      return [`\`${id}\``, effect, inputs.join(", "), Object.keys(output.shape).join(", ") || "–", undone];
    });
    expect(rows.filter(([first = ""]) => capabilities.has(first.replaceAll("`", "")))).toEqual(wanted);
  });
});
