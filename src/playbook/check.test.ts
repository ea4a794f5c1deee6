import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkPlaybook } from "./check.ts";
import { findingText } from "./finding.ts";

const HEAD = `playbook: sample
title: A sample
description: For tests
maturity: stable
trigger: "true"
default-queue: soc
steps:
`;
const END = `  - end: benign
    reason: done
`;
const FILE = "playbooks/sample/playbook.yaml";

/** Findings as `line:column code`, of steps that begin in line 8. */
function found(steps: string, head = HEAD): string[] {
  const { findings } = checkPlaybook(head + steps, { file: FILE });
  return findings.map(({ place, code }) => `${place.line}:${place.column} ${code}`);
}

function texts(source: string): string[] {
  return checkPlaybook(source, { file: FILE }).findings.map(findingText);
}

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
    const steps = `  - action: network.block-domain
    with: { domain: "=incident.title" }
    for: 1h
`;
    const { program, findings } = checkPlaybook(HEAD + steps + END, { file: FILE });
    expect(findings.map(({ severity, code }) => `${severity} ${code}`)).toEqual(["warning playbook.foreign-target"]);
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

const ACCOUNT = `  - id: account
    action: identity.get-user
    with: { user: "=incident.entity.key" }
`;

describe("steps", () => {
  test.each([
    ["no kind", "  - title: x\n", ["8:5 playbook.no-kind"]],
    ["two kinds", "  - wait: 1h\n    end: benign\n", ["8:5 playbook.no-kind"]],
    ["an unknown key", `  - wait: 1h\n    untill: x\n${END}`, ["9:5 playbook.unknown-key"]],
    ["no reason", "  - end: benign\n", ["8:5 playbook.missing-key"]],
    ["an unknown disposition", "  - end: bening\n    reason: x\n", ["8:10 playbook.unknown-value"]],
    ["an unknown status", "  - end: benign\n    reason: x\n    status: open\n", ["10:13 playbook.unknown-value"]],
    ["a blank queue", '  - handoff: ""\n    reason: x\n', ["8:14 playbook.wrong-value"]],
    ["an id with a hyphen", `  - id: get-user\n    wait: 1h\n${END}`, ["8:9 playbook.bad-id"]],
    ["an id that is a word of CEL", `  - id: in\n    wait: 1h\n${END}`, ["8:9 playbook.bad-id"]],
    ["an id twice", `  - id: a\n    wait: 1h\n  - id: a\n    wait: 1h\n${END}`, ["10:9 playbook.duplicate-id"]],
    ["a wait without end", `  - wait: 91d\n${END}`, ["8:11 playbook.out-of-bounds"]],
    ["too many retries", `${ACCOUNT}    retry: { times: 11 }\n${END}`, ["11:21 playbook.wrong-value"]],
    ["an unknown key of retry", `${ACCOUNT}    retry: { times: 1, delay: 1s }\n${END}`, ["11:24 playbook.unknown-key"]],
    ["an unknown capability", `  - action: identity.get-usr\n${END}`, ["8:13 playbook.unknown-capability"]],
    ["a missing input", `  - action: identity.get-user\n${END}`, ["8:5 playbook.missing-input"]],
    [
      "an unknown input",
      `  - action: identity.get-user\n    with: { user: a, usr: b }\n${END}`,
      ["9:22 playbook.unknown-input"],
    ],
    [
      "no lease",
      `  - action: network.block-ip\n    with: { ip: "=incident.ips[0]" }\n${END}`,
      ["8:5 playbook.missing-lease"],
    ],
    ["a lease on a look", `${ACCOUNT}    for: 1h\n${END}`, ["11:10 playbook.needless-lease"]],
    [
      "a lease on what cannot be undone",
      `  - action: identity.revoke-sessions\n    with: { user: "=incident.entity.key" }\n    for: 1h\n${END}`,
      ["10:10 playbook.needless-lease"],
    ],
    ["one branch at once", `  - parallel:\n      a: [ { wait: 1s } ]\n${END}`, ["9:7 playbook.wrong-value"]],
    [
      "an empty branch at once",
      `  - parallel:\n      a: [ { wait: 1s } ]\n      b: []\n${END}`,
      ["10:7 playbook.empty-branch"],
    ],
  ])("%s", (_name, steps, expected) => {
    expect(found(steps)).toEqual(expected);
  });

  test("nesting and number are bounded", () => {
    const deep = `  - ${'{ if: "true", else: [], then: [ '.repeat(14)}{ wait: 1s }${" ] }".repeat(14)}\n`;
    expect(found(deep + END).map((text) => text.split(" ")[1])).toContain("playbook.too-deep");
    expect(found("  - wait: 1s\n".repeat(301) + END)).toEqual(["8:3 playbook.too-many-steps"]);
  });
});

