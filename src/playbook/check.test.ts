import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ACCOUNT, END, FILE, found, HEAD, texts } from "../../test/support/playbook.ts";
import { checkPlaybook } from "./check.ts";

describe("a sound playbook", () => {
  test("has no findings and a program", () => {
    const { program, findings } = checkPlaybook(HEAD + END, { file: FILE });
    expect(findings).toEqual([]);
    expect(program?.start).toBe("step-1");
  });

  test("is named by its source: another comment, another hash", () => {
    const hash = (source: string) => checkPlaybook(source, { file: FILE }).hash;
    expect(hash(HEAD + END)).toBe(hash(HEAD + END));
    expect(hash(HEAD + END)).not.toBe(hash(`# why\n${HEAD}${END}`));
  });

  test("with only a warning still has its program", () => {
    const steps = `  - action: network.block-ip
    with: { ip: "=incident.ips[0]" }
    for: 1h
`;
    const { program, findings } = checkPlaybook(HEAD + steps + END, { file: FILE });
    expect(findings.map(({ severity, code }) => `${severity} ${code}`)).toEqual(["warning playbook.may-be-empty"]);
    expect(program).toBeDefined();
  });
});

test("a finding prints its place, its code and the nearest fix in one line", () => {
  const steps = `  - action: identity.suspend-user
    with: { user: "=incident.entity.key", reson: x }
    for: 1h
`;
  expect(texts(HEAD + steps + END)).toEqual([
    'playbooks/sample/playbook.yaml:9:43 error playbook.unknown-input "reson" is not an input of identity.suspend-user; did you mean "reason"?',
  ]);
});

test("all findings are reported, in the order of the file", () => {
  const steps = `  - action: identity.get-usr
  - if: incident.severty == "high"
    then: []
  - wait: 3 hours
  - wait: 100d
`;
  expect(found(steps)).toEqual([
    "8:13 playbook.unknown-capability",
    "9:5 playbook.missing-key",
    "9:18 expression.unknown-field",
    "11:11 playbook.bad-duration",
    "12:5 playbook.no-ending",
    "12:11 playbook.out-of-bounds",
  ]);
});

describe("the file", () => {
  const withLine = (line: number, text: string) =>
    HEAD.split("\n")
      .with(line - 1, text)
      .join("\n") + END;
  test.each([
    ["nothing", "", ["1:1 playbook.empty"]],
    ["no map", "- a", ["1:1 playbook.wrong-value"]],
    ["bad syntax", "a: [", ["1:5 playbook.yaml"]],
    ["a tag of its own", withLine(2, "title: !!js/function x"), ["2:8 playbook.yaml"]],
    ["two documents", `${HEAD}${END}---\na: 1\n`, ["10:1 playbook.yaml"]],
    ["a key twice", withLine(3, "title: again"), ["1:1 playbook.missing-key", "3:1 playbook.duplicate-key"]],
    ["an unknown key", withLine(3, "descripton: D"), ["1:1 playbook.missing-key", "3:1 playbook.unknown-key"]],
    ["a number for a text", withLine(2, "title: 1.10"), ["2:8 playbook.wrong-value"]],
    ["an unknown maturity", withLine(4, "maturity: stabel"), ["4:11 playbook.unknown-value"]],
    ["a trigger that is no condition", withLine(5, "trigger: incident.number"), ["5:10 playbook.no-condition"]],
    ["a trigger that asks a step", withLine(5, "trigger: steps.a.found"), ["5:10 expression.unknown-name"]],
    [
      "a name that is none",
      withLine(1, "playbook: My Playbook"),
      ["1:11 playbook.bad-name", "1:11 playbook.wrong-folder"],
    ],
    ["another folder's name", withLine(1, "playbook: other"), ["1:11 playbook.wrong-folder"]],
    ["no steps", `${HEAD.replace("steps:\n", "steps: []\n")}`, ["7:8 playbook.no-steps"]],
    ["too much", `${HEAD}${END}${"#".repeat(200_001)}`, ["1:1 playbook.too-large"]],
  ])("%s", (_name, source, expected) => {
    const places = checkPlaybook(source, { file: FILE }).findings.map(
      ({ place, code }) => `${place.line}:${place.column} ${code}`,
    );
    expect(places).toEqual(expected);
  });

  test("an alias is refused where it stands", () => {
    const steps = `  - action: chat.post-message
    with: &w { text: hello }
  - action: chat.post-message
    with: *w
`;
    expect(found(steps + END)).toContain("11:11 playbook.alias");
  });
});

describe("no text makes the checker throw", () => {
  const lines = [...HEAD.split("\n"), ...END.split("\n"), ...ACCOUNT.split("\n")];
  const odd = [
    "  - if: steps.account.found",
    "    then: []",
    "    else: &a",
    "      - *a",
    "  - parallel: {a: 1, b: }",
    "? [x]",
    "<<: *a",
    "!!set {a}",
    "    with: {user: {{ x }} }",
    "  - switch: incident.severity",
    "    cases: {1: [], true: [], ~: []}",
    '    for: "=1"',
    "\t- x",
    "...",
    "%YAML 9.9",
    "  - end: benign",
    "    reason: '{{'",
  ];

  test("neither arbitrary text nor shuffled lines of playbooks", { timeout: 30_000 }, () => {
    const shuffled = fc.array(fc.constantFrom(...lines, ...odd), { maxLength: 30 }).map((list) => list.join("\n"));
    const after = shuffled.map((text) => HEAD + text);
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary", maxLength: 200 }), shuffled, after), (source) => {
        const { program, findings } = checkPlaybook(source, { file: FILE });
        expect(program !== undefined).toBe(findings.every(({ severity }) => severity === "warning"));
        for (const { place } of findings) expect(place.line >= 1 && place.column >= 1).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test("bombs end in findings", () => {
    const aliases = `a: &a [x,x,x,x,x,x,x,x,x]\n${"bcdefghi"
      .split("")
      .map((name, index) => `${name}: &${name} [${`*${"abcdefgh"[index]},`.repeat(9)}]`)
      .join("\n")}`;
    for (const source of [
      aliases,
      "[".repeat(50_000),
      `${"a: {".repeat(5000)}`,
      `${HEAD}  - ${"- ".repeat(20_000)}x`,
    ]) {
      expect(checkPlaybook(source, { file: FILE }).findings.length).toBeGreaterThan(0);
    }
  });
});
