import { expect, it } from "vitest";
import { figuresTable, figureText } from "./figures.ts";

const share = { of: 3, low: 0.2077, high: 0.9385, rate: 2 / 3, count: 2 };
const none = { of: 0, low: 0, high: 1, rate: null, count: 0 };

it("figures are told as a person says them, and what was not measured is not told", () => {
  expect(figureText(share)).toBe("67% (2 of 3, likely 21 to 94%)");
  expect(figureText({ median: 222.7, p90: 178_458, samples: 4 })).toBe("median 223 ms, p90 3.0 min (4)");
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
