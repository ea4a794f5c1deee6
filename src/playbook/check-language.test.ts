import { describe, expect, test } from "vitest";
import { END, FILE, found, HEAD, texts } from "../../test/support/playbook.ts";
import { checkPlaybook } from "./check.ts";
import { libraryOf } from "./library.ts";

const vars = (declared: string) => `${HEAD.replace("steps:\n", "")}variables: { ${declared} }\nsteps:\n`;
const loop = (head: string, body = "[{ wait: 1s }]") => `  - ${head}\n    do: ${body}\n${END}`;
const eachIp = "for-each: incident.ips\n    as: ip\n    at-most: 2";
const FORM = "handoff: soc\n    reason: x";

describe("declarations", () => {
  test.each([
    ["no default", "n: { type: integer }", ["7:17 playbook.missing-key"]],
    ["a default of another type", "n: { type: integer, default: a }", ["7:43 playbook.wrong-value"]],
    ["an unknown type", "n: { type: int, default: a }", ["7:25 playbook.unknown-value"]],
    ["two types", "n: { type: text, one-of: [a], default: a }", ["7:17 playbook.no-type"]],
    ["none", "n: { default: a }", ["7:17 playbook.no-type"]],
    ["a word that is no choice", "n: { one-of: [a, b], default: c }", ["7:44 playbook.wrong-value"]],
    ["a name that expressions cannot have", "in: { type: text, default: a }", ["7:14 playbook.bad-id"]],
    ["a name that objects have", "constructor: { type: text, default: a }", ["7:14 playbook.bad-id"]],
  ])("%s", (_name, declared, expected) => expect(found(END, vars(declared))).toEqual(expected));

  test("a text where another type is wanted is told how to be an expression", () => {
    const [finding] = texts(`${vars("n: { type: integer, default: incident.number }")}${END}`);
    expect(finding).toContain('begin it with "=" if it is an expression');
  });

  test("set gives known variables values of their type", () => {
    const head = vars("n: { type: integer, default: 0 }");
    expect(found(`  - set: { n: "=vars.n + 1" }\n${END}`, head)).toEqual([]);
    expect(found(`  - set: { n: "=incident.title" }\n${END}`, head)).toEqual(["9:15 playbook.wrong-type"]);
    expect(found(`  - set: { m: 1 }\n${END}`, head)).toEqual(["9:12 playbook.unknown-input"]);
    expect(found(`  - set: { n: "=vars.m" }\n${END}`, head)).toEqual(["9:22 expression.unknown-field"]);
  });
});

describe("loops", () => {
  test.each([
    ["without a bound", loop(`while: incident.number > 1`), ["8:5 playbook.missing-key"]],
    ["with too high a bound", loop(`while: incident.number > 1\n    at-most: 501`), ["9:14 playbook.wrong-value"]],
    ["over no list", loop(eachIp.replace("ips", "title")), ["8:15 playbook.wrong-type"]],
    [
      "over a list of steps that may not have run",
      loop(eachIp.replace("incident.ips", "steps.x.tags")),
      ["8:21 expression.unknown-field"],
    ],
    [
      "in loops that multiply",
      loop(eachIp.replace("2", "500"), `[{ for-each: incident.users, as: user, at-most: 500, do: [{ wait: 1s }] }]`),
      ["8:3 playbook.too-many-moves"],
    ],
    [
      "with one name for two items",
      loop(eachIp, `[{ ${eachIp.replaceAll("\n    ", ", ")}, do: [{ wait: 1s }] }]`),
      ["11:40 playbook.duplicate-id"],
    ],
  ])("%s", (_name, steps, expected) => expect(found(steps)).toEqual(expected));

  test("items have the type of their list and are there inside only", () => {
    const say = (value: string) => `[{ action: chat.post-message, with: { text: "=${value}" } }]`;
    expect(found(loop(eachIp, say("each.ip")))).toEqual([]);
    expect(found(loop(eachIp, say("each.ip + 1")))).toEqual(["11:55 expression.wrong-type"]);
    const entities = eachIp.replace("ips", "entities").replace("as: ip", "as: entity");
    expect(found(loop(entities, say("each.entity.key")))).toEqual([]);
    expect(found(loop(entities, say("each.entity.kee")))).toEqual(["11:67 expression.unknown-field"]);
    expect(found(`${loop(eachIp).replace(END, "")}  - end: benign\n    reason: "{{ each.ip }}"\n`)).toEqual([
      "13:17 playbook.item-outside",
    ]);
  });

  test("what is collected has its type, and is there when the loop was not left early", () => {
    const collect = (reason: string, more = "") =>
      `  - id: all\n    ${eachIp}\n    collect: size(each.ip)\n    do: []\n${more}  - end: benign\n    reason: "{{ ${reason} }}"\n`;
    expect(
      found(collect("steps.all.items[0] + steps.all.count").replace("items[0]", "items.filter(i, i > 1).size()")),
    ).toEqual([]);
    expect(found(collect("steps.all.items", "    on-limit: []\n"))).toEqual(["16:17 playbook.uncertain-step"]);
  });

  test("what a round does is not certain behind the loop", () => {
    const steps = loop(eachIp, `[{ id: a, action: identity.get-user, with: { user: a } }]`).replace(
      "done",
      '"{{ steps.a.found }}"',
    );
    expect(found(steps)).toEqual(["13:17 playbook.uncertain-step"]);
  });
});

