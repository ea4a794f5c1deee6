/** The whole answer of the guard, not only its verdict: what bounds it and on which terms, and that what is refused has neither. */
import { expect, test } from "vitest";
import { EntityAttributes } from "../model/entity.ts";
import { compilePolicies } from "./compile-policies.ts";
import { decide } from "./decide.ts";
import type { GuardRequest } from "./request.ts";

const WORLD = {
  capabilities: [
    { id: "identity.suspend-user", effect: "contain" as const },
    { id: "identity.get-user", effect: "observe" as const },
  ],
};
const SUSPEND = 'permit (principal, action == Action::"identity.suspend-user", resource)';
const NEVER = `@id("never") @reason("glass") forbid (principal, action == Action::"identity.suspend-user", resource) when { resource.protected };`;

function answer(text: string, asked: Partial<GuardRequest> = {}) {
  const { policySet, findings } = compilePolicies([{ file: "p.cedar", text }], WORLD);
  if (policySet === null) throw new Error(JSON.stringify(findings));
  const request: GuardRequest = {
    ...{ workspaceId: "w", capability: "identity.suspend-user", effectClass: "contain", at: new Date(0) },
    playbook: { name: "p", maturity: "stable" },
    entity: { type: "user", key: "ada", ...EntityAttributes.parse({}) },
    incident: { type: "fraud/phishing", severity: "high", severityId: 4, priority: "high", confidence: 50 },
    ...asked,
  };
  // Asked twice: what is remembered is what was found.
  const first = decide(policySet, request);
  expect(decide(policySet, request)).toEqual(first);
  return first;
}
const guarded = { type: "user", key: "ada", ...EntityAttributes.parse({ protected: true }) } as const;

test("observing is allowed without a policy, bounded by nothing", () => {
  const observing = { capability: "identity.get-user", effectClass: "observe" } as const;
  const free = { decision: "allow", policies: [], reason: "Observing changes nothing.", budgets: [] };
  expect(answer(NEVER, observing)).toEqual(free);
  expect(answer(`${NEVER} @id("no") @reason("r") forbid (principal, action, resource);`, observing)).toEqual(free);
});

test("a capability that the policies do not know, or know as something else, is refused by its name", () => {
  const refusal = (capability: string, effectClass: string) => ({
    ...{ decision: "refuse", policies: [], budgets: [] },
    reason: `The policies in force know no capability ${capability} of class ${effectClass}.`,
  });
  expect(answer(NEVER, { capability: "identity.erase" })).toEqual(refusal("identity.erase", "contain"));
  expect(answer(NEVER, { effectClass: "observe" })).toEqual(refusal("identity.suspend-user", "observe"));
});

test("what is allowed says by what, within which budgets and, where any are written, on which terms", () => {
  const budget = { key: "some/identity.suspend-user/count/3600s", max: 2, percent: null, of: null };
  const allowed = {
    ...{ decision: "allow", policies: ["some"], reason: "Allowed by some." },
    budgets: [{ ...budget, windowSeconds: 3_600 }],
  };
  expect(answer(`@id("some") @budget("2 per 1h") ${SUSPEND};`)).toEqual(allowed);
  const withTerms = answer(`@id("some") @budget("2 per 1h") @approvers("3") ${SUSPEND};`);
  expect(withTerms).toMatchObject({ ...allowed, terms: { approvers: 3 } });
});

test("what is forbidden has neither budgets nor terms, and says which policy forbids it", () => {
  const text = `@id("some") @budget("2 per 1h") @approvers("3") ${SUSPEND};\n${NEVER}`;
  const forbidden = { decision: "refuse", policies: ["never"], reason: "Forbidden by never (glass).", budgets: [] };
  expect(answer(text, { entity: guarded })).toEqual(forbidden);
});

test("what no policy decides is a person's to decide, bounded by nothing", () => {
  const undecided = { decision: "ask", policies: [], reason: "No policy decides this, so a person does." };
  expect(answer(NEVER)).toEqual({ ...undecided, budgets: [] });
});
