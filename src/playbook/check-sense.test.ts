import { describe, expect, test } from "vitest";
import { ACCOUNT, END, FILE, found, HEAD, texts } from "../../test/support/playbook.ts";
import { checkPlaybook } from "./check.ts";
import { libraryOf } from "./library.ts";

const WITH_VARS = `${HEAD.replace("steps:\n", "")}variables:
  n: { type: integer, default: 0 }
steps:
`;
const BLOCK = `network.block-ip
          with: { ip: "=incident.entity.key" }
          for: 1h
`;
const parallel = (a: string, b: string) => `  - parallel:\n      a:\n        - ${a}      b:\n        - ${b}${END}`;

describe("branches nobody takes", () => {
  test.each([
    [
      "a condition that is written out",
      `  - if: "true"\n    then: [{ wait: 1s }]\n    else: []\n${END}`,
      ["8:9 playbook.dead-branch"],
    ],
    [
      "a default when every value has a case",
      `  - switch: incident.entity.privileged\n    cases: { true: [], false: [] }\n    default: [{ wait: 1s }]\n${END}`,
      ["10:14 playbook.dead-branch"],
    ],
    [
      "a default that goes on",
      `  - switch: incident.entity.privileged\n    cases: { true: [], false: [] }\n    default: []\n${END}`,
      [],
    ],
    ["a condition on the incident", `  - if: incident.number > 1\n    then: [{ wait: 1s }]\n    else: []\n${END}`, []],
  ])("%s", (_name, steps, expected) => expect(found(steps)).toEqual(expected));
});

describe("values nobody reads", () => {
  test.each([
    ["an answer", ACCOUNT + END, ["8:9 playbook.unused-output"]],
    ["an answer that is read in a reason", `${ACCOUNT}  - end: benign\n    reason: "{{ steps.account.found }}"\n`, []],
    ["an answer whose failure is answered", `${ACCOUNT}    on-failure: [{ wait: 1s }]\n${END}`, []],
    [
      "answers of people",
      `  - id: ask\n    handoff: soc\n    reason: x\n    resume: { ok: { ask: OK?, type: boolean } }\n    at-most: 1h\n${END}`,
      ["8:9 playbook.unused-output"],
    ],
    [
      "what a loop collects",
      `  - for-each: incident.ips\n    as: ip\n    at-most: 2\n    collect: each.ip\n    do: []\n${END}`,
      ["8:5 playbook.unused-output"],
    ],
  ])("%s", (_name, steps, expected) => expect(found(steps)).toEqual(expected));

  test("a variable and an input", () => {
    expect(found(END, WITH_VARS)).toEqual(["8:3 playbook.unused-variable"]);
    expect(found("  - wait: 1s\n", HEAD.replace("steps:\n", "inputs: { a: { type: text } }\nsteps:\n"))).toEqual([
      "7:11 playbook.unused-variable",
    ]);
  });

  test("are not looked for while there are errors", () => {
    expect(found(`${ACCOUNT}  - wait: never\n${END}`)).toEqual(["11:11 playbook.bad-duration"]);
  });
});

describe("branches in each other's way", () => {
  test("the same effect on one entity is an error, another one a warning", () => {
    expect(texts(HEAD + parallel(`action: ${BLOCK}`, `action: ${BLOCK}`))).toEqual([
      expect.stringContaining(
        'error playbook.race "a" and "b" act on one entity at once: network.block-ip and network.block-ip',
      ),
    ]);
    const user = (capability: string) => `action: ${capability}\n          with: { user: "=incident.entity.key" }\n`;
    const suspend = `${user("identity.suspend-user")}          for: 1h\n`;
    expect(texts(HEAD + parallel(suspend, user("identity.revoke-sessions")))).toEqual([
      expect.stringContaining("warning playbook.race"),
    ]);
    expect(texts(HEAD + parallel(suspend, user("identity.restore-user")))).toEqual([
      expect.stringContaining("error playbook.race"),
    ]);
  });

  test("other entities are nobody's business", () => {
    const other = BLOCK.replace("=incident.entity.key", "192.0.2.1");
    expect(found(parallel(`action: ${BLOCK}`, `action: ${other}`))).toEqual([]);
  });

  test("a variable that one sets and another reads or sets", () => {
    const say = `action: chat.post-message\n          with: { text: "{{ vars.n }}" }\n`;
    expect(found(parallel("set: { n: 1 }\n", say), WITH_VARS)).toEqual(["12:18 playbook.race"]);
    expect(found(parallel("set: { n: 1 }\n", "set: { n: 2 }\n"), WITH_VARS)).toEqual(["12:18 playbook.race"]);
  });
});

