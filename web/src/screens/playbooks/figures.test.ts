import { describe, expect, it } from "vitest";
import { percent, span } from "./figures.ts";

describe("figures in words", () => {
  it("are whole percents, and a dash where nothing was counted", () =>
    expect([percent(0.126), percent(0), percent(null), percent(undefined)]).toEqual(["13 %", "0 %", "–", "–"]));

  it("are times in the largest unit that is filled", () =>
    expect([0, 999, 1_500, 59_000, 90_000, 36_000_000, 172_800_000, null].map(span)).toEqual([
      ...["0 ms", "999 ms", "1.5 s", "59 s", "1.5 min", "10 h", "2 d", "–"],
    ]));
});
