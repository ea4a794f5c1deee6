import { describe, expect, it } from "vitest";
import type { BacktestSum } from "../../../../src/api/contract/backtest.ts";
import { allTheSame, otherOutcomes } from "./past-verdict.ts";

const none = { allow: 0, ask: 0, refuse: 0 };
const sumOf = (some: Partial<BacktestSum>): BacktestSum => ({
  ...{ incidents: 1, same: 0, changed: 0, unanswered: 0, unansweredInForce: 0, byWording: 0, assumed: 0, untold: 0 },
  ...{ newEffects: 0, goneEffects: 0, effects: [], outcomes: [], missing: [] },
  changes: { trigger: 0, path: 0, effects: 0, outcome: 0 },
  decisions: { inForce: none, draft: none, tried: null, capabilities: [], budgets: "left-out" },
  ...some,
});

describe("the sum over the past", () => {
  it("says that all went the same way only where all were gone through to the end", () => {
    expect(allTheSame(sumOf({ incidents: 2, same: 2 }))).toBe(true);
    expect(allTheSame(sumOf({ incidents: 2, same: 1, changed: 0, unanswered: 1 }))).toBe(false);
  });

  it("calls an outcome another one only where it is", () => {
    const stayed = { from: "handoff", to: "handoff", incidents: 3 };
    const moved = { from: "handoff", to: "benign", incidents: 1 };
    expect(otherOutcomes(sumOf({ outcomes: [stayed, moved] }))).toEqual([moved]);
  });
});