describe("ways", () => {
  test.each([
    ["a playbook that just stops", "  - wait: 1h\n", ["8:5 playbook.no-ending"]],
    [
      "one branch that just stops",
      `  - if: "true"\n    then: []\n    else:\n      - end: benign\n        reason: x\n`,
      ["9:11 playbook.no-ending"],
    ],
    [
      "a failure that just stops",
      `${ACCOUNT}    on-failure:\n      - wait: 1s\n  - if: "true"\n    then: [ { end: benign, reason: x } ]\n    else: [ { wait: 1s } ]\n`,
      ["15:13 playbook.no-ending"],
    ],
    ["a step after the end", `${END}  - wait: 1h\n`, ["10:5 playbook.dead-step"]],
    [
      "a step after all branches ended",
      `  - if: "true"\n    then: [ { end: benign, reason: x } ]\n    else: [ { handoff: soc, reason: x } ]\n${END}`,
      ["11:5 playbook.dead-step"],
    ],
    [
      "an end inside a parallel",
      `  - parallel:\n      a: [ { wait: 1s } ]\n      b: [ { end: benign, reason: x } ]\n${END}`,
      ["10:12 playbook.end-in-parallel"],
    ],
    [
      "a handoff deep inside a parallel",
      `  - parallel:\n      a: [ { wait: 1s } ]\n      b: [ { if: "true", then: [ { handoff: soc, reason: x } ], else: [] } ]\n${END}`,
      ["10:34 playbook.end-in-parallel"],
    ],
    ["an if without else", `  - if: "true"\n    then: []\n${END}`, ["8:5 playbook.missing-key"]],
    [
      "a switch over text without default",
      `  - switch: incident.source\n    cases: { okta: [] }\n${END}`,
      ["8:5 playbook.open-switch"],
    ],
    [
      "a switch that forgets a value",
      `  - switch: incident.entity.criticality\n    cases: { unknown: [], low: [], medium: [], high: [] }\n${END}`,
      ["8:5 playbook.open-switch"],
    ],
    [
      "a case that cannot be",
      `  - switch: incident.severity\n    cases: { hihg: [] }\n    default: []\n${END}`,
      ["9:14 playbook.unknown-case"],
    ],
    [
      "a case of another type",
      `  - switch: incident.number\n    cases: { one: [] }\n    default: []\n${END}`,
      ["9:14 playbook.unknown-case"],
    ],
  ])("%s", (_name, steps, expected) => {
    expect(found(steps)).toEqual(expected);
  });

  test("a switch that covers every value needs no default", () => {
    expect(
      found(
        `  - switch: incident.entity.criticality\n    cases: { unknown: [], low: [], medium: [], high: [], critical: [] }\n${END}`,
      ),
    ).toEqual([]);
    expect(found(`  - switch: incident.entity.privileged\n    cases: { true: [], false: [] }\n${END}`)).toEqual([]);
  });
});

