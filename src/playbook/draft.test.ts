import { expect, test } from "vitest";
import { checkPlaybook } from "./check.ts";
import { draftPlaybook, typeNamed } from "./draft.ts";
import { DRAFT_SHAPES } from "./draft-shapes.ts";
import { findingText } from "./finding.ts";
import { runCases } from "./run-cases.ts";
import { parseTestFile } from "./test-file.ts";

test.each([
  ["by its name alone", null, 'title: "Lost device"'],
  [
    "for an incident type, whatever its words",
    { id: "a/b", name: 'An "odd": type', definition: "# no: comment" },
    'title: "An \\"odd\\": type"',
  ],
])("a draft %s is sound, tried on every way, and touches nothing but a chat", (_name, type, title) => {
  const { files } = draftPlaybook("lost-device", type);
  const { program, findings } = checkPlaybook(files["playbook.yaml"]!, { file: "lost-device/playbook.yaml" });
  expect(findings.map(findingText)).toEqual([]);
  expect(files["playbook.yaml"]).toContain(title);
  expect(program?.capabilities).toEqual(["chat.post-message"]);
  const { cases } = parseTestFile(files["playbook.test.yaml"]!, { file: "lost-device/playbook.test.yaml" });
  const report = runCases(program!, cases);
  expect(report.cases.flatMap(({ differences }) => differences)).toEqual([]);
  expect(report.coverage.missing).toEqual([]);
});

test("a name that cannot be one is refused with what would be", () => {
  expect(() => draftPlaybook("../etc", null)).toThrow("lower-case words with hyphens");
});

test("a type that the taxonomy does not have is refused with the nearest", () => {
  const types = [{ id: "fraud/phishing", name: "Phishing", definition: "d" }];
  expect(typeNamed("fraud/phishing", types)).toBe(types[0]);
  expect(() => typeNamed("fraud/fishing", types)).toThrow('did you mean "fraud/phishing"?');
});

test.each(Object.keys(DRAFT_SHAPES))("the shape %s is sound as it stands, and every way of it is tried", (shape) => {
  const { files } = draftPlaybook("a-draft", null, shape);
  const { program, findings } = checkPlaybook(files["playbook.yaml"]!, { file: "a-draft/playbook.yaml" });
  expect(findings.map(findingText)).toEqual([]);
  const { cases } = parseTestFile(files["playbook.test.yaml"]!, { file: "a-draft/playbook.test.yaml" });
  const report = runCases(program!, cases);
  expect(report.cases.flatMap(({ differences }) => differences)).toEqual([]);
  expect(report.coverage.missing).toEqual([]);
});

test("a shape that there is not is refused with the nearest", () => {
  expect(() => draftPlaybook("a-draft", null, "contain-acount")).toThrow('did you mean "contain-account"?');
});