describe("branches that get in each other's way by others' names", () => {
  const round = (item: string, act: string) =>
    `for-each: incident.ips\n          as: ${item}\n          at-most: 2\n          do:\n            - action: ${act}\n              with: { ip: "=each.${item}" }\n`;
  const block = (item: string) => `${round(item, "network.block-ip")}              for: 1h\n`;

  test("loops over one list", () => {
    expect(found(parallel(block("one"), round("other", "network.unblock-ip")))).toEqual(["22:23 playbook.race"]);
    expect(
      found(parallel(block("one"), block("two").replace("incident.ips", "incident.entities.map(e, e.key)"))),
    ).toEqual([]);
  });

  test("what they call", () => {
    const callee = {
      name: "stop",
      file: "stop/playbook.yaml",
      source: `${HEAD.replace("sample", "stop").replace("steps:\n", "inputs: { ip: { type: text } }\nsteps:\n")}  - action: network.block-ip\n    with: { ip: "=inputs.ip" }\n    for: 1h\n`,
    };
    const call = `playbook: stop\n          with: { ip: "=incident.entity.key" }\n`;
    const { findings } = checkPlaybook(HEAD + parallel(call, `action: ${BLOCK}`), {
      file: FILE,
      library: libraryOf([callee]),
    });
    expect(findings.map(({ place, severity, code }) => `${place.line} ${severity} ${code}`)).toEqual([
      "13 error playbook.race",
    ]);
  });
});

describe("waits and loops nobody ends", () => {
  const waitFor = (text: string) => `  - wait-for: ${text}\n    at-most: 1h\n${END}`;
  test.each([
    [
      "a condition that never changes",
      waitFor("condition\n    when: incident.number > 1"),
      ["8:5 playbook.endless-wait"],
    ],
    ["a condition on what may change", waitFor('condition\n    when: current.owner != ""'), []],
    ["the end of a lease that nobody took", waitFor("lease-ended"), ["8:5 playbook.endless-wait"]],
    ["an approval that nobody asks for", waitFor("approval-answered"), ["8:5 playbook.endless-wait"]],
    ["an alert", waitFor("alert-joined"), []],
    [
      "a loop whose rounds change nothing",
      `  - while: incident.number > 1\n    at-most: 2\n    do: [{ wait: 1s }]\n${END}`,
      ["8:12 playbook.endless-loop"],
    ],
    [
      "a loop that asks again",
      `  - while: "!has(steps.a) || !steps.a.found"\n    at-most: 2\n    do:\n      - id: a\n        action: identity.get-user\n        with: { user: a }\n${END}`,
      [],
    ],
  ])("%s", (_name, steps, expected) => expect(found(steps)).toEqual(expected));
});

