import { expect, it } from "vitest";
import { onceMore } from "./once-more.ts";

function failing(times: number): { load(): Promise<string>; asked(): number } {
  let asked = 0;
  return {
    asked: () => asked,
    async load() {
      asked += 1;
      if (asked <= times) throw new TypeError("Failed to fetch dynamically imported module");
      return "screen";
    },
  };
}

it("asks again for what could not be had, and not for what came", async () => {
  const [never, first] = [failing(0), failing(1)];
  expect([await onceMore(never.load)(), never.asked()]).toEqual(["screen", 1]);
  expect([await onceMore(first.load, 1)(), first.asked()]).toEqual(["screen", 2]);
});

it("says what was wrong when it cannot be had the second time either", async () => {
  const gone = failing(9);
  await expect(onceMore(gone.load, 1)()).rejects.toThrow(/Failed to fetch/);
  expect(gone.asked()).toBe(2);
});
