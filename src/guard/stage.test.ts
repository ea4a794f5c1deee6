import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ON_EXPIRY } from "../model/approval.ts";
import { AUTONOMY_STAGES } from "../model/autonomy.ts";
import { EntityAttributes } from "../model/entity.ts";
import { EFFECT_CLASSES } from "../model/scale.ts";
import type { GuardAnswer, GuardRequest } from "./request.ts";
import { boundByStage } from "./stage.ts";

const request = (given: Partial<GuardRequest>): GuardRequest => ({
  workspaceId: "w",
  playbook: { name: "p", maturity: "stable" },
  capability: "identity.suspend-user",
  effectClass: "contain",
  entity: { type: "user", key: "ada", ...EntityAttributes.parse({}) },
  incident: { type: "fraud/phishing", severity: "high", severityId: 4, priority: "high", confidence: 50 },
  at: new Date(),
  ...given,
});
const allowed: GuardAnswer = { decision: "allow", policies: ["p1"], reason: "Allowed by p1.", budgets: [] };

describe("the stage of a playbook", () => {
  it("asks for each containment in ask, and takes no silence for a yes", () => {
    const terms = { approvers: 2, roles: [], notBy: [], expiresSeconds: 60, onExpiry: "proceed", queue: null } as const;
    const answer = boundByStage(request({ autonomy: "ask" }), {
      ...allowed,
      terms: { ...terms, roles: [], notBy: [] },
    });
    expect(answer).toMatchObject({ decision: "ask", policies: ["p1"], terms: { approvers: 2, onExpiry: "refuse" } });
    expect(answer.reason).toContain("stage ask for incidents of type fraud/phishing");
  });

  it("leaves an ask what counts things at a time, as what people say yes to is in force too, and nothing that bounds silence", () => {
    const budget = { key: "p1/c/count/at-a-time", max: 1, percent: null, of: null, windowSeconds: null };
    const hourly = { ...budget, key: "p1/c/count/3600s", windowSeconds: 3600 };
    const answer = boundByStage(request({ autonomy: "ask" }), { ...allowed, budgets: [budget, hourly] });
    expect(answer.budgets).toEqual([budget]);
  });

  it("refuses in shadow", () => {
    expect(boundByStage(request({ autonomy: "shadow" }), allowed)).toMatchObject({ decision: "refuse" });
  });

  it("never loosens what the policies say, and leaves alone what contains nothing", () => {
    const order = ["allow", "ask", "refuse"];
    fc.assert(
      fc.property(
        fc.constantFrom(...AUTONOMY_STAGES),
        fc.constantFrom(...EFFECT_CLASSES),
        fc.constantFrom("allow", "ask", "refuse"),
        fc.constantFrom(...ON_EXPIRY),
        (autonomy, effectClass, decision, onExpiry) => {
          const terms = { approvers: 1, roles: [], notBy: [], expiresSeconds: 60, onExpiry, queue: null };
          const before: GuardAnswer = { ...allowed, decision: decision as GuardAnswer["decision"], terms };
          const after = boundByStage(request({ autonomy, effectClass }), before);
          expect(order.indexOf(after.decision)).toBeGreaterThanOrEqual(order.indexOf(before.decision));
          if (autonomy === "act" || !["contain", "eradicate"].includes(effectClass)) expect(after).toEqual(before);
        },
      ),
    );
  });
});
