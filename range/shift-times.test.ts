import fc from "fast-check";
import { expect, it } from "vitest";
import { shiftTimes } from "./shift-times.ts";

const from = new Date("2026-05-04T09:00:00Z");
const to = new Date("2026-11-20T12:30:05Z");

it.each([
  ["2026-05-04T08:58:41.204Z", "2026-11-20T12:28:46.204Z"],
  ["2026-05-04T08:59:10.003412+0000", "2026-11-20T12:29:15.003412+0000"],
  ["2026-05-04T10:59:10+02:00", "2026-11-20T14:29:15+02:00"],
  ["at 2026-05-04T09:00:00Z and 2026-05-04T08:59:00Z", "at 2026-11-20T12:30:05Z and 2026-11-20T12:29:05Z"],
])("moves %s to %s, in its own spelling", (written, moved) => {
  expect(shiftTimes({ deep: [written] }, from, to)).toEqual({ deep: [moved] });
});

it.each(["0001-01-01T00:00:00Z", "2025-11-03T07:00:00Z", "2026-13-45T99:00:00Z", "20260504", ""])(
  "leaves %j as it is",
  (text) => {
    expect(shiftTimes(text, from, to)).toBe(text);
  },
);

it("leaves what is no text as it is", () => {
  expect(shiftTimes({ a: 1, b: null, c: true, d: [] }, from, to)).toEqual({ a: 1, b: null, c: true, d: [] });
});

it("moves any time of the story there and back again", () => {
  const near = fc.date({
    min: new Date(from.getTime() - 80_000_000),
    max: new Date(from.getTime() + 80_000_000),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(near, (date) => {
      const there = shiftTimes(date.toISOString(), from, to);
      expect(shiftTimes(there, to, from)).toBe(date.toISOString());
    }),
  );
});
