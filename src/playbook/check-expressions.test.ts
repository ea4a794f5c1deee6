import { describe, expect, test } from "vitest";
import { ACCOUNT, END, found } from "../../test/support/playbook.ts";

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
      "braces that others close",
      message('"{{ incident.number, {{ incident.title }}"'),
      ["10:14 expression.open-braces"],
    ],
    [
      "a fault in a folded text",
      message(">-\n        {{ incident.number }}\n        and\n        {{ incident.nmber }}"),
      ["13:21 expression.unknown-field"],
    ],
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
    expect(found(steps + END)).toEqual(["11:5 playbook.unused-output", "12:19 playbook.unproven-type"]);
  });
});

describe("targets", () => {
  /** Whether a list may be empty is another question. */
  const targetsOf = (steps: string) => found(steps).filter((text) => !text.endsWith("playbook.may-be-empty"));
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
    expect(targetsOf(steps + END)).toEqual(expected);
  });

  test("of another kind than the capability acts on", () => {
    const act = (user: string) =>
      `  - action: identity.suspend-user\n    with: { user: "${user}" }\n    for: 1h\n${END}`;
    expect(targetsOf(act("=incident.devices[0]"))).toEqual(["9:19 playbook.other-entity"]);
    expect(targetsOf(act("=incident.users[0]"))).toEqual([]);
    expect(targetsOf(act("=size(incident.users) > 0 ? incident.users[0] : incident.entity.key"))).toEqual([]);
    const loop = (list: string) =>
      `  - for-each: ${list}\n    as: one\n    at-most: 2\n    do:\n${act("=each.one")
        .replace(END, "")
        .replaceAll(/^(?=.)/gm, "    ")}${END}`;
    expect(found(loop("incident.ips"))).toEqual(["13:23 playbook.other-entity"]);
    expect(found(loop("incident.users"))).toEqual([]);
  });

  const look = `  - id: seen\n    action: intel.lookup-domain\n    with: { domain: '${FOREIGN}' }\n`;
  const guarded = (condition: string, domain: string) =>
    `${look}  - if: ${condition}\n    then:\n${block(domain).replaceAll(/^(?=.)/gm, "    ")}    else: []\n${END}`;

  test("a target that intelligence was asked about and called malicious is vouched for", () => {
    expect(targetsOf(guarded("steps.seen.malicious", FOREIGN))).toEqual([]);
    expect(targetsOf(guarded("steps.seen.malicious && incident.severityId > 3", FOREIGN))).toEqual([]);
  });

  test("another target, another question or an or are not", () => {
    expect(targetsOf(guarded("steps.seen.malicious", "=incident.observables[0].value"))).toEqual([
      "14:25 playbook.foreign-target",
    ]);
    expect(targetsOf(guarded("steps.seen.known", FOREIGN))).toEqual(["14:25 playbook.foreign-target"]);
    expect(targetsOf(guarded("steps.seen.malicious || incident.severityId > 3", FOREIGN))).toEqual([
      "14:25 playbook.foreign-target",
    ]);
  });
});