describe("expressions", () => {
  const message = (text: string) => `  - action: chat.post-message\n    with:\n      text: ${text}\n${END}`;
  test.each([
    [
      "a condition that is text",
      `  - if: incident.title\n    then: []\n    else: []\n${END}`,
      ["8:9 playbook.no-condition"],
    ],
    ["a wrong field in quotes", message('"{{ incident.numbr }}"'), ["10:26 expression.unknown-field"]],
    [
      "a wrong field in a block",
      message("|\n        Hello\n        all of {{ incident.numbr }}"),
      ["12:28 expression.unknown-field"],
    ],
    ["braces that stay open", message('"a {{ incident.number"'), ["10:16 expression.open-braces"]],
    [
      "a function off the list",
      message(`'=incident.title.matches("x") ? "a" : "b"'`),
      ["10:15 expression.unknown-function"],
    ],
    ["a number for a text", message('"=incident.number"'), ["10:13 playbook.wrong-type"]],
    [
      "an expression in a reason",
      "  - end: benign\n    reason: '{{ incident.titel }}'\n",
      ["9:26 expression.unknown-field"],
    ],
    ["a reason that is a number", "  - end: benign\n    reason: =incident.number\n", ["9:13 playbook.wrong-type"]],
    [
      "the steps as a whole",
      `${ACCOUNT}  - if: size(steps) > 0\n    then: []\n    else: []\n${END}`,
      ["11:9 expression.wrong-arguments"],
    ],
    ["all steps written out", `${ACCOUNT}${message('"{{ steps }}"')}`, ["13:17 playbook.whole-steps"]],
    ["a step that does not exist", message('"{{ steps.acount.found }}"'), ["10:23 expression.unknown-field"]],
    [
      "a step's own output",
      `  - id: account\n    action: identity.get-user\n    with: { user: "=steps.account.displayName" }\n${END}`,
      ["10:21 playbook.uncertain-step"],
    ],
    [
      "an output that may have failed",
      `${ACCOUNT}    on-failure: []\n${message('"{{ steps.account.found }}"')}`,
      ["14:17 playbook.uncertain-step"],
    ],
    [
      "an output of the other branch",
      `  - parallel:\n      a:\n        - id: account\n          action: identity.get-user\n          with: { user: a }\n      b:\n        - action: chat.post-message\n          with: { text: "{{ steps.account.displayName }}" }\n${END}`,
      ["15:29 playbook.uncertain-step"],
    ],
  ])("%s", (_name, steps, expected) => {
    expect(found(steps)).toEqual(expected);
  });

  test("an output is certain after a parallel, in all branches of an if, and where has() asked for it", () => {
    const parallel = `  - parallel:\n      a:\n${ACCOUNT.replaceAll(/^/gm, "      ").trimEnd()}\n      b: [ { wait: 1s } ]\n`;
    expect(found(parallel + message('"{{ steps.account.displayName }}"'))).toEqual([]);
    const maybe = `${ACCOUNT}    on-failure: []\n`;
    const asked = `  - if: has(steps.account) && steps.account.found\n    then:\n      - action: chat.post-message\n        with: { text: "{{ steps.account.displayName }}" }\n    else: []\n`;
    expect(found(maybe + asked + END)).toEqual([]);
    expect(found(maybe + asked.replace("&&", "||") + END)).toContain("15:27 playbook.uncertain-step");
  });
});

