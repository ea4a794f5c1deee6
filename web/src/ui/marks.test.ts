import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newMarks } from "./marks.ts";

function marksOf(...keys: string[]) {
  const marks = newMarks();
  marks.list(keys);
  return marks;
}

describe("marks of a list", () => {
  it("keep the cursor on its row when others come before it, and go to the first when it is gone", () => {
    const marks = marksOf("b", "c", "d");
    marks.moveTo(1);
    marks.list(["a", "b", "c", "d"]);
    expect([marks.cursor(), marks.current()]).toEqual([2, "c"]);
    marks.list(["x", "y"]);
    expect([marks.cursor(), marks.current()]).toEqual([0, "x"]);
    marks.list([]);
    expect([marks.cursor(), marks.current()]).toEqual([0, undefined]);
  });

  it("choose all that are there, then none of them, and count what is there alone", () => {
    const marks = marksOf("a", "b");
    marks.choose("a");
    expect([marks.chosenCount(), marks.allChosen()]).toEqual([1, false]);
    marks.chooseAll();
    expect([marks.chosenCount(), marks.allChosen()]).toEqual([2, true]);
    marks.list(["b", "c"]);
    expect([marks.chosenCount(), marks.allChosen(), marks.isChosen("a")]).toEqual([1, false, true]);
    marks.chooseAll();
    marks.chooseAll();
    expect([marks.chosenCount(), marks.isChosen("a")]).toEqual([0, false]);
  });

  it("never point beside the list, wherever they are moved", () => {
    const lists = fc.array(fc.uniqueArray(fc.stringMatching(/^[a-f]$/), { maxLength: 6 }), { maxLength: 5 });
    fc.assert(
      fc.property(lists, fc.array(fc.integer({ min: -3, max: 9 }), { maxLength: 5 }), (all, moves) => {
        const marks = newMarks();
        for (const [place, keys] of all.entries()) {
          marks.list(keys);
          marks.moveTo(moves[place] ?? 0);
          expect(marks.current()).toBe(keys[marks.cursor()]);
          expect(marks.current() === undefined).toBe(keys.length === 0);
        }
      }),
    );
  });

  it("tell those who watch, until they stop", () => {
    const marks = marksOf("a", "b");
    let told = 0;
    const stop = marks.watch(() => {
      told += 1;
    });
    marks.moveTo(1);
    marks.choose("b");
    stop();
    marks.moveTo(0);
    expect(told).toBe(2);
  });
});
