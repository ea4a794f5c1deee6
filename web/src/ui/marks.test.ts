import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { newMarks } from "./marks.ts";

/** What is drawn with the next frame. */
let frame: (() => void)[] = [];
const later = (run: () => void) => void frame.push(run);
const draw = () => {
  for (const run of frame.splice(0)) run();
};
beforeEach(() => {
  frame = [];
});

function marksOf(...keys: string[]) {
  const marks = newMarks(later);
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
        const marks = newMarks(later);
        for (const [place, keys] of all.entries()) {
          marks.list(keys);
          marks.moveTo(moves[place] ?? 0);
          expect(marks.current()).toBe(keys[marks.cursor()]);
          expect(marks.current() === undefined).toBe(keys.length === 0);
        }
      }),
    );
  });

  it("tell those who watch of many moves once, with the next frame, and know the cursor at once", () => {
    const marks = marksOf("a", "b", "c");
    const told: (string | undefined)[] = [];
    const stop = marks.watch(() => told.push(marks.current()));
    marks.moveTo(1);
    marks.moveTo(2);
    expect([marks.current(), told]).toEqual(["c", []]);
    draw();
    expect(told).toEqual(["c"]);
    marks.moveTo(0);
    marks.choose("a");
    expect(told).toEqual(["c", "a"]);
    draw();
    stop();
    marks.moveTo(1);
    draw();
    expect(told).toEqual(["c", "a"]);
  });
});
