import { expect, it } from "vitest";
import { periodFrom } from "./period-from.ts";

it("is the same moment for a while, so that pictures are not read anew with every look", () => {
  const now = Date.parse("2026-03-31T12:04:59Z");
  expect(periodFrom(30, now)).toBe("2026-03-01T12:00:00.000Z");
  expect(periodFrom(30, now - 60_000)).toBe(periodFrom(30, now));
});
