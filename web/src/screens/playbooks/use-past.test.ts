import { describe, expect, it } from "vitest";
import type { BacktestIncident, BacktestSum } from "../../../../src/api/contract/backtest.ts";
import { type PastTold, toldWith } from "./use-past.ts";

const BEGUN: PastTold = { state: "running", done: 0, total: 0, sum: null, incidents: [], error: null };
const sum = { incidents: 3 } as BacktestSum;
const incident = { kind: "incident", number: 7 } as BacktestIncident;

describe("what is known of a text tried on the past", () => {
  it("grows with each line", () => {
    const seen = toldWith(toldWith(BEGUN, incident), { kind: "progress", done: 2, total: 9, sum });
    expect(seen).toMatchObject({ state: "running", done: 2, total: 9, sum, incidents: [{ number: 7 }] });
  });

  it("has ended with the sum, and not before", () => {
    const left = { playbook: "a", inForce: 1, types: [], underWay: 0, forgotten: 0 };
    expect(toldWith(BEGUN, { kind: "sum", ...left, sum }).state).toBe("ended");
  });

  it("lists no more than one reads", () => {
    let told = BEGUN;
    for (let count = 0; count < 500; count += 1) told = toldWith(told, incident);
    expect(told.incidents).toHaveLength(200);
  });
});
