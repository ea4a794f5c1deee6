import { expect, it } from "vitest";
import { cellText, csvOf } from "./csv.ts";

it("writes what a spreadsheet reads, and nothing that it would run", () => {
  const rows = [
    ["a,b", 1.5],
    ['say "no"', null],
    ["=HYPERLINK(1)", -2],
  ];
  expect(csvOf({ columns: ["what", "how many"], rows })).toBe(
    `what,how many\r\n"a,b",1.5\r\n"say ""no""",\r\n'=HYPERLINK(1),-2\r\n`,
  );
});

it("reads shares in percent, and nothing as a dash", () => {
  expect([cellText(0.9375, true), cellText(3, false), cellText(null, true)]).toEqual(["93.8 %", "3", "–"]);
});
