import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type BreakerThresholds, DEFAULT_THRESHOLDS, type RecentOutcomes } from "../model/breaker.ts";
import { whyOpen } from "./breaker.ts";

const calm: RecentOutcomes = { settled: 0, failed: 0, slow: 0, overBudget: 0, findings: [] };
const causeOf = (outcomes: Partial<RecentOutcomes>, thresholds: Partial<BreakerThresholds> = {}) =>
  whyOpen({ ...calm, ...outcomes }, { ...DEFAULT_THRESHOLDS, ...thresholds })?.cause ?? null;

describe("a breaker opens", () => {
  test.each([
    [{ settled: 5, failed: 3 }, "failures"],
    [{ settled: 6, failed: 3 }, "failures"],
    [{ settled: 6, slow: 3 }, "latency"],
    [{ overBudget: 10 }, "budget"],
    [{ findings: [{ code: "failures-up", text: "The failure rate went up." }] }, "drift"],
    [{ findings: [{ code: "slower-containment", text: "Slower." }] }, "drift"],
    [{ settled: 6, failed: 6, slow: 6, overBudget: 99 }, "failures"],
  ])("for %j", (outcomes, cause) => expect(causeOf(outcomes)).toBe(cause));

  test.each([
    [{ settled: 4, failed: 4 }],
    [{ settled: 6, failed: 2 }],
    [{ settled: 6, slow: 2 }],
    [{ overBudget: 9 }],
    [{ findings: [{ code: "no-runs", text: "" }] }],
    [{}],
  ])("not for %j", (outcomes) => expect(causeOf(outcomes)).toBeNull());

  test("not for a cause that is switched off", () => {
    const off = { failureShare: 0, slowShare: 0, overBudget: 0, drift: false };
    const findings = [{ code: "failures-up", text: "" }];
    expect(causeOf({ settled: 9, failed: 9, slow: 9, overBudget: 99, findings }, off)).toBeNull();
  });

  test("the sooner the more has failed, and says how many of how many", () => {
    const count = fc.integer({ min: 0, max: 50 });
    fc.assert(
      fc.property(count, count, (failed, more) => {
        const settled = failed + more + 1;
        if (causeOf({ settled, failed }) === "failures")
          expect(causeOf({ settled, failed: failed + 1 })).toBe("failures");
      }),
    );
  });

  test.each([
    [{ settled: 8, failed: 5 }, "5 of its 8 effects of the last 60 min failed."],
    [{ settled: 8, slow: 4 }, "4 of its 8 effects of the last 60 min took longer than 60 s."],
    [{ overBudget: 12 }, "12 of its effects of the last 60 min found a budget used up."],
    [{ findings: [{ code: "failures-up", text: "x".repeat(600) }] }, `A review found: ${"x".repeat(500)}`],
  ])("and says why: %j", (outcomes, reason) => {
    expect(whyOpen({ ...calm, ...outcomes }, DEFAULT_THRESHOLDS)?.reason).toBe(reason);
  });
});
