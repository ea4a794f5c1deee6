import { describe, expect, test } from "vitest";
import { ACCOUNT, END, found } from "../../test/support/playbook.ts";

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
