import { expect, it } from "vitest";
import { waitFor } from "./read-again.ts";

const NOW = Date.parse("2026-05-02T12:00:00Z");

it("waits for the soonest moment, and a little more, as the server's clock decides", () => {
  expect(waitFor(["2026-05-02T12:05:00Z", "2026-05-02T12:00:01Z"], NOW)).toBe(1_500);
});

it("looks again after some seconds where the moment is over and what it ends is still there", () => {
  expect(waitFor(["2026-05-02T11:59:00Z", "2026-05-02T12:05:00Z"], NOW)).toBe(5_000);
});

it("waits for nothing where nothing ends, or only in weeks", () => {
  expect(waitFor([], NOW)).toBeNull();
  expect(waitFor(["2026-07-02T12:00:00Z"], NOW)).toBeNull();
});
