import { expect, test } from "vitest";
import { groupCommit } from "./group-commit.ts";

test("items given together share a write, and each gets its own answer", async () => {
  const batches: number[][] = [];
  const commit = groupCommit<number, string>({
    lanes: 1,
    maxBatch: 10,
    write: async (items) => {
      batches.push(items);
      return items.map((item) => `wrote ${item}`);
    },
  });
  expect(await Promise.all([1, 2, 3].map(commit.add))).toEqual(["wrote 1", "wrote 2", "wrote 3"]);
  expect(batches).toEqual([[1, 2, 3]]);
});

test("what comes while a batch is written forms the next, never more than a batch holds, in order", async () => {
  const batches: number[][] = [];
  let release = () => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  const commit = groupCommit<number, number>({
    lanes: 1,
    maxBatch: 3,
    write: async (items) => {
      batches.push(items);
      if (batches.length === 1) await gate;
      return items;
    },
  });
  const first = commit.add(0);
  await new Promise((resolve) => setImmediate(resolve));
  const rest = [1, 2, 3, 4].map(commit.add);
  expect(commit.waiting()).toBe(4);
  release();
  await Promise.all([first, ...rest]);
  expect(batches).toEqual([[0], [1, 2, 3], [4]]);
});

test("one bad item does not take its neighbours down", async () => {
  const commit = groupCommit<number, number>({
    lanes: 2,
    maxBatch: 10,
    write: async (items) => {
      if (items.includes(13)) throw new Error("no 13 here");
      return items;
    },
  });
  const results = await Promise.allSettled([1, 13, 2].map(commit.add));
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
});

test("a batch is full by weight too, and another lane opens only for enough that waits", async () => {
  const batches: number[][] = [];
  const gates: (() => void)[] = [];
  const commit = groupCommit<number, number>({
    ...{ lanes: 3, laneWeight: 50, maxBatch: 10, maxWeight: 20, weigh: (item) => item },
    write: async (items) => {
      batches.push(items);
      await new Promise<void>((resolve) => gates.push(resolve));
      return items;
    },
  });
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  const all = Promise.all([5, 10, 10, 1, 30].map(commit.add));
  await turn();
  // 31 wait behind the first batch, too little for a second lane.
  expect(batches).toEqual([[5, 10, 10]]);
  const more = commit.add(40);
  await turn();
  expect(batches.slice(1)).toEqual([[1, 30]]);
  for (let n = 0; n < 3; n += 1) {
    for (const release of gates.splice(0)) release();
    await turn();
  }
  await Promise.all([all, more]);
  expect(batches.slice(2)).toEqual([[40]]);
});

test("after a batch of several the next waits for company, unless there is enough; after a single one it does not", async () => {
  const batches: number[][] = [];
  const commit = groupCommit<number, number>({
    ...{ lanes: 1, maxBatch: 10, gather: { perItemMs: 3_600_000, mostMs: 3_600_000, enough: 3 } },
    write: async (items) => {
      batches.push(items);
      return items;
    },
  });
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  await commit.add(1);
  await Promise.all([2, 3].map(commit.add));
  const gathered = [4, 5].map(commit.add);
  await turn();
  expect(batches).toEqual([[1], [2, 3]]);
  await Promise.all([...gathered, commit.add(6)]);
  expect(batches).toEqual([[1], [2, 3], [4, 5, 6]]);
});
