import fc from "fast-check";
import { expect, it } from "vitest";
import { isoTime, requireTime } from "./raw-time.ts";

it.each([
  ["2026-03-01T10:00:00Z", "2026-03-01T10:00:00.000Z"],
  ["2026-03-01T10:00:00.123Z", "2026-03-01T10:00:00.123Z"],
  ["2026-03-01T10:00:00.1234567Z", "2026-03-01T10:00:00.1234567Z"],
  ["2026-03-01T10:00:00.875791+0200", "2026-03-01T10:00:00.875791+02:00"],
  ["2026-03-01T10:00:00-05:30", "2026-03-01T10:00:00.000-05:30"],
  ["2026-03-01 10:00:00.000000000", "2026-03-01T10:00:00.000000000Z"],
  ["2026-03-01 10:00:00 UTC", "2026-03-01T10:00:00.000Z"],
  ["2026-03-01", "2026-03-01T00:00:00.000Z"],
  ["2026-01-31T10:00:00.123456+02:00", "2026-01-31T10:00:00.123456+02:00"],
  ["2028-02-29T23:59:59.9Z", "2028-02-29T23:59:59.900Z"],
  ["2026-02-30T10:00:00.123Z", "2026-03-02T10:00:00.123Z"],
  [1772359200, "2026-03-01T10:00:00.000Z"],
  [1772359200.5, "2026-03-01T10:00:00.500Z"],
  ["1772359200123", "2026-03-01T10:00:00.123Z"],
])("reads %s as %s", (written, iso) => {
  expect(isoTime(written)).toBe(iso);
});

it.each([
  ...["", "soon", "0001-01-01T00:00:00Z", "2026-13-01T00:00:00Z", "2026-03-01T25:00:00.000Z", "12", "March 1, 2026"],
  ...[Number.NaN, -1, 1e300, null, undefined, {}, true],
])("takes %j for no time", (written) => {
  expect(isoTime(written)).toBeUndefined();
});

it("reads back any time that JavaScript writes", () => {
  const date = fc.date({ min: new Date(0), max: new Date("9999-12-31T23:59:59.999Z"), noInvalidDate: true });
  fc.assert(fc.property(date, (one) => isoTime(one.toISOString()) === one.toISOString()));
});

it("never throws, and what it gives is ISO 8601", () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      const iso = isoTime(value);
      return iso === undefined || (Date.parse(iso) >= 0 && isoTime(iso) === iso);
    }),
  );
});

it("keeps the zone and the precision that the source wrote, and the instant", () => {
  const two = (max: number) => fc.integer({ min: 0, max }).map((number) => String(number).padStart(2, "0"));
  const offset = fc.tuple(fc.constantFrom("+", "-"), two(14), two(59)).map(([sign, h, m]) => `${sign}${h}:${m}`);
  const fraction = fc.integer({ min: 0, max: 999_999_999 }).map((nanos) => String(nanos).padStart(9, "0"));
  fc.assert(
    fc.property(two(23), two(59), fraction, offset, (hour, minute, nanos, zone) => {
      const written = `2026-03-01T${hour}:${minute}:07.${nanos}${zone}`;
      const read = isoTime(written.replace("T", " "));
      expect(read).toBe(written);
      expect(Date.parse(read ?? "")).toBe(Date.parse(written));
    }),
  );
});

it("says whether a time is missing or wrong, and where", () => {
  expect(() => requireTime({}, ["a", "b"], "$.x")).toThrow(
    expect.objectContaining({ code: "normalize.missing-field", details: { path: "$.x.a" } }),
  );
  expect(() => requireTime({ b: "soon" }, ["a", "b"])).toThrow(
    expect.objectContaining({ code: "normalize.bad-time", details: { path: "$.b" } }),
  );
});
