import { describe, expect, test } from "vitest";
import { END, HEAD, programOf, runOf } from "../../test/support/playbook.ts";
import type { Work } from "./state.ts";

const VARIABLES = `${HEAD.replace("steps:\n", "")}variables:
  tries: { type: integer, default: 0 }
  bad: { type: list, default: [] }
steps:
`;
const IPS = { ips: ["1.1.1.1", "2.2.2.2", "3.3.3.3"] };
const BLOCK = `      - id: block
        action: network.block-ip
        with: { ip: "=each.ip" }
        for: 1h
`;

describe("for-each", () => {
  const program = programOf(`  - id: all
    for-each: incident.ips
    as: ip
    at-most: 3
    collect: 'each.ip + (steps.block.wasBlocked ? " was" : "")'
    do:
${BLOCK}  - end: benign
    reason: "{{ steps.all.count }}: {{ steps.all.items }}"
`);

  test("does its steps for each item, each round under a key of its own, and collects", () => {
    const { asked, ending } = runOf(program, () => ({ wasBlocked: true }), IPS);
    expect(asked).toEqual(['block@all:0 "1.1.1.1"', 'block@all:1 "2.2.2.2"', 'block@all:2 "3.3.3.3"']);
    expect(ending).toBe("benign: 3: 1.1.1.1 was, 2.2.2.2 was, 3.3.3.3 was");
  });

  test("does nothing for an empty list", () => {
    expect(runOf(program, () => undefined)).toMatchObject({ asked: [], ending: "benign: 0: " });
  });

  test("does nothing at all when the list is longer than it may be, and hands over", () => {
    const { asked, ending } = runOf(program, () => undefined, { ips: [...IPS.ips, "4.4.4.4"] });
    expect(asked).toEqual([]);
    expect(ending).toContain("handoff to soc");
    expect(ending).toContain("there are 4 items, and 3 are allowed");
  });

  test("takes the way that is meant for too many", () => {
    const other = programOf(`  - for-each: incident.ips
    as: ip
    at-most: 2
    do:
${BLOCK}    on-limit:
      - end: unknown
        reason: too many
${END}`);
    expect(runOf(other, () => undefined, IPS).ending).toBe("unknown: too many");
  });

  test("in another one does each pair, and keeps the rounds apart", () => {
    const nested = programOf(`  - id: outer
    for-each: incident.users
    as: user
    at-most: 2
    do:
      - id: inner
        for-each: incident.ips
        as: ip
        at-most: 3
        do:
          - action: chat.post-message
            with: { text: "{{ each.user }} {{ each.ip }}" }
${END}`);
    const { asked } = runOf(nested, () => undefined, { users: ["a", "b"], ips: ["1.1.1.1", "2.2.2.2"] });
    expect(asked.map((text) => text.split("@")[1])).toEqual([
      'outer:0,inner:0 "a 1.1.1.1"',
      'outer:0,inner:1 "a 2.2.2.2"',
      'outer:1,inner:0 "b 1.1.1.1"',
      'outer:1,inner:1 "b 2.2.2.2"',
    ]);
  });

  test("forgets what the steps of the round before gave", () => {
    const forgetful = programOf(`  - for-each: incident.ips
    as: ip
    at-most: 3
    do:
      - id: look
        action: intel.lookup-ip
        with: { ip: "=each.ip" }
        on-failure: []
      - if: has(steps.look)
        then:
          - action: chat.post-message
            with: { text: "=each.ip" }
        else: []
${END}`);
    const look = (work: Work) => (work.kind === "action" && work.input.ip === "2.2.2.2" ? "not known" : undefined);
    const posted = runOf(forgetful, look, IPS).asked.filter((text) => !text.startsWith("look"));
    expect(posted.map((text) => text.split(" ")[1])).toEqual(['"1.1.1.1"', '"3.3.3.3"']);
  });

  test("joins the branches of each round anew", () => {
    const parallel = programOf(`  - for-each: incident.ips
    as: ip
    at-most: 3
    do:
      - parallel:
          a:
            - action: chat.post-message
              with: { text: "a {{ each.ip }}" }
          b:
            - action: chat.post-message
              with: { text: "b {{ each.ip }}" }
      - action: chat.post-message
        with: { text: "both {{ each.ip }}" }
${END}`);
    const texts = runOf(parallel, () => undefined, IPS).asked.map((text) => /"(.*)"/.exec(text)?.[1]?.split(" ")[0]);
    expect(texts).toEqual(["a", "b", "both", "a", "b", "both", "a", "b", "both"]);
  });

  test("hands over when its values are too large to keep", () => {
    const wide = programOf(`  - for-each: incident.categories
    as: word
    at-most: 500
    do: []
${END}`);
    const { ending } = runOf(wide, () => undefined, { categories: ["x".repeat(100_001)] });
    expect(ending).toContain("more than 100000 characters");
  });
});

describe("while", () => {
  const poll = (more: string) =>
    programOf(
      `  - id: poll
    while: '!has(steps.device) || !steps.device.isolated'
    at-most: 3
    do:
      - wait: 1m
      - id: device
        action: endpoint.get-device
        with: { device: pc-1 }
      - set: { tries: "=vars.tries + 1" }
${more}  - end: benign
    reason: "{{ vars.tries }} of {{ has(steps.poll) ? steps.poll.rounds : -1 }}"
`,
      VARIABLES,
    );
  const isolatedAfter = (rounds: number) => {
    let asked = 0;
    return () => ({ found: true, isolated: ++asked >= rounds, os: "", lastSeen: "", tags: [] });
  };

  test("goes on until its condition no longer holds", () => {
    const { asked, ending } = runOf(poll(""), isolatedAfter(2));
    expect(asked.map((text) => text.split(" ")[0])).toEqual(["device@poll:0", "device@poll:1"]);
    expect(ending).toBe("benign: 2 of 2");
  });

  test("is left after as many rounds as it may have, and the incident handed over", () => {
    const { asked, ending } = runOf(poll(""), isolatedAfter(9));
    expect(asked).toHaveLength(3);
    expect(ending).toContain("it is not over after 3 rounds");
  });

  test("takes the way that is meant for that", () => {
    expect(runOf(poll("    on-limit: []\n"), isolatedAfter(9)).ending).toBe("benign: 3 of -1");
  });
});

describe("variables", () => {
  test("begin with their defaults, keep their values through loops, and change all at once", () => {
    const program = programOf(
      `  - for-each: incident.ips
    as: ip
    at-most: 3
    do:
      - set: { bad: "=vars.bad + [each.ip]", tries: "=size(vars.bad)" }
  - end: benign
    reason: "{{ vars.bad }}, {{ vars.tries }}"
`,
      VARIABLES,
    );
    expect(runOf(program, () => undefined, IPS).ending).toBe("benign: 1.1.1.1, 2.2.2.2, 3.3.3.3, 2");
  });

  test("are bounded: a run whose variable grows too large is handed over", () => {
    const program = programOf(
      `  - for-each: incident.categories
    as: word
    at-most: 3
    do:
      - set: { bad: "=vars.bad + [each.word]" }
${END}`,
      VARIABLES,
    );
    const words = ["x", "y", "z"].map((word) => word.repeat(9_000));
    expect(runOf(program, () => undefined, { categories: words }).ending).toContain("more than 20000 characters");
  });
});
