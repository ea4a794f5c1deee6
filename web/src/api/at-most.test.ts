import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { atMostEvery } from "./at-most.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("runs at once, then once for all that was asked meanwhile, and never forgets the last", () => {
  let runs = 0;
  const costly = atMostEvery(3_000, () => {
    runs += 1;
  });
  costly.ask();
  expect(runs).toBe(1);
  for (let n = 0; n < 10; n += 1) {
    vi.advanceTimersByTime(500);
    costly.ask();
  }
  expect(runs, "after 5 s").toBe(2);
  vi.advanceTimersByTime(3_000);
  expect(runs).toBe(3);
  vi.advanceTimersByTime(60_000);
  expect(runs, "and not without being asked").toBe(3);
  costly.ask();
  expect(runs).toBe(4);
});

it("runs nothing any more once it is stopped", () => {
  let runs = 0;
  const costly = atMostEvery(1_000, () => {
    runs += 1;
  });
  costly.ask();
  costly.ask();
  costly.stop();
  vi.advanceTimersByTime(5_000);
  expect(runs).toBe(1);
});
