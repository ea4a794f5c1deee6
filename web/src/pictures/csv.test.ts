import { expect, it } from "vitest";
import { csvOf } from "./csv.ts";

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