describe("inputs", () => {
  const ticket = (fields: string) => `  - action: ticket.create\n    with: { subject: s, body: b, ${fields} }\n${END}`;
  test.each([
    ["a text that is no value of the enum", ticket("priority: hihg"), ["9:44 playbook.wrong-value"]],
    ["an enum that can be something else", ticket("priority: =incident.severity"), ["9:44 playbook.wrong-type"]],
    ["any text for an enum", ticket("priority: =incident.title"), ["9:44 playbook.wrong-type"]],
    [
      "text around an expression for an enum",
      ticket('priority: "{{ incident.priority }}"'),
      ["9:44 playbook.wrong-type"],
    ],
    ["a list for a text", ticket("queue: =incident.users"), ["9:41 playbook.wrong-type"]],
    ["a number for a text", ticket("queue: 7"), ["9:41 playbook.wrong-value"]],
    ["no address", `  - action: intel.lookup-ip\n    with: { ip: 10.0.0.300 }\n${END}`, ["9:17 playbook.wrong-value"]],
    ["no hash", `  - action: intel.lookup-hash\n    with: { hash: abc }\n${END}`, ["9:19 playbook.wrong-value"]],
    [
      "text for a number",
      `  - action: network.block-ip\n    with: { ip: "=incident.ips[0]", seconds: "=incident.title" }\n    for: 1h\n${END}`,
      ["9:46 playbook.wrong-type"],
    ],
    [
      "a fraction for a number",
      `  - action: network.block-ip\n    with: { ip: "=incident.ips[0]", seconds: 1.5 }\n    for: 1h\n${END}`,
      ["9:46 playbook.wrong-value"],
    ],
    [
      "a list for a map, deep",
      `  - action: http.query\n    with: { path: /x, query: { a: ["{{ incident.number }}"] } }\n${END}`,
      ["9:35 playbook.wrong-type"],
    ],
    [
      "a list where a map is",
      `  - action: http.query\n    with: { path: /x, query: ["=incident.title"] }\n${END}`,
      ["9:30 playbook.wrong-type"],
    ],
  ])("%s", (_name, steps, expected) => {
    expect(found(steps)).toEqual(expected);
  });

  test("what fits is accepted: enums by their values, whole objects, deep templates", () => {
    expect(found(ticket('priority: "=incident.priority"'))).toEqual([]);
    expect(found(ticket(`priority: '=incident.entity.privileged ? "high" : "low"'`))).toEqual([]);
    expect(
      found(
        `  - action: http.send\n    with: { path: /x, query: { a: "{{ incident.number }}" }, body: { e: "=incident.entity", n: [1, "=incident.number"] } }\n${END}`,
      ),
    ).toEqual([]);
  });

  test("a value of unknown type is accepted with a warning", () => {
    const steps = `  - id: q\n    action: http.query\n    with: { path: /x }\n  - action: identity.get-user\n    with: { user: "=steps.q.body.name" }\n`;
    expect(found(steps + END)).toEqual(["12:19 playbook.unproven-type"]);
  });
});

describe("targets", () => {
  const block = (domain: string) =>
    `  - action: network.block-domain\n    with: { domain: '${domain}' }\n    for: 1h\n`;
  const FOREIGN = '=incident.observables.filter(o, o.type == "domain")[0].value';

  test.each([
    [block(FOREIGN), ["9:21 playbook.foreign-target"]],
    [block("={{ incident.ruleName }}".slice(1)), ["9:21 playbook.foreign-target"]],
    [block("=incident.entity.name"), ["9:21 playbook.foreign-target"]],
    [block("=incident.entity.key"), []],
    [block('=incident.entities.filter(e, e.type == "domain")[0].key'), []],
    [block("bad.example.com"), []],
  ])("%s", (steps, expected) => {
    expect(found(steps + END)).toEqual(expected);
  });

  const look = `  - id: seen\n    action: intel.lookup-domain\n    with: { domain: '${FOREIGN}' }\n`;
  const guarded = (condition: string, domain: string) =>
    `${look}  - if: ${condition}\n    then:\n${block(domain).replaceAll(/^(?=.)/gm, "    ")}    else: []\n${END}`;

  test("a target that intelligence was asked about and called malicious is vouched for", () => {
    expect(found(guarded("steps.seen.malicious", FOREIGN))).toEqual([]);
    expect(found(guarded("steps.seen.malicious && incident.severityId > 3", FOREIGN))).toEqual([]);
  });

  test("another target, another question or an or are not", () => {
    expect(found(guarded("steps.seen.malicious", "=incident.observables[0].value"))).toEqual([
      "14:25 playbook.foreign-target",
    ]);
    expect(found(guarded("steps.seen.known", FOREIGN))).toEqual(["14:25 playbook.foreign-target"]);
    expect(found(guarded("steps.seen.malicious || incident.severityId > 3", FOREIGN))).toEqual([
      "14:25 playbook.foreign-target",
    ]);
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
