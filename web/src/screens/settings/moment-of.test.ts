import { expect, test } from "vitest";
import { momentOf } from "./moment-of.ts";

test("is in the zone of whoever typed it", () => {
  expect(momentOf("2026-03-01T10:00")).toBe(new Date(2026, 2, 1, 10).toISOString());
});

test("is nothing where nothing, or half of it, is typed", () => {
  expect(momentOf("")).toBeUndefined();
  expect(momentOf("2026-03-")).toBeUndefined();
});
