import { expect, it } from "vitest";
import { canaryStanding } from "./canary-standing.ts";

const NOW = Date.parse("2026-05-02T12:00:00Z");
const CONNECTED = "2025-05-01T00:00:00Z";
const madeAt = (at: string, passed = true) => canaryStanding({ passed, at }, CONNECTED, NOW);

it("is what the newest canary of the last quarter showed", () => {
  expect(madeAt("2026-05-01T00:00:00Z")).toBe("passed");
  expect(madeAt("2026-05-01T00:00:00Z", false)).toBe("failed");
  expect(canaryStanding(undefined, CONNECTED, NOW)).toBeUndefined();
});

it("is stale after a quarter, and when the connection was made anew since", () => {
  expect(madeAt("2026-01-01T00:00:00Z")).toBe("stale");
  expect(canaryStanding({ passed: true, at: "2026-04-30T00:00:00Z" }, "2026-05-01T00:00:00Z", NOW)).toBe("stale");
});
