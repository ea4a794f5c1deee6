import { describe, expect, test } from "vitest";
import { checkPlaybook } from "./check.ts";
import { findingText } from "./finding.ts";
import { parseTestFile } from "./test-file.ts";

const HEAD = `playbook: sample
title: A sample
description: For tests
maturity: sandbox
trigger: size(incident.users) > 0
default-queue: soc
`;
const END = "  - { end: benign, reason: done }\n";
const ACCOUNT = `  - id: account
    action: identity.get-user
    with: { user: "=incident.users[0]" }
`;

/** What the checker says, without the file. */
const said = (source: string) =>
  checkPlaybook(source, { file: "sample/playbook.yaml" }).findings.map((one) => findingText(one).replace(/^\S+?:/, ""));
const steps = (text: string, more = "") => said(`${HEAD}${more}steps:\n${text}`);

describe("a clumsy hand is told what to do, where", () => {
  test.each([
    [
      "a tab",
      "\t- end: benign\n",
      "8:1 error playbook.yaml this is not valid YAML: Tabs are not allowed as indentation; indent with spaces",
    ],
    [
      "a quote that is never closed, at its beginning",
      '  - end: benign\n    reason: "unclosed\n  - wait: 5m\n',
      "9:13 error playbook.yaml this quote is never closed; write its closing quote",
    ],
    [
      "a template without quotes",
      "  - end: benign\n    reason: {{ incident.number }} is over\n",
      'put the text in quotes: "{{ … }}"',
    ],
    ["a colon in a text", "  - end: benign\n    reason: Isolate: the device\n", "9:13 error playbook.yaml"],
    ["a second document", `${END}---\nplaybook: other\n`, "9:1 error playbook.yaml a second document begins here"],
    ["a tag", "  - end: !yes benign\n    reason: done\n", "leave the tag out: a playbook has none"],
    [
      "a key that is written twice",
      `  - end: benign\n    reason: a\n    reason: b\n`,
      '10:5 error playbook.duplicate-key "reason" is written twice',
    ],
    ["a misspelt kind of step", `  - actoin: identity.get-user\n${END}`, '"actoin": did you mean "action"?'],
    [
      "a duration without its unit",
      `  - wait: 20\n${END}`,
      '8:11 error playbook.bad-duration 20 has no unit; write "20s", or another of ms, s, m, h and d',
    ],
    ["a number where a text is wanted", `  - handoff: 5\n    reason: done\n`, 'is not a text; put it in quotes: "5"'],
    [
      "and for &&",
      `  - if: incident.severityId > 3 and true\n    then: []\n    else: []\n${END}`,
      'write "&&" for and',
    ],
    ["= for ==", `  - if: incident.severityId = 3\n    then: []\n    else: []\n${END}`, 'write "==" to compare'],
    [
      "the name of a severity for its number",
      `  - if: incident.severity > 3\n    then: []\n    else: []\n${END}`,
      '8:9 error expression.wrong-type ">" cannot take text and a whole number; did you mean "incident.severityId"?',
    ],
    [
      "a moment as a text",
      `  - if: incident.openedAt < timestamp("2026-01-01T00:00:00Z")\n    then: []\n    else: []\n${END}`,
      '"<" cannot take text and a moment; timestamp(…) makes a moment of a text',
    ],
  ])("%s", (_what, text, expected) => {
    expect(steps(text).join("\n")).toContain(expected);
  });

  test("a list that stands below no key is told once", () => {
    expect(said(`${HEAD}techniques: [T1059]\n  - id: look\n    wait: 5m\nsteps: []\n`)).toEqual([
      "8:1 error playbook.yaml this is not valid YAML: A block sequence may not be used as an implicit map key; begin the list below its key, such as steps:",
    ]);
  });

  test("a default of the wrong type", () => {
    const variables =
      "variables:\n  back: { type: boolean, default: flase }\n  tries: { type: integer, default: '3' }\n";
    const found = steps(`  - if: vars.back || vars.tries > 1\n    then: []\n    else: []\n${END}`, variables);
    expect(found.filter((line) => line.includes(" error "))).toEqual([
      '8:35 error playbook.wrong-value "back" cannot be this: it is text, and true or false is wanted; write false, without quotes',
      '9:36 error playbook.wrong-value "tries" cannot be this: it is text, and a number is wanted; write 3, without quotes',
    ]);
  });

  test("an ATT&CK technique in small letters, and a name that no playbook can have", () => {
    const found = said(`${HEAD.replace("sample", "Lost Laptop")}techniques: [t1059]\nsteps:\n${END}`).join("\n");
    expect(found).toContain('write "T1059"');
    expect(found).toContain('name it and its folder "lost-laptop"');
  });

  test("a misspelt capability leads to no second complaint where its output is used", () => {
    const text = ACCOUNT.replace("get-user", "get-usr");
    const use = `  - if: steps.account.found\n    then: []\n    else: []\n${END}`;
    expect(steps(text + use)).toEqual([
      '9:13 error playbook.unknown-capability "identity.get-usr" is not a capability; did you mean "identity.get-user"?',
    ]);
  });

  test("a misspelt step is named, also where its capability is misspelt", () => {
    const text = ACCOUNT.replace("get-user", "get-usr");
    const use = `  - if: steps.acount.found\n    then: []\n    else: []\n${END}`;
    expect(steps(text + use).join("\n")).toContain('"acount" is not a field of steps; did you mean "account"?');
  });

  test("a lease that cannot be read is no missing one", () => {
    const suspend = `  - action: identity.suspend-user\n    with: { user: "=incident.users[0]" }\n    for: 400d\n${END}`;
    expect(steps(suspend)).toEqual([
      '10:10 error playbook.out-of-bounds 400d is out of bounds for "for"; expected from 1s to 90d',
    ]);
  });
});

