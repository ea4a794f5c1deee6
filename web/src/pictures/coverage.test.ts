import { expect, it } from "vitest";
import { tacticLabels } from "./coverage.ts";

it("gives the longest name of a tactic the room of a column, or writes it aslant", () => {
  // Of the console's type a letter is about half as wide as it is tall; 14 columns, with 6 between them.
  const needed = (fontSize: number) => "reconnaissance".length * fontSize * 0.53;
  const broken = [700, 900, 1_100, 1_200, 1_300, 1_400, 1_900].filter((width) => {
    const { fontSize, rotate } = tacticLabels(width);
    return rotate === 0 && needed(fontSize) > width / 14 - 6;
  });
  expect(broken).toEqual([]);
});
