import { expect, it } from "vitest";
import { keyInWords, keyName, keysOf } from "./key-name.ts";

it("takes the space bar for a key, alone and with another held down", () => {
  expect(["g q", " ", "ctrl+ "].map(keysOf)).toEqual([["g", "q"], [" "], ["ctrl+ "]]);
  expect([keyName("ctrl+ "), keyInWords("ctrl+ ")]).toEqual(["Ctrl Space", "Control Space"]);
});

it("names keys as they are printed", () => {
  expect(["f8", "g", "enter", "alt+t"].map(keyName)).toEqual(["F8", "G", "↵", "Alt T"]);
});
