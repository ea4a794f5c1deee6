import { describe, expect, test } from "vitest";
import { newBacktestSum } from "../playbook/backtest-sum.ts";
import { exceeded, failures, limit } from "./backtest-gate.ts";

const sum = {
  ...newBacktestSum().sum(),
  ...{ incidents: 200, changed: 10, unanswered: 3, newEffects: 4 },
  changes: { trigger: 0, path: 10, effects: 2, outcome: 0 },
};

describe("a backtest's limits", () => {
  test("are a number or a share", () => {
    expect([limit("20"), limit("5%"), limit("0.5%")]).toEqual([{ count: 20 }, { percent: 5 }, { percent: 0.5 }]);
    for (const wrong of ["-1", "1.5", "101%", "many", ""]) expect(() => limit(wrong)).toThrow("Expected a number");
  });

  test("let pass what is just as much as allowed", () => {
    const gate = {
      maxChanged: limit("5%"),
      maxUnanswered: limit("3"),
      maxNewEffects: limit("4"),
      failOn: failures("outcome,trigger"),
    };
    expect(exceeded(sum, gate)).toEqual([]);
    expect(exceeded(sum, {})).toEqual([]);
  });

  test("say each that is exceeded", () => {
    const gate = {
      maxChanged: limit("4.9%"),
      maxUnanswered: limit("2"),
      maxNewEffects: limit("0"),
      failOn: failures("effects, unanswered"),
    };
    expect(exceeded(sum, gate)).toEqual([
      "changed incidents: 10 (5%), and at most 4.9% are allowed",
      "unanswered incidents: 3 (1.5%), and at most 2 are allowed",
      "new effects: 4 (2%), and at most 0 are allowed",
      "incidents with another effects: 2 (1%), and at most 0 are allowed",
      "unanswered incidents: 3 (1.5%), and at most 0 are allowed",
    ]);
    expect(() => failures("outcome,speed")).toThrow("Expected some of");
  });

  test("are kept where there was nothing to try", () => {
    const nothing = newBacktestSum().sum();
    expect(exceeded(nothing, { maxChanged: limit("0%"), failOn: failures("outcome") })).toEqual([]);
  });
});
