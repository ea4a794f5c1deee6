import { expect, it } from "vitest";
import { cursorBehind } from "./entry-before.ts";

it("is the number behind the entry's own, however large", () => {
  expect(cursorBehind("7")).toBe("8");
  expect(cursorBehind("99999999999999999")).toBe("100000000000000000");
});

it("is none for what no entry is called", () => {
  expect(["", "0", "nonsense", "-3", "1.5"].map(cursorBehind)).toEqual([null, null, null, null, null]);
});
