import { expect, it, vi } from "vitest";
import { gathered } from "./gathered.ts";

function held() {
  const asked: (readonly number[])[] = [];
  const waiting: { answer(): void; fail(): void }[] = [];
  const failed = vi.fn();
  const give = gathered<number>((all) => {
    asked.push(all);
    return new Promise<void>((answer, refuse) => waiting.push({ answer, fail: () => refuse(new Error("away")) }));
  }, failed);
  return { asked, give, failed, next: () => waiting.shift()! };
}

it("begins with the next only when the one before is answered, and takes all that came meanwhile", async () => {
  const { asked, give, next } = held();
  give([1]);
  give([2]);
  give([3, 4]);
  expect(asked).toEqual([[1]]);
  next().answer();
  await vi.waitFor(() => expect(asked).toEqual([[1], [2, 3, 4]]));
  next().answer();
  await Promise.resolve();
  expect(asked).toHaveLength(2);
});

it("goes on after one that failed, and tells of it", async () => {
  const { asked, give, failed, next } = held();
  give([1]);
  give([2]);
  next().fail();
  await vi.waitFor(() => expect(asked).toEqual([[1], [2]]));
  expect(failed).toHaveBeenCalledTimes(1);
});
