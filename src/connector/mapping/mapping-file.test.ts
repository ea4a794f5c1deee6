import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readMappingFile } from "./mapping-file.ts";

const faultsOf = (text: string) =>
  readMappingFile(text, "m.yaml").faults.map(
    ({ file, line, column, message, fix }) => `${file}:${line}:${column} ${message}; ${fix}`,
  );

describe("a mapping file", () => {
  it("holds settings, and tests beside them", () => {
    const text =
      "items: alerts\nmapping: { title: name, time: at }\ntests:\n  - { input: { name: x }, expect: no-alert }\n  - { name: b, input: [1], expect: { title: x } }\n";
    expect(readMappingFile(text, "m.yaml")).toEqual({
      settings: { items: "alerts", mapping: { title: "name", time: "at" } },
      tests: [
        { name: "test 1", input: { name: "x" }, expect: "no-alert" },
        { name: "b", input: [1], expect: { title: "x" } },
      ],
      faults: [],
    });
  });

  it.each([
    ["mapping: {\n  a: [", /^m\.yaml:2:\d+ this is not valid YAML/],
    ["- a", /^m\.yaml:1:1 the file has no "mapping"/],
    ["", /^m\.yaml:1:1 the file has no "mapping"/],
    ["mapping:\n  title: a\n  title: b\n  time: c\n", /^m\.yaml:3:3 this is not valid YAML: Map keys must be unique/],
    ["mapping: &a { title: x, time: *a }\n", /^m\.yaml:1:\d+ an alias stands here/],
    ["mapping:\n  title: name\n", /^m\.yaml:1:1 "mapping" has no "time"/],
    ["mapping:\n  time: at\n  title: name\n  sevrity: level\n", /^m\.yaml:4:3 "sevrity" is not a key.*"severity"/],
    ["mapping:\n  time: at\n  title: a..b\n", /^m\.yaml:3:10 "a\.\.b" is no path/],
    [
      "mapping:\n  time: at\n  title: name\n  severity:\n    path: n\n    do:\n      - number\n      - lower\n",
      /^m\.yaml:8:9 "lower" takes a text, and is given a number/,
    ],
    [
      "mapping:\n  time: at\n  title: name\n  severity: { path: n, cases: { P1: critcal } }\n",
      /^m\.yaml:4:37 "critcal" is no value of "severity"; did you mean "critical"/,
    ],
    ["mapping: { title: a, time: b }\ntests: 7\n", /^m\.yaml:2:8 "tests" is no list/],
    ["mapping: { title: a, time: b }\ntests:\n  - name: x\n", /^m\.yaml:3:5 this test has no input/],
    ["mapping: { title: a, time: b }\ntests:\n  - { input: 1, expect: 2 }\n", /^m\.yaml:3:25 "expect" is neither/],
  ])("says the line and column of what is wrong in %j", (text, reason) => {
    expect(faultsOf(text)[0]).toMatch(reason);
  });

  it("is read without throwing, whatever the text is", () => {
    const piece = fc.constantFrom(
      "mapping:",
      "\n",
      "  ",
      "title: a",
      "time: b",
      "- ",
      "[",
      "{",
      "}",
      "&x",
      "*x",
      "tests:",
      '"',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece).map((all) => all.join("")),
        ),
        (text) => {
          for (const { line, column } of readMappingFile(text, "m.yaml").faults)
            expect([line > 0, column > 0]).toEqual([true, true]);
        },
      ),
      { numRuns: 500 },
    );
    expect(faultsOf(`mapping: ${"[".repeat(20_000)}`)).toHaveLength(1);
    expect(faultsOf("x".repeat(600_000))[0]).toMatch(/has 600000 characters/);
  });
});