describe("waits for others", () => {
  test.each([
    ["for something unknown", `  - wait-for: alert\n    at-most: 1h\n${END}`, ["8:15 playbook.unknown-value"]],
    ["without a bound", `  - wait-for: alert-joined\n${END}`, ["8:5 playbook.missing-key"]],
    [
      "for a condition that is not written",
      `  - wait-for: condition\n    at-most: 1h\n${END}`,
      ["8:5 playbook.missing-key"],
    ],
    [
      "for a moment that is none",
      `  - wait-for: time\n    until: incident.number\n    at-most: 1h\n${END}`,
      ["9:12 playbook.wrong-type"],
    ],
    [
      "for an event with a moment",
      `  - wait-for: alert-joined\n    until: incident.openedAt\n    at-most: 1h\n${END}`,
      ["9:12 playbook.wrong-value"],
    ],
    [
      "current elsewhere",
      `  - if: current.alertCount > 1\n    then: [{ wait: 1s }]\n    else: []\n${END}`,
      ["8:9 expression.unknown-name"],
    ],
    [
      "a form without a bound",
      `  - ${FORM}\n    resume: { a: { ask: A?, type: text } }\n${END}`,
      ["8:5 playbook.missing-key"],
    ],
    [
      "a form that asks nothing",
      `  - ${FORM}\n    resume: {}\n    at-most: 1h\n${END}`,
      ["10:13 playbook.wrong-value"],
    ],
    [
      "a question without words",
      `  - ${FORM}\n    resume: { a: { type: text } }\n    at-most: 1h\n${END}`,
      ["10:18 playbook.missing-key"],
    ],
    ["a bound on a handoff that ends", `  - ${FORM}\n    at-most: 1h\n`, ["10:14 playbook.wrong-value"]],
    [
      "a form in a parallel",
      `  - parallel:\n      a: [{ wait: 1s }]\n      b:\n        - handoff: soc\n          reason: x\n          resume: { a: { ask: A?, type: text } }\n          at-most: 1h\n  - end: benign\n    reason: x\n`,
      ["11:11 playbook.unused-output"],
    ],
    [
      "answers that may not be there",
      `  - id: ask\n    ${FORM}\n    resume: { a: { ask: A?, type: text } }\n    at-most: 1h\n    on-timeout: []\n  - end: benign\n    reason: "{{ steps.ask.a }}"\n`,
      ["15:17 playbook.uncertain-step"],
    ],
  ])("%s", (_name, steps, expected) => expect(found(steps)).toEqual(expected));
});

