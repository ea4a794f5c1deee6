import { expect, test } from "vitest";
import { EntityAttributes } from "../model/entity.ts";
import { compilePolicies } from "./compile-policies.ts";
import { decide } from "./decide.ts";
import { preparedName } from "./prepared-policies.ts";

test("of more capabilities than there are names for, each is decided by the policies that speak of it, also when it comes again", () => {
  const ids = Array.from({ length: 300 }, (_, n) => `chat.word-${n}`);
  const text = ids
    .filter((_id, n) => n % 3 === 0)
    .map((id, n) => `@id("word-${n}") permit (principal, action == Action::"${id}", resource);`)
    .join("\n");
  const capabilities = ids.map((id) => ({ id, effect: "notify" as const }));
  const { policySet } = compilePolicies([{ file: "p.cedar", text }], { capabilities });
  const decided = (capability: string) =>
    decide(policySet!, {
      ...{ workspaceId: "w", capability, effectClass: "notify", at: new Date(0) },
      playbook: { name: "p", maturity: "stable" },
      entity: { type: "other", key: "none", ...EntityAttributes.parse({}) },
      incident: { type: "fraud/phishing", severity: "high", severityId: 4, priority: "high", confidence: 50 },
    }).decision;
  for (let times = 0; times < 2; times += 1)
    expect(ids.map(decided)).toEqual(ids.map((_id, n) => (n % 3 === 0 ? "allow" : "ask")));
  const names = new Set(ids.map((id) => preparedName(policySet!, id)));
  expect(names.size).toBe(256);
});

test("policies that do not parse are a defect of ours, said with the set's hash", () => {
  const broken = { id: "broken", text: "permit (", reaches: ["chat.post-message"] };
  const policySet = { hash: "0123456789abcdef", policies: [broken] } as never;
  expect(() => preparedName(policySet, "chat.post-message")).toThrow(/^The policy set 0123456789ab does not parse: /);
});
