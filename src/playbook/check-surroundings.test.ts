import { describe, expect, test } from "vitest";
import { END, FILE, HEAD } from "../../test/support/playbook.ts";
import { checkPlaybook } from "./check.ts";
import type { Planned, Surroundings } from "./check-surroundings.ts";

const block = (ip: string, more = "") => `  - action: network.block-ip
    with: { ip: "${ip}" }
    for: 1h
${more}`;

function found(steps: string, surroundings: Surroundings): string[] {
  const { findings } = checkPlaybook(HEAD + steps + END, { file: FILE, surroundings });
  return findings.map(({ place, code, fix }) => `${place.line}:${place.column} ${code} ${fix}`);
}

describe("the connections there are", () => {
  const connections = new Map([
    ["firewall", new Set(["network.block-ip"])],
    ["chat", new Set(["chat.post-message"])],
  ]);
  const by = (name: string) => block("=incident.entity.key", `    connection: ${name}\n`);
  test.each([
    ["one that can", by("firewall"), []],
    ["none by name", block("=incident.entity.key"), []],
    ["a misspelt one", by("firewal"), ['11:17 playbook.unknown-connection did you mean "firewall"?']],
    ["one that cannot", by("chat"), ["11:17 playbook.unable-connection these can: firewall"]],
  ])("%s", (_name, steps, expected) => expect(found(steps, { connections })).toEqual(expected));

  test("are not judged where nobody knows them", () => expect(found(by("nowhere"), {})).toEqual([]));
});

describe("the policies in force", () => {
  const asked: Planned[] = [];
  const refused = (effect: Planned) => {
    asked.push(effect);
    return effect.target?.key === "10.0.0.5" ? "it is ours" : null;
  };

  test("are asked about every effect, with the target where the playbook names it itself", () => {
    const steps = block("10.0.0.5") + block("=incident.entity.key");
    expect(found(steps, { refused })).toEqual(["9:17 playbook.never-allowed leave the step out, or change the policy"]);
    const common = { playbook: { name: "sample", maturity: "stable" }, capability: "network.block-ip" };
    expect(asked).toEqual([
      { ...common, effectClass: "contain", target: { type: "ip", key: "10.0.0.5" } },
      { ...common, effectClass: "contain", target: { type: "ip", key: null } },
    ]);
  });
});
