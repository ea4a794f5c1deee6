import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cut, fitColumns, GAP, widthOf, wrapped } from "./fit.ts";

const ID = "01a20adb-9eef-766e-8032-43f9e88a3d12";
const TIME = "2026-11-24 00:01:34 UTC";

describe("a table", () => {
  it("is as wide as its text where there is room", () => {
    expect(fitColumns(["ID", "TITLE"], [[ID, "short"]], 80, [])?.map(({ width }) => width)).toEqual([36, 5]);
  });

  it("shortens its widest text first, and ids, moments and the name of a row never", () => {
    const columns = fitColumns(["ID", "AT", "TITLE"], [[ID, TIME, "t".repeat(90)]], 80, []);
    expect(columns?.map(({ width }) => width)).toEqual([36, 23, 17]);
    const named = fitColumns(["NAME", "TITLE"], [["n".repeat(30), "t".repeat(90)]], 50, []);
    expect(named?.map(({ width }) => width)).toEqual([30, 18]);
  });

  it("gives up the columns it can spare, in their order, and then being a table", () => {
    const head = ["ID", "AT", "OWNER", "TITLE"];
    const row = [ID, TIME, "o".repeat(30), "t".repeat(30)];
    expect(fitColumns(head, [row], 80, [2, 1])?.map(({ index }) => index)).toEqual([0, 1, 3]);
    expect(fitColumns(head, [row], 60, [2, 1])?.map(({ index }) => index)).toEqual([0, 3]);
    expect(fitColumns(head, [row], 40, [2, 1])).toBeNull();
  });

  it("is never wider than the room, whatever is in it", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 60 });
    const table = fc.integer({ min: 1, max: 8 }).chain((n) => {
      const row = fc.array(text, { minLength: n, maxLength: n });
      return fc.tuple(row, fc.array(row, { maxLength: 5 }));
    });
    fc.assert(
      fc.property(table, fc.integer({ min: 20, max: 200 }), ([head, rows], room) => {
        const columns = fitColumns(head, rows, room, []) ?? [];
        const total = columns.reduce((sum, { width }) => sum + width, GAP * Math.max(0, columns.length - 1));
        expect(total).toBeLessThanOrEqual(room);
      }),
    );
  });
});

describe("text", () => {
  it("is cut with an ellipsis, by what the terminal shows and not by characters", () => {
    expect(cut("Ransomware behavior", 10)).toBe("Ransomwar…");
    expect(cut("fits", 4)).toBe("fits");
    expect(widthOf("警報")).toBe(4);
    expect(cut("警報警報", 5)).toBe("警報…");
  });

  it("wrapped is all there, in lines that fit", () => {
    expect(wrapped("one two three four", 9)).toEqual(["one two", "three", "four"]);
    const line = fc.string({ minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(line, fc.integer({ min: 5, max: 60 }), (text, width) => {
        const lines = wrapped(text, width);
        expect(lines.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
        for (const one of lines) expect(widthOf(one)).toBeLessThanOrEqual(width);
      }),
    );
  });
});
