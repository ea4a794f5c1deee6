import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { waitAfter } from "./slow-down.ts";

describe("whoever guesses", () => {
  it("may mistype a few times, then waits twice as long each time, and at most minutes", () => {
    expect([1, 5, 6, 7, 8, 30].map((wrong) => waitAfter("name", wrong) / 1000)).toEqual([0, 0, 1, 2, 4, 300]);
    expect([20, 21, 1000].map((wrong) => waitAfter("address", wrong) / 1000)).toEqual([0, 1, 60]);
  });

  it("never waits less after more wrong tries", () => {
    fc.assert(
      fc.property(fc.nat(10_000), (wrong) => {
        expect(waitAfter("name", wrong + 1)).toBeGreaterThanOrEqual(waitAfter("name", wrong));
      }),
    );
  });
});
