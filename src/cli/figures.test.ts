import { expect, it } from "vitest";
import { branchesTable, figuresTable, figureText } from "./figures.ts";

const share = { of: 3, low: 0.2077, high: 0.9385, rate: 2 / 3, count: 2 };
const none = { of: 0, low: 0, high: 1, rate: null, count: 0 };

it("figures are told as a person says them, and what was not measured is not told", () => {
  expect(figureText(share)).toBe("67% (2 of 3, likely 21 to 94%)");
  expect(figureText({ median: 222.7, p90: 178_458, samples: 4 })).toBe("median 223 ms, p90 3.0 min (4)");
  expect(figureText({ median: 1_000, p90: 2_000, p99: 3_000, samples: 4 })).toBe(
    "median 1.0 s, p90 2.0 s, p99 3.0 s (4)",
  );
  expect(figureText(none)).toBeNull();
  expect(figureText({ median: null, p90: null, samples: 0 })).toBeNull();
});

it("a review's figures stand beside those of the period and the version before, counts first", () => {
  const figures = {
    period: { falsePositives: share, runs: 3 },
    previousPeriod: { falsePositives: none, runs: 0 },
    previousVersion: { version: 4, figures: { falsePositives: share, runs: 9 } },
  };
  const lines = figuresTable({ figures }).split("\n");
  expect(lines[0]).toMatch(/^FIGURE +THIS PERIOD +PERIOD BEFORE +VERSION 4$/);
  expect(lines[1]).toMatch(/^runs +3 +0 +9$/);
  expect(lines[2]).toMatch(/^false positives +67% \(2 of 3, likely 21 to 94%\) +- +67%/);
});

it("the ways that steps went stand beside those of the period before, and are left out where none chose", () => {
  expect(branchesTable({ figures: { branches: [] } })).toBeNull();
  const branches = [{ step: "is-admin", took: "true", share, previously: none }];
  expect(branchesTable({ figures: { branches } })?.split("\n")[1]).toMatch(/^is-admin +true +67% \(2 of 3.*-$/);
});
