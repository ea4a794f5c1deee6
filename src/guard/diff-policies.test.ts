import { describe, expect, test } from "vitest";
import { capabilities } from "../connector/capabilities/catalog.ts";
import { compilePolicies } from "./compile-policies.ts";
import { diffPolicies } from "./diff-policies.ts";

const LOOK = `@id("look") @reason("looking is fine") permit (principal, action in Action::"observe", resource);\n`;
const SUSPEND = `@id("suspend") @budget("5 per 1h") permit (principal, action == Action::"identity.suspend-user", resource);\n`;
const NEVER = `@id("never") @reason("glass") forbid (principal, action, resource) when { resource.protected };\n`;
const all = LOOK + SUSPEND + NEVER;

function setOf(text: string) {
  const { policySet, findings } = compilePolicies([{ file: "p.cedar", text }], { capabilities: capabilities.values() });
  if (policySet === null) throw new Error(JSON.stringify(findings));
  return policySet;
}
const lines = (before: string, after: string) => diffPolicies(setOf(before), setOf(after)).map(({ text }) => text);

describe("the difference between two sets of policies", () => {
  test("is nothing for the same policies, whatever stands between them", () => {
    expect(lines(all, `// First.\n${NEVER}${LOOK}${SUSPEND}`)).toEqual([]);
  });

  test("puts first what may allow more", () => {
    expect(lines(all, LOOK + SUSPEND)).toEqual(["! - forbid never is gone: glass"]);
    expect(lines(LOOK, all)).toEqual(["! + permit suspend is new", "  + forbid never is new: glass"]);
    expect(lines(all, LOOK + NEVER)).toEqual(["  - permit suspend is gone"]);
    expect(diffPolicies(null, setOf(LOOK)).map(({ text }) => text)).toEqual([
      "! + permit look is new: looking is fine",
    ]);
  });

  test("names budgets and reasons, and says where only the cases are others", () => {
    expect(lines(all, all.replace("5 per 1h", "5 per 1h, 9 per 1d"))).toEqual([
      "! ~ permit suspend has the budgets 5 per 1h, 9 per 1d instead of 5 per 1h",
    ]);
    expect(lines(all, all.replace("5 per 1h", '5 per 1h, 1 at a time") @budget_workspace("9 per 1d'))).toEqual([
      "! ~ permit suspend has the budgets 5 per 1h, 1 at a time, 9 per 1d, whatever is done instead of 5 per 1h",
    ]);
    expect(lines(all, all.replace("glass", "break glass"))).toEqual([
      "! ~ forbid never says why otherwise: break glass",
    ]);
    expect(lines(all, all.replace("resource.protected", "resource.privileged"))).toEqual([
      "! ~ forbid never holds in other cases, or is written otherwise",
    ]);
  });
});
