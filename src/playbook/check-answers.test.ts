import { describe, expect, test } from "vitest";
import { END, found, HEAD } from "../../test/support/playbook.ts";
import { countermeasuresOf } from "./check-answers.ts";

const SUSPEND = `  - action: identity.suspend-user
    with: { user: "=incident.entity.key" }
    for: 1h
`;
const headed = (line: string) => HEAD.replace("steps:\n", `${line}\nsteps:\n`);

describe("what a playbook says it answers", () => {
  test.each([
    ["a technique in force", "techniques: [T1078, T1110.003]", []],
    ["a technique that was revoked", "techniques: [T1078, T1086]", ["7:21 playbook.unknown-technique"]],
    ["a technique that nobody knows", "techniques: [T9999]", ["7:14 playbook.unknown-technique"]],
    ["a technique twice", "techniques: [T1078, T1078]", ["7:21 playbook.duplicate-key"]],
    ["the countermeasure that is taken", "countermeasures: [D3-AL]", []],
    ["one that nothing takes", "countermeasures: [D3-AL, D3-NI]", ["7:26 playbook.unmet-countermeasure"]],
    ["something else than a list", "countermeasures: D3-AL", ["7:18 playbook.wrong-value"]],
  ])("%s", (_name, line, expected) => expect(found(SUSPEND + END, headed(line))).toEqual(expected));

  test("counts what every capability takes, once and in order", () => {
    const used = [
      "network.block-ip",
      "identity.suspend-user",
      "identity.revoke-sessions",
      "identity.suspend-user",
      "chat.post-message",
    ];
    expect(countermeasuresOf(used)).toEqual(["D3-AL", "D3-ITF", "D3-ST"]);
  });
});
