import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quantile } from "./quantile.ts";
import { share } from "./wilson.ts";

describe("a quantile", () => {
  it("is what a spreadsheet says", () => {
    expect(quantile([15, 20, 35, 40, 50], 0.4)).toBeCloseTo(29, 10);
    expect(quantile([3, 6, 7, 8, 8, 10, 13, 15, 16, 20], 0.5)).toBe(9);
    expect(quantile([3, 6, 7, 8, 8, 10, 13, 15, 16, 20], 0.9)).toBeCloseTo(16.4, 10);
    expect([quantile([], 0.5), quantile([4], 0.9)]).toEqual([null, 4]);
  });

  it("lies among its samples, grows with q, and does not care for their order", () => {
    const samples = fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { minLength: 1, maxLength: 50 });
    const q = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(samples, q, q, (values, one, other) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        const value = quantile(values, low)!;
        expect(value).toBeGreaterThanOrEqual(Math.min(...values));
        expect(value).toBeLessThanOrEqual(quantile(values, high)! + 1e-6);
        expect(quantile(values, 1)).toBe(Math.max(...values));
        expect(quantile(values.toReversed(), low)).toBe(value);
      }),
    );
  });
});

describe("a share", () => {
  it("has Wilson's interval", () => {
    const published: [number, number, number, number][] = [
      [1, 10, 0.0179, 0.4042],
      [10, 100, 0.0552, 0.1744],
      [0, 10, 0, 0.2775],
      [10, 10, 0.7225, 1],
      [81, 263, 0.2553, 0.3662],
    ];
    for (const [count, of, low, high] of published) {
      expect(share(count, of).low).toBeCloseTo(low, 4);
      expect(share(count, of).high).toBeCloseTo(high, 4);
    }
  });

  it("of nothing is unknown, not zero", () =>
    expect(share(0, 0)).toEqual({ count: 0, of: 0, rate: null, low: 0, high: 1 }));

  it("lies within its interval, which narrows as more is counted", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (of, part) => {
        const count = Math.round(of * part);
        const { rate, low, high } = share(count, of);
        expect(low).toBeLessThanOrEqual(rate!);
        expect(high).toBeGreaterThanOrEqual(rate!);
        const more = share(count * 4, of * 4);
        expect(more.high - more.low).toBeLessThan(high - low);
      }),
    );
  });
});
