import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ON_EXPIRY, SEPARATED } from "../model/approval.ts";
import { parseTerm, strictestTerms, TERM_ANNOTATIONS, type WrittenTerms } from "./approval-terms.ts";
import { compilePolicies } from "./compile-policies.ts";
import { decide } from "./decide.ts";

const WORLD = { capabilities: [{ id: "identity.suspend-user", effect: "contain" as const }] };
const PERMIT = 'permit (principal, action == Action::"identity.suspend-user", resource)';
const compile = (text: string) => compilePolicies([{ file: "x.cedar", text }], WORLD);
const codes = (text: string) => compile(text).findings.map(({ line, code }) => `${line} ${code}`);

function decided(text: string, privileged = true) {
  const { policySet, findings } = compile(text);
  if (policySet === null) throw new Error(JSON.stringify(findings));
  const plain = { criticality: "low", serviceAccount: false, protected: false, owner: "", department: "", tags: [] };
  return decide(policySet, {
    workspaceId: "w",
    playbook: { name: "p", maturity: "stable" },
    capability: "identity.suspend-user",
    effectClass: "contain",
    entity: { type: "user", key: "ada", privileged, ...plain } as never,
    incident: { type: "fraud/phishing", severity: "high", severityId: 4, priority: "high", confidence: 50 },
    at: new Date(0),
  });
}

describe("a permit that asks", () => {
  const asking = `@id("two")
@reason("who administers decides")
@decision("ask")
@approvers("2")
@approver_role("approver, engineer")
@not_by("author, asker")
@expires("30m")
@on_expiry("escalate")
@queue("identity")
${PERMIT} when { resource.privileged };`;

  test("has people asked on its terms, and needs no budget", () => {
    expect(codes(asking)).toEqual([]);
    expect(decided(asking)).toMatchObject({
      decision: "ask",
      policies: ["two"],
      reason: "A yes is asked for by two (who administers decides).",
      terms: {
        ...{ approvers: 2, roles: ["approver", "engineer"], notBy: ["author", "asker"] },
        ...{ expiresSeconds: 1800, onExpiry: "escalate", queue: "identity" },
      },
    });
  });

  test("is not outvoted by one that allows, and says nothing where it does not hold", () => {
    const both = `@id("all") @budget("5 per 1h") ${PERMIT};\n${asking}`;
    expect(decided(both)).toMatchObject({ decision: "ask", policies: ["two"] });
    expect(decided(both, false)).toMatchObject({ decision: "allow", policies: ["all"] });
  });

  test("may let it be done unanswered only within a budget", () => {
    const proceed = (more: string) => `@id("p")\n@on_expiry("proceed")\n${more}${PERMIT};`;
    expect(codes(proceed(""))).toEqual(["2 guard.unbounded"]);
    expect(codes(proceed('@decision("ask")\n'))).toEqual(["2 guard.unbounded"]);
    const whole = proceed('@decision("ask")\n@budget("2 per 1d")\n');
    expect(codes(whole)).toEqual([]);
    expect(decided(whole)).toMatchObject({ decision: "ask", budgets: [{ max: 2 }], terms: { onExpiry: "proceed" } });
  });
});

test("terms of a permit that allows are those on which people are asked beyond its budget", () => {
  expect(decided(`@id("a") @budget("1 per 1h") @approvers("3") ${PERMIT};`)).toMatchObject({
    decision: "allow",
    terms: { approvers: 3, onExpiry: "refuse" },
  });
});

test.each([
  ["approvers", "0"],
  ["approvers", "two"],
  ["approvers", "12"],
  ["approvers", "x2"],
  ["approver_role", "ingest"],
  ["approver_role", ""],
  ["not_by", "owner"],
  ["expires", "30s"],
  ["expires", "8d"],
  ["expires", "in 30m"],
  ["expires", "30m or so"],
  ["expires", "0m"],
  ["on_expiry", "approve"],
  ["queue", "SOC"],
  ["queue", "-soc"],
  ["queue", "soc team"],
  ["decision", "allow"],
])("@%s(%j) is refused at its line, and nothing of it is guessed", (name, text) => {
  expect(codes(`@id("a")\n@budget("1 per 1h")\n@${name}(${JSON.stringify(text)})\n${PERMIT};`)).toContain(
    "3 guard.bad-terms",
  );
});

test("a forbid asks nobody", () => {
  const text = `@id("f")\n@reason("r")\n@approvers("2")\nforbid (principal, action, resource);`;
  expect(codes(text)).toEqual(["3 guard.bad-terms"]);
});

test("terms are never loosened by others that hold beside them", () => {
  const terms: fc.Arbitrary<WrittenTerms> = fc.record(
    {
      approvers: fc.integer({ min: 1, max: 5 }),
      roles: fc.uniqueArray(fc.constantFrom("approver", "engineer"), { minLength: 1 }),
      notBy: fc.uniqueArray(fc.constantFrom(...SEPARATED)),
      expiresSeconds: fc.integer({ min: 60, max: 90_000 }),
      onExpiry: fc.constantFrom(...ON_EXPIRY),
      queue: fc.constantFrom("soc", "identity"),
    },
    { requiredKeys: ["approvers"] },
  );
  fc.assert(
    fc.property(terms, fc.array(terms, { maxLength: 4 }), (one, others) => {
      const [alone, together] = [strictestTerms([one])!, strictestTerms([one, ...others])!];
      expect(together.approvers).toBeGreaterThanOrEqual(alone.approvers);
      expect(together.roles).toEqual(expect.arrayContaining(alone.roles));
      expect(together.notBy).toEqual(expect.arrayContaining(alone.notBy));
      expect(together.expiresSeconds).toBeLessThanOrEqual(alone.expiresSeconds);
      expect(ON_EXPIRY.indexOf(together.onExpiry)).toBeLessThanOrEqual(ON_EXPIRY.indexOf(alone.onExpiry));
    }),
  );
});

test("whatever an annotation says is understood or refused", () => {
  fc.assert(
    fc.property(fc.constantFrom(...TERM_ANNOTATIONS), fc.string({ maxLength: 30 }), (name, text) => {
      const said = parseTerm(name, text);
      expect(said === undefined || typeof said === "object").toBe(true);
    }),
  );
});

test("a question may stay open from a minute to a week", () => {
  expect(parseTerm("expires", "1m")).toEqual({ expiresSeconds: 60 });
  expect(parseTerm("expires", "7d")).toEqual({ expiresSeconds: 604_800 });
});

describe("terms of several policies", () => {
  test("of which none says any are none, whatever their number", () => {
    expect(strictestTerms([{}, {}])).toBeUndefined();
  });

  test("are those that are said: one that says none does not bring the usual ones in", () => {
    const said = { expiresSeconds: 7_200_000, onExpiry: "proceed", queue: "identity" } as const;
    expect(strictestTerms([{}, said])).toEqual(strictestTerms([said]));
  });

  test("take the strictest end that any of them names, and the first queue that is named", () => {
    const all = strictestTerms([{ onExpiry: "proceed" }, { onExpiry: "escalate" }, { queue: "identity" }])!;
    expect(all).toMatchObject({ onExpiry: "refuse", queue: "identity" });
    const two = strictestTerms([
      { onExpiry: "proceed", queue: "soc" },
      { onExpiry: "escalate", queue: "identity" },
    ])!;
    expect(two).toMatchObject({ onExpiry: "escalate", queue: "soc" });
  });
});
