/** docs/playbooks.md: its playbook is taken and its cases pass, and its tables are what the code has, both ways. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { errorCodes, sourceTexts } from "../../scripts/error-codes.mjs";
import { capabilities } from "../../src/connector/capabilities/catalog.ts";
import { FUNCTIONS } from "../../src/expression/refuse.ts";
import { DISPOSITIONS } from "../../src/model/scale.ts";
import { checkPlaybook } from "../../src/playbook/check.ts";
import { findingText } from "../../src/playbook/finding.ts";
import { PLAYBOOK_KEYS } from "../../src/playbook/parse.ts";
import { STEP_KEYS } from "../../src/playbook/parse-step.ts";
import { runCases } from "../../src/playbook/run-cases.ts";
import { parseTestFile } from "../../src/playbook/test-file.ts";
import { ROOT } from "./tree.ts";

const page = readFileSync(`${ROOT}/docs/playbooks.md`, "utf8");
const [playbook = "", cases = ""] = [...page.matchAll(/^```yaml\n(.*?)^```/gms)].map(([, text]) => text ?? "");
const rows = page.split("\n").flatMap((line) => {
  const cells = line.split("|").map((cell) => cell.trim());
  return cells[1]?.startsWith("`") ? [cells.slice(1, -1)] : [];
});
const firsts = rows.map(([first = ""]) => first.replaceAll("`", ""));

describe("docs/playbooks.md", () => {
  test("shows a playbook that the checker takes without a word, and cases that pass", () => {
    const { program, findings } = checkPlaybook(playbook, { file: "lost-device/playbook.yaml" });
    expect(findings.map(findingText)).toEqual([]);
    const tests = parseTestFile(cases, { file: "lost-device/playbook.test.yaml" });
    expect(tests.findings.map(findingText)).toEqual([]);
    expect(tests.cases.length).toBeGreaterThan(1);
    const report = program === undefined ? null : runCases(program, tests.cases);
    expect(report?.cases.flatMap(({ differences }) => differences)).toEqual([]);
  });

  test("shows every key in the playbook, and names every kind of step, function and disposition", () => {
    const keys = [...PLAYBOOK_KEYS, ...Object.values(STEP_KEYS).flat()];
    expect(keys.filter((key) => !new RegExp(`\\b${key}:|\`${key}\``).test(page))).toEqual([]);
    expect(Object.keys(STEP_KEYS).filter((kind) => !firsts.includes(kind))).toEqual([]);
    expect(FUNCTIONS.filter((name) => !new RegExp(`\`${name}[\`(]`).test(page))).toEqual([]);
    expect(DISPOSITIONS.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });

  test("lists every code of a fault in a playbook, and none that is gone", () => {
    const rooms = ["src/playbook", "src/expression"];
    const codes = [...errorCodes(sourceTexts(ROOT))].filter(([code, { rooms: at }]) =>
      rooms.some((room) => at.has(room) && room.endsWith(code.slice(0, code.indexOf(".")))),
    );
    const faults = codes.filter(([, { roots }]) => roots.has("input")).map(([code]) => code);
    const listed = firsts.filter((text) => /^(playbook|expression)[.]/.test(text));
    expect(faults.filter((code) => !listed.includes(code))).toEqual([]);
    expect(listed.filter((code) => !codes.some(([known]) => known === code))).toEqual([]);
    expect(listed.length).toBe(new Set(listed).size);
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
