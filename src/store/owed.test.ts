import { expect, it } from "vitest";
import { newOwed } from "./owed.ts";

const fails = async () => {
  throw new Error("away");
};

it("gives back what failed while it was held, once, and nothing else", async () => {
  const given: (readonly number[])[] = [];
  const owed = newOwed<number>(async (items) => void given.push(items));
  await owed.holding(1, async () => {});
  for (const item of [2, 3]) await expect(owed.holding(item, fails)).rejects.toThrow("away");
  await owed.settle();
  await owed.settle();
  expect(given).toEqual([[2, 3]]);
});

it("goes on owing what could not be given back either, and what came meanwhile", async () => {
  const given: (readonly number[])[] = [];
  let away = true;
  const owed = newOwed<number>(async (items) => {
    if (away) await fails();
    if (given.length === 0) await expect(owed.holding(9, fails)).rejects.toThrow("away");
    given.push(items);
  });
  await expect(owed.holding(1, fails)).rejects.toThrow("away");
  await expect(owed.settle()).rejects.toThrow("away");
  away = false;
  await owed.settle();
  await owed.settle();
  expect(given).toEqual([[1], [9]]);
});
