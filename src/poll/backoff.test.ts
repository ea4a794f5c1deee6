import { expect, test } from "vitest";
import { backoffMs, jittered } from "./backoff.ts";

test("what may pass is tried again after two seconds, doubling, a quarter of an hour at most", () => {
  const waits = [0, 1, 2, 8, 9, 50, 5_000].map((failures) =>
    backoffMs({ root: "transient", retryAfterMs: undefined }, failures),
  );
  expect(waits).toEqual([2_000, 4_000, 8_000, 512_000, 900_000, 900_000, 900_000]);
});

test("the other side's word on when to come back wins, within the longest", () => {
  expect(backoffMs({ root: "transient", retryAfterMs: 60_000 }, 0)).toBe(60_000);
  expect(backoffMs({ root: "transient", retryAfterMs: 1e12 }, 0)).toBe(900_000);
});

test("what a person must mend is tried every ten minutes", () => {
  expect(backoffMs({ root: "refused", retryAfterMs: undefined }, 0)).toBe(600_000);
  expect(backoffMs({ root: "defect", retryAfterMs: undefined }, 7)).toBe(600_000);
});

test("waits differ by a tenth at most", () => {
  for (let round = 0; round < 100; round += 1) {
    expect(jittered(1_000)).toBeGreaterThanOrEqual(900);
    expect(jittered(1_000)).toBeLessThanOrEqual(1_100);
  }
});
