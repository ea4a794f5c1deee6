import { describe, expect, test } from "vitest";
import { END, HEAD, programOf, runOf } from "../../test/support/playbook.ts";
import type { Work } from "./state.ts";

const block = (id: string, ip: string) => `  - id: ${id}
    action: network.block-ip
    with: { ip: ${ip} }
    for: 1h
    compensate:
      - action: network.unblock-ip
        with: { ip: ${ip} }
      - action: chat.post-message
        with: { text: "${id} was undone, it was {{ steps.${id}.wasBlocked ? 'blocked' : 'open' }} before" }
`;
const FAILS = `  - id: fails
    action: chat.post-message
    with: { text: oh }
`;
const failing =
  (...nodes: string[]) =>
  (work: Work) =>
    nodes.includes(work.node) ? "no" : undefined;

describe("a run that fails", () => {
  const program = programOf(block("a", "1.1.1.1") + block("b", "2.2.2.2") + FAILS + END);

  test("takes back what it did, the last first, and then hands over", () => {
    const { asked, ending } = runOf(program, failing("fails"));
    expect(asked.slice(3)).toEqual([
      'b.compensate-1.1 "2.2.2.2"',
      'b.compensate-2.1 "b was undone, it was open before"',
      'a.compensate-1.1 "1.1.1.1"',
      'a.compensate-2.1 "a was undone, it was open before"',
    ]);
    expect(ending).toContain("handoff to soc");
    expect(ending).toContain("What was done before is taken back (4 actions).");
  });

  test("takes back only what succeeded", () => {
    const { asked } = runOf(program, failing("b"));
    expect(asked.slice(2).map((text) => text.split(" ")[0])).toEqual(["a.compensate-1.1", "a.compensate-2.1"]);
  });

  test("says what could not be taken back, and takes back the rest", () => {
    const { asked, ending } = runOf(program, failing("fails", "b.compensate-1.1"));
    expect(asked).toHaveLength(7);
    expect(ending).toContain("did not succeed: no. What was done");
    expect(ending).toContain('"Unblock an address" did not succeed: no');
  });

  test("takes nothing back when it ends as it was meant to", () => {
    expect(runOf(program, () => undefined)).toMatchObject({ asked: { length: 3 }, ending: "benign: done" });
  });

  test("takes back each round of a loop with the values of that round", () => {
    const loop = programOf(`  - for-each: incident.ips
    as: ip
    at-most: 3
    do:
${block("a", '"=each.ip"').replaceAll(/^/gm, "    ").trimEnd()}
${FAILS}${END}`);
    const { asked } = runOf(loop, failing("fails"), { ips: ["1.1.1.1", "2.2.2.2"] });
    const undone = asked.filter((text) => text.startsWith("a.compensate-1"));
    expect(undone).toEqual(['a.compensate-1.1@step-1:1 "2.2.2.2"', 'a.compensate-1.1@step-1:0 "1.1.1.1"']);
  });

  test("cuts its other branches off first", () => {
    const parallel = programOf(`${block("a", "1.1.1.1")}  - parallel:
      one:
        - id: fails
          action: chat.post-message
          with: { text: oh }
      two:
        - wait: 1h
        - action: chat.post-message
          with: { text: never }
${END}`);
    const { asked, ending } = runOf(parallel, failing("fails"));
    expect(asked.join()).not.toContain("never");
    expect(ending).toContain("handoff to soc");
  });
});

test("a playbook with a trigger that takes nothing back is as it was", () => {
  expect(programOf(FAILS + END, HEAD).nodes.fails).not.toHaveProperty("compensate");
});
