import fc from "fast-check";
import { expect, it } from "vitest";
import { looseTime } from "./loose-time.ts";

const receivedAt = new Date("2026-03-02T00:00:00Z");

it.each([
  ["2026-03-01T10:00:00+01:00", "2026-03-01T10:00:00.000+01:00"],
  ["Mar  1 10:00:00", "2026-03-01T10:00:00.000Z"],
  ["Dec 31 23:59:59", "2025-12-31T23:59:59.000Z"],
  ["Mar 01 2026 10:00:00.123 UTC", "2026-03-01T10:00:00.123Z"],
  ["01/Mar/2026:10:00:00 +0100", "2026-03-01T10:00:00.000+01:00"],
  ["Sun, 01 Mar 2026 10:00:00 +0100", "2026-03-01T09:00:00.000Z"],
  ["Sun Mar  1 10:00:00 2026", "2026-03-01T10:00:00.000Z"],
  [1_772_359_200, "2026-03-01T10:00:00.000Z"],
  ["1772359200123456", "2026-03-01T10:00:00.123456Z"],
  ["1772359200123456789", "2026-03-01T10:00:00.123456789Z"],
])("reads %s as %s", (written, iso) => expect(looseTime(written, receivedAt)).toBe(iso));

it.each(["", "soon", "Foo 99 10:00:00", "12", {}, null])("takes %j for no time", (written) => {
  expect(looseTime(written, receivedAt)).toBeUndefined();
});

it("never throws", () => {
  fc.assert(
    fc.property(fc.anything(), (value) => ["string", "undefined"].includes(typeof looseTime(value, receivedAt))),
  );
});
