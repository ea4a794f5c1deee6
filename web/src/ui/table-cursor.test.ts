import { expect, it } from "vitest";
import { HEAD_PX, ROW_PX, scrolledTo } from "./table-cursor.ts";

const height = HEAD_PX + 10 * ROW_PX;

it("leaves the list where it is while the row is in sight", () => {
  expect(scrolledTo(0, { top: 0, height })).toBe(0);
  expect(scrolledTo(9, { top: 0, height })).toBe(0);
  expect(scrolledTo(5, { top: 3 * ROW_PX, height })).toBe(3 * ROW_PX);
});

it("scrolls by as much as is missing of the row, up or down", () => {
  expect(scrolledTo(10, { top: 0, height })).toBe(ROW_PX);
  expect(scrolledTo(2, { top: 3 * ROW_PX, height })).toBe(2 * ROW_PX);
  expect(scrolledTo(9, { top: 0, height: height - 5 })).toBe(5);
});
