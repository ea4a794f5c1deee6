import { expect, it } from "vitest";
import { logTime } from "./log-time.ts";

it("reads months in letters, with fraction and zone", () => {
  expect(logTime("Mar 01 2026 10:00:00.123 UTC")).toBe("2026-03-01T10:00:00.123Z");
  expect(logTime("Mar  1 2026 10:00:00 +0100")).toBe("2026-03-01T10:00:00.000+01:00");
  expect(logTime("1772359200000")).toBe("2026-03-01T10:00:00.000Z");
});

it("takes the year from when the line arrived, also around New Year", () => {
  expect(logTime("Mar  1 10:00:00", "2026-03-01T10:00:05.000Z")).toBe("2026-03-01T10:00:00.000Z");
  expect(logTime("Dec 31 23:59:59", "2026-01-01T00:00:02.000Z")).toBe("2025-12-31T23:59:59.000Z");
  expect(logTime("Jan  1 00:00:10", "2025-12-31T23:59:58.000Z")).toBe("2026-01-01T00:00:10.000Z");
});

it("does not guess a year, and knows what is no time", () => {
  expect([logTime("Mar  1 10:00:00"), logTime("Foo  1 10:00:00", "2026-01-01T00:00:00Z"), logTime("")]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
