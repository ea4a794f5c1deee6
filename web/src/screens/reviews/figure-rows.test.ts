import { describe, expect, test } from "vitest";
import { figureTable, figureText, nameOf } from "./figure-rows.ts";

const share = { rate: 0.5, low: 0.1, high: 0.9, count: 1, of: 2 };
const spread = { samples: 3, median: 400, p90: 90_000, p99: 100_000 };

describe("the figures of a review", () => {
  test("stand beside the period and the version before, counts first and times last", () => {
    const period = { timeToContain: spread, timeToDetect: spread, failures: share, runs: 7 };
    const figures = { period, previousPeriod: { runs: 6 }, previousVersion: { version: 2, figures: { runs: 5 } } };
    const table = figureTable(figures);
    expect(table?.columns).toEqual(["This period", "Period before", "Version 2"]);
    expect(table?.rows.map(({ key }) => key)).toEqual(["runs", "failures", "timeToDetect", "timeToContain"]);
    expect(table?.rows[0]?.values).toEqual([7, 6, 5]);
  });

  test("of a review that compares no periods are no table", () => expect(figureTable({ tokens: 3 })).toBeNull());

  test("are called as the page calls them, and by their key where they are new", () => {
    expect(nameOf("falsePositives")).toBe("False positives");
    expect(nameOf("somethingNew")).toBe("Something new");
  });

  test("are read in words", () => {
    expect(figureText(1_200)).toBe("1,200");
    expect(figureText(spread)).toBe("half within 400 ms, nine in ten within 1 min (3)");
    expect(figureText({ samples: 0, median: null, p90: null })).toBe("");
  });
});