test("a test file that is mistyped says where, and the nearest that there is", () => {
  const { findings } = parseTestFile(
    `cases:
  - name: one
    incident: { severity: hihg, entity: { typ: user } }
    expcet: { outcome: handof }
  - name: two
    expect: { outcome: handof, queue: 5 }
`,
    { file: "t.yaml" },
  );
  expect(findings.map(findingText)).toEqual([
    't.yaml:2:5 error playbook.bad-test this case has no "expect"; write "expect"',
    't.yaml:3:27 error playbook.bad-test "hihg" is not a value of "severity"; did you mean "high"?',
    't.yaml:3:43 error playbook.bad-test "typ" is not a key of "entity"; did you mean "type"?',
    't.yaml:4:5 error playbook.bad-test "expcet" is not a key of this case; did you mean "expect"?',
    't.yaml:6:24 error playbook.bad-test "handof" is not a value of "outcome"; did you mean "handoff"?',
    't.yaml:6:39 error playbook.bad-test "queue" is not a text; put it in quotes: "5"',
  ]);
});

describe("an item that may not be there", () => {
  const second = (asks: string) =>
    steps(`  - if: ${asks}
    then:
      - { end: suspicious, reason: "{{ incident.users[1] }}" }
    else: []
${END}`);

  test.each([
    "size(incident.users) > 1",
    "size(incident.users) >= 2",
    "1 < size(incident.users)",
    "size(incident.users) == 2",
  ])("is asked about by %s", (asks) => {
    expect(second(asks)).toEqual([]);
  });

  test.each(["size(incident.users) > 0", "size(incident.users) >= 1", "incident.severityId > 3"])(
    "is not by %s",
    (asks) => {
      expect(second(asks)).toEqual([
        "10:40 warning playbook.may-be-empty incident.users may have fewer than 2 items; ask first: size(incident.users) > 1",
      ]);
    },
  );
});

test.each(["the token is crd_4njG8l3r0voPwoMrQbc5knS5b2nQJTlCJPvkIzZWTiw", "password=hunter2hunter2"])(
  "a secret is found in: %s",
  (text) => {
    expect(steps(`  - { end: benign, reason: "${text}" }\n`).join()).toContain("playbook.written-secret");
  },
);

test("to speak of a password is to write none", () => {
  expect(
    steps(
      `  - { end: benign, reason: "Ask for the password: nobody else knows it, password=, password={{ incident.users[0] }}" }\n`,
    ),
  ).toEqual([]);
});