describe("what takes a step back", () => {
  const block = (compensate: string) =>
    `  - id: b\n    action: network.block-ip\n    with: { ip: 192.0.2.1 }\n    for: 1h\n    compensate: ${compensate}\n${END}`;
  test.each([
    ["an action", block("[{ action: network.unblock-ip, with: { ip: 192.0.2.1 } }]"), []],
    [
      "with the step's own output",
      block('[{ action: chat.post-message, with: { text: "{{ steps.b.wasBlocked }}" } }]'),
      [],
    ],
    ["a wait", block("[{ wait: 1s }]"), ["12:18 playbook.bad-compensation"]],
    [
      "an answer to failure",
      block("[{ action: network.unblock-ip, with: { ip: 192.0.2.1 }, on-failure: [] }]"),
      ["12:18 playbook.bad-compensation"],
    ],
  ])("%s", (_name, steps, expected) => expect(found(steps)).toEqual(expected));

  test("is bounded", () => {
    const inside = block("[{ action: network.unblock-ip, with: { ip: 192.0.2.1 } }]")
      .replace(END, "")
      .replaceAll(/^(?=.)/gm, "    ");
    expect(found(`  - ${eachIp.replace("2", "101")}\n    do:\n${inside}${END}`)).toEqual([
      "8:3 playbook.too-many-compensations",
    ]);
  });
});

describe("calls", () => {
  const callee = (name: string, steps: string, face = "inputs: { ip: { type: text } }\n") => ({
    name,
    file: `${name}/playbook.yaml`,
    source: HEAD.replace("sample", name).replace("steps:\n", `${face}steps:\n`) + steps,
  });
  const LOOK = '  - action: network.block-ip\n    with: { ip: "=inputs.ip" }\n    for: 1h\n';
  const called = (steps: string, ...others: { name: string; file: string; source: string }[]) =>
    checkPlaybook(HEAD + steps, { file: FILE, library: libraryOf(others) }).findings.map(
      ({ place, code }) => `${place.line}:${place.column} ${code}`,
    );
  const call = (name: string, input = '{ ip: "192.0.2.1" }') => `  - playbook: ${name}\n    with: ${input}\n${END}`;

  test("name a playbook that is there, sound and meant to be called", () => {
    expect(called(call("block"), callee("block", LOOK))).toEqual([]);
    expect(called(call("blok"), callee("block", LOOK))).toEqual(["8:15 playbook.unknown-playbook"]);
    expect(called(call("block"), callee("block", "  - wait: never\n"))).toEqual(["8:15 playbook.broken-playbook"]);
    expect(called(call("block", "{}"), callee("block", END, ""))).toEqual(["8:15 playbook.not-callable"]);
  });

  test("lead back to nobody", () => {
    const self = callee("sample", `  - playbook: other\n    with: { ip: "=inputs.ip" }\n`);
    const other = callee("other", `  - playbook: sample\n    with: { ip: "=inputs.ip" }\n`);
    expect(called(call("sample"), self)).toEqual(["8:15 playbook.recursion"]);
    expect(called(call("other"), self, other)).toEqual(["8:15 playbook.broken-playbook"]);
  });

  test("give what is wanted, of the right type", () => {
    expect(called(call("block", "{}"), callee("block", LOOK))).toEqual(["8:5 playbook.missing-input"]);
    expect(called(call("block", "{ ip: 1, no: 2 }"), callee("block", LOOK))).toEqual([
      "9:17 playbook.wrong-value",
      "9:20 playbook.unknown-input",
    ]);
  });

  test("do not smuggle an alert's text to a target", () => {
    expect(called(call("block", '{ ip: "=incident.title" }'), callee("block", LOOK))).toEqual([
      "9:17 playbook.foreign-target",
    ]);
  });

  test("may be left without an end by who is called, and by nobody else", () => {
    expect(found("  - wait: 1s\n")).toEqual(["8:5 playbook.no-ending"]);
    expect(
      found("  - wait: 1s\n", HEAD.replace("steps:\n", "outputs: { a: { type: text, value: b } }\nsteps:\n")),
    ).toEqual([]);
  });
});