describe("lists that may be empty", () => {
  const say = (value: string) => `  - action: chat.post-message\n    with: { text: '=${value}' }\n${END}`;
  const when = (trigger: string) => HEAD.replace('"true"', `'${trigger}'`);
  test.each([
    ["nobody asked", say("incident.ips[0]"), HEAD, ["9:21 playbook.may-be-empty"]],
    ["the trigger asks", say("incident.ips[0]"), when("size(incident.ips) > 0"), []],
    ["it asks itself", say('size(incident.ips) > 0 ? incident.ips[0] : ""'), HEAD, []],
    [
      "what is filtered was asked for",
      say('incident.ips.filter(i, i != "")[0]'),
      when('incident.ips.exists(i, i != "")'),
      [],
    ],
    [
      "another list was asked about",
      say("incident.ips[0]"),
      when("size(incident.users) > 0"),
      ["9:21 playbook.may-be-empty"],
    ],
    ["a text that is split", say('incident.title.split(" ")[0]'), HEAD, []],
  ])("%s", (_name, steps, head, expected) => expect(found(steps, head)).toEqual(expected));
});

describe("secrets", () => {
  const send = (body: string) => `  - action: http.send\n    with: { path: /x, body: ${body} }\n${END}`;
  test.each([
    ["a password by its name", send("{ password: hunter22 }"), ["9:41 playbook.written-secret"]],
    ["a bearer token", send('{ a: "Bearer abcdefghijklmnopqrstuvwx" }'), ["9:35 playbook.written-secret"]],
    ["a password in an address", send('{ a: "https://me:hunter2@example.com/" }'), ["9:35 playbook.written-secret"]],
    ["a private key", send('{ a: "-----BEGIN PRIVATE KEY-----" }'), ["9:35 playbook.written-secret"]],
    ["a value of the run", send('{ token: "=incident.alertUid" }'), []],
    [
      "a token in a title",
      `  - title: Use ghp_${"a".repeat(24)}\n    wait: 1s\n${END}`,
      ["8:16 playbook.written-secret"],
    ],
    ["an access key in a comment", `  # AKIA${"A".repeat(16)}\n${END}`, ["8:5 playbook.written-secret"]],
    ["words about passwords", send('{ a: "Change the password at https://example.com/reset" }'), []],
  ])("%s", (_name, steps, expected) => expect(found(steps)).toEqual(expected));
});

describe("what an alert says on its way to a target", () => {
  const contain = (domain: string) =>
    `  - action: network.block-domain\n    with: { domain: "${domain}" }\n    for: 1h\n`;
  const variables = `${HEAD.replace("steps:\n", "")}variables: { d: { type: text, default: x } }\nsteps:\n`;

  test("is followed through a variable, a loop and what it collects", () => {
    expect(found(`  - set: { d: "=incident.title" }\n${contain("=vars.d")}${END}`, variables)).toEqual([
      "11:21 playbook.foreign-target",
    ]);
    const loop = `  - for-each: incident.categories\n    as: word\n    at-most: 2\n    do:\n`;
    expect(found(`${loop}${contain("=each.word").replaceAll(/^(?=.)/gm, "    ")}${END}`)).toEqual([
      "13:25 playbook.foreign-target",
    ]);
  });

  test("is seen in the names of entities, and not in their keys", () => {
    const named = (field: string) => contain(`=incident.entities.filter(e, e.type == 'domain')[0].${field}`) + END;
    const trigger = HEAD.replace('"true"', `"incident.entities.exists(e, e.type == 'domain')"`);
    expect(found(named("name"), trigger)).toEqual(["9:21 playbook.foreign-target"]);
    expect(found(named("key"), trigger)).toEqual([]);
    const loop = (field: string) =>
      `  - for-each: incident.entities\n    as: one\n    at-most: 2\n    do:\n${contain(`=each.one.${field}`).replaceAll(/^(?=.)/gm, "    ")}${END}`;
    expect(found(loop("name"))).toEqual(["13:25 playbook.foreign-target"]);
    expect(found(loop("key"))).toEqual([]);
  });

  test("is not seen where it only decides which target it is", () => {
    const chosen = `=incident.title == 'x' ? incident.entity.key : 'bad.example.com'`;
    expect(found(contain(chosen) + END)).toEqual([]);
  });

  test("is not seen where Cordon or a system said it", () => {
    expect(found(`  - set: { d: "=incident.entity.key" }\n${contain("=vars.d")}${END}`, variables)).toEqual([]);
  });
});
