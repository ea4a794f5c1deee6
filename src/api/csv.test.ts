import fc from "fast-check";
import { expect, test } from "vitest";
import { csvLine } from "./csv.ts";

test("what a spreadsheet would run is shown as text", () => {
  for (const text of ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "|calc", "%0A"])
    expect(csvLine([text]).replace(/^"/, "")).toMatch(/^'/);
  expect(csvLine([-1, null, new Date(0), ["a", "b"], true])).toBe("-1,,1970-01-01T00:00:00.000Z,a b,true\r\n");
});

test("any record is one line with as many cells as it has values", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "grapheme" }), { minLength: 1, maxLength: 5 }), (values) => {
      const line = csvLine(values);
      expect(line.slice(0, -2)).not.toMatch(/[\r\n]/);
      const cells = line.slice(0, -2).match(/(?:"(?:[^"]|"")*"|[^,"]*)(?:,|$)/g) ?? [];
      expect(cells.join("").split('"').length % 2).toBe(1);
      expect(cells.filter((cell, index) => cell !== "" || index < values.length)).toHaveLength(values.length);
    }),
  );
});
