import { describe, expect, test } from "vitest";
import { END, FILE, HEAD, programOf, runOf } from "../../test/support/playbook.ts";
import { checkPlaybook } from "./check.ts";
import { libraryOf } from "./library.ts";

const CHECK_IP = `playbook: check-ip
title: Ask about an address
description: For tests
maturity: stable
trigger: "true"
default-queue: network
variables:
  asked: { type: integer, default: 0 }
inputs:
  ip: { type: text }
  deep: { type: boolean, default: false }
outputs:
  bad: { type: boolean, value: "=has(steps.look) && steps.look.malicious" }
  asked: { type: integer, value: "=vars.asked" }
steps:
  - id: look
    action: intel.lookup-ip
    with: { ip: "=inputs.ip" }
    on-failure: []
  - set: { asked: "=vars.asked + 1" }
`;
const library = { "check-ip": CHECK_IP };
const MALICIOUS = { known: true, malicious: true, score: 90, tags: [] };

describe("a called playbook", () => {
  const program = programOf(
    `  - id: first
    playbook: check-ip
    with: { ip: 1.1.1.1 }
  - id: second
    playbook: check-ip
    with: { ip: "=incident.ips[0]", deep: true }
  - end: benign
    reason: "{{ steps.first.bad }} {{ steps.second.bad }} {{ steps.second.asked }}"
`,
    HEAD,
    library,
  );

  test("is a part of the one that calls it, with names of its own, and gives its outputs back", () => {
    const { asked, ending } = runOf(program, (work) => (work.node === "second/look" ? MALICIOUS : undefined), {
      ips: ["2.2.2.2"],
    });
    expect(asked).toEqual(['first/look "1.1.1.1"', 'second/look "2.2.2.2"']);
    expect(ending).toBe("benign: false true 1");
  });

  test("is pinned: the caller's program names it, and has another hash when it changes", () => {
    const hash = (source: string) =>
      checkPlaybook(`${HEAD}  - playbook: check-ip\n    with: { ip: a }\n${END}`, {
        file: FILE,
        library: libraryOf([{ name: "check-ip", source, file: "check-ip/playbook.yaml" }]),
      }).hash;
    expect(program.calls).toMatchObject([{ name: "check-ip" }]);
    expect(program.capabilities).toEqual(["intel.lookup-ip"]);
    expect(hash(CHECK_IP)).not.toBe(hash(CHECK_IP.replace("asked + 1", "asked + 2")));
  });

  test("that fails is answered for by the call, and what it had under way is forgotten", () => {
    const failing = CHECK_IP.replace("    on-failure: []\n", "").replace("has(steps.look) && ", "");
    const steps = `  - id: call
    playbook: check-ip
    with: { ip: 1.1.1.1 }
    on-failure:
      - action: chat.post-message
        with: { text: it failed }
`;
    const { asked, ending } = runOf(programOf(steps + END, HEAD, { "check-ip": failing }), (work) =>
      work.node === "call/look" ? "no" : undefined,
    );
    expect(asked).toEqual(['call/look "1.1.1.1"', 'call.failure-1 "it failed"']);
    expect(ending).toBe("benign: done");
  });

  test("that fails without an answer hands over to the caller's queue", () => {
    const failing = CHECK_IP.replace("    on-failure: []\n", "").replace("has(steps.look) && ", "");
    const steps = `  - playbook: check-ip\n    with: { ip: 1.1.1.1 }\n${END}`;
    expect(runOf(programOf(steps, HEAD, { "check-ip": failing }), () => "no").ending).toContain("handoff to soc");
  });

  test("in a loop is another one each round", () => {
    const steps = `  - for-each: incident.ips
    as: ip
    at-most: 2
    do:
      - id: call
        playbook: check-ip
        with: { ip: "=each.ip" }
${END}`;
    const { asked } = runOf(programOf(steps, HEAD, library), () => undefined, { ips: ["1.1.1.1", "2.2.2.2"] });
    expect(asked).toEqual(['call/look@step-1:0 "1.1.1.1"', 'call/look@step-1:1 "2.2.2.2"']);
  });

  test("by itself ends with people, and says that it is a part of others", () => {
    const { program: alone } = checkPlaybook(CHECK_IP, { file: "check-ip/playbook.yaml" });
    expect(alone?.called).toBe(true);
    expect(Object.values(alone?.nodes ?? {})).toContainEqual(
      expect.objectContaining({ kind: "handoff", queue: "network" }),
    );
  });
});
