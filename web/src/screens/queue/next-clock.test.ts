import { expect, it } from "vitest";
import { nextClock } from "./next-clock.ts";

const none = {
  ...{ acknowledgeBy: null, acknowledgedAt: null, containBy: null, containedAt: null },
  ...{ resolveBy: null, resolvedAt: null, status: "new" as const },
};

it("is the one that runs out first of those that were not met", () => {
  const clocks = {
    acknowledgeBy: "2026-01-01T00:00:00Z",
    containBy: "2026-01-01T02:00:00Z",
    resolveBy: "2026-01-01T01:00:00Z",
  };
  expect(nextClock({ ...none, ...clocks })?.kind).toBe("acknowledge");
  expect(nextClock({ ...none, ...clocks, acknowledgedAt: "2026-01-01T00:00:00Z" })?.kind).toBe("resolve");
});

it("stands still once the incident is over, and where no service level is promised", () => {
  expect(nextClock(none)).toBeNull();
  expect(nextClock({ ...none, resolveBy: "2026-01-01T01:00:00Z", status: "closed" })).toBeNull();
});
