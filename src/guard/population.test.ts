import { expect, test } from "vitest";
import { EntityAttributes } from "../model/entity.ts";
import { compilePolicies } from "./compile-policies.ts";
import { newPopulation } from "./population.ts";

const POLICIES = `@id("ordinary") @reason("ordinary users") @budget("5 per 1h")
permit (principal, action == Action::"identity.suspend-user", resource) when { !resource.privileged };
@id("never") @reason("it is protected")
forbid (principal, action, resource) when { resource.protected };`;
const { policySet } = compilePolicies([{ file: "p.cedar", text: POLICIES }], {
  capabilities: [{ id: "identity.suspend-user", effect: "contain" }],
});

test("says of a population who would be suspended without asking, who would not, and how many at most", () => {
  const population = newPopulation(policySet!);
  const add = (key: string, attributes: object) =>
    population.add({
      ...{ workspaceId: "w", capability: "identity.suspend-user", effectClass: "contain", at: new Date() },
      playbook: { name: "p", maturity: "stable" },
      entity: { type: "user", key, ...EntityAttributes.parse(attributes) },
      incident: { type: "a/b", severity: "high", severityId: 4, priority: "high", confidence: 50 },
    });
  for (let index = 0; index < 30; index += 1) add(`user${index}`, {});
  add("root", { privileged: true });
  add("break-glass", { protected: true });
  const { count, groups, budgets } = population.answer();
  expect(count).toBe(32);
  expect(groups).toMatchObject([
    { decision: "allow", policies: ["ordinary"], count: 30 },
    { decision: "ask", policies: [], count: 1, examples: ["root"] },
    { decision: "refuse", policies: ["never"], count: 1, examples: ["break-glass"] },
  ]);
  expect(groups[0]!.examples).toHaveLength(20);
  expect(budgets).toMatchObject([{ max: 5, windowSeconds: 3600 }]);
});
