import { expect, it } from "vitest";
import { wholeOf } from "./fault.ts";
import { readValue } from "./read-value.ts";
import { scopeOf } from "./scope.ts";

function timeOf(text: unknown, argument: unknown): unknown {
  const value = readValue(wholeOf({ path: "at", do: [argument === undefined ? "time" : { time: argument }] }));
  return value?.run(scopeOf({ at: text }, new Date("2026-03-02T00:00:00Z")))[0];
}

it.each([
  ["Mar  1 10:00:00", undefined, "2026-03-01T10:00:00.000Z"],
  ["2026-03-01 10:00:00", { zone: "Europe/Berlin" }, "2026-03-01T10:00:00.000+01:00"],
  ["2026-07-01T10:00:00.5", { zone: "Europe/Berlin" }, "2026-07-01T10:00:00.500+02:00"],
  ["2026-07-01T10:00:00Z", { zone: "Europe/Berlin" }, "2026-07-01T10:00:00.000Z"],
  ["01.03.2026 10:00", { formats: ["DD.MM.YYYY HH:mm"], zone: "+05:30" }, "2026-03-01T10:00:00.000+05:30"],
  ["3/1/2026 1:05:09 PM", { formats: ["M/D/YYYY h:mm:ss A"] }, "2026-03-01T13:05:09.000Z"],
  ["3/1/2026 12:05:09 am", { formats: ["M/D/YYYY h:mm:ss A"] }, "2026-03-01T00:05:09.000Z"],
  [
    "01-Mar-2026 10:00:00.123456 +0200",
    { formats: ["DD-MMM-YYYY HH:mm:ss.SSS Z"] },
    "2026-03-01T10:00:00.123456+02:00",
  ],
  ["day 2026-03-01", { formats: ["[day ]YYYY-MM-DD"] }, "2026-03-01T00:00:00.000Z"],
  [1_772_359_200, { formats: ["DD.MM.YYYY", "epoch"] }, "2026-03-01T10:00:00.000Z"],
  ["1772359200123", { formats: ["epoch-ms"] }, "2026-03-01T10:00:00.123Z"],
])("%j by %j is %s", (text, argument, iso) => {
  expect(timeOf(text, argument)).toBe(iso);
});

it.each([
  ["31.02.2026 10:00", { formats: ["DD.MM.YYYY HH:mm"] }],
  ["01.Foo.2026", { formats: ["DD.MMM.YYYY"] }],
  ["1.3.2026", { formats: ["DD.MM.YYYY"] }],
  ["9".repeat(400), { formats: ["epoch"] }],
  [{}, { formats: ["iso"] }],
])("%j by %j is no time", (text, argument) => {
  expect(timeOf(text, argument)).toBeUndefined();
});

it("takes the clocks' own offset on both sides of their change", () => {
  const berlin = (text: string) => timeOf(text, { zone: "Europe/Berlin" });
  expect(berlin("2026-03-29 01:59:59")).toBe("2026-03-29T01:59:59.000+01:00");
  expect(berlin("2026-03-29 03:00:00")).toBe("2026-03-29T03:00:00.000+02:00");
  expect(timeOf("2026-01-01 00:00:00", { zone: "Asia/Kathmandu" })).toBe("2026-01-01T00:00:00.000+05:45");
  expect(timeOf("2026-01-01 00:00:00", { zone: "America/St_Johns" })).toBe("2026-01-01T00:00:00.000-03:30");
});
