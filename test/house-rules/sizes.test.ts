/** One idea a file. The figures are symptoms: mend the cause, never the number. Function length is Biome's noExcessiveLinesPerFunction. */
import { describe, expect, test } from "vitest";
import { files, isTest, linesMatching } from "./tree.ts";

const sources = files("{src,connectors}/**/*.ts", "web/src/**/*.{ts,tsx}").filter((file) => !isTest(file));
const outside = files(
  "{bin,range,scripts,bench}/**/*.{ts,mjs}",
  "{src,connectors,range,test,playbooks,bin,web}/**/*.test.ts",
);
const lengths = sources.map((file) => file.lines.length).sort((a, b) => a - b);
const quantile = (q: number) => lengths[Math.floor(lengths.length * q)] ?? 0;

describe("the size of files", () => {
  test("is at most 400 lines each", () => {
    const long = [...sources, ...outside].filter((file) => file.lines.length > 400);
    expect(long.map((file) => `${file.path}: ${file.lines.length}`)).toEqual([]);
  });

  test("has a median of at most 80 lines", () => {
    expect(lengths.length).toBeGreaterThan(100);
    expect(quantile(0.5)).toBeLessThanOrEqual(80);
  });

  test("has a 90th percentile of at most 200 lines", () => expect(quantile(0.9)).toBeLessThanOrEqual(200));
});

describe("the type any", () => {
  test("is excused at most once in 1,000 lines", () => {
    const excused = linesMatching(sources, /biome-ignore.*noExplicitAny/);
    const allowed = Math.floor(lengths.reduce((sum, length) => sum + length, 0) / 1000);
    expect(excused.slice(allowed)).toEqual([]);
  });
});
