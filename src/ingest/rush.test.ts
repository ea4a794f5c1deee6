import { expect, test } from "vitest";
import { newRush } from "./rush.ts";

const never = new Promise<void>(() => {});

async function msOf(work: Promise<void>): Promise<number> {
  const from = performance.now();
  await work;
  return performance.now() - from;
}

test("without a rush, nobody gives way", async () => {
  const rush = newRush();
  for (let n = 0; n < 10; n += 1) void rush.during(never);
  expect(await msOf(rush.over(5_000))).toBeLessThan(1_000);
});

test("while many wait for their receipts, others give way until those are answered", async () => {
  const rush = newRush();
  let answer = () => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const deliveries = Array.from({ length: 100 }, () => rush.during(answered));
  let isOver = false;
  const over = rush.over(30_000).then(() => {
    isOver = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(isOver).toBe(false);
  answer();
  await Promise.all(deliveries);
  await over;
});

test("a rush that does not end holds nobody up for longer than they allow", async () => {
  const rush = newRush();
  for (let n = 0; n < 100; n += 1) void rush.during(never);
  expect(await msOf(rush.over(60))).toBeGreaterThanOrEqual(55);
});

test("deliveries that fail count as answered, and their failure is handed on", async () => {
  const rush = newRush();
  const failing = Array.from({ length: 100 }, () => rush.during(Promise.reject(new Error("no"))));
  expect((await Promise.allSettled(failing)).every(({ status }) => status === "rejected")).toBe(true);
  expect(await msOf(rush.over(30_000))).toBeLessThan(10_000);
});
