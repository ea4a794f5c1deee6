import { expect, test } from "vitest";
import { portablePattern } from "./portable-pattern.ts";

test("what means the same in both is carried over, with classes that no locale has a say in", () => {
  expect(portablePattern("^a.b\\d+[^\\s\\]x-z]{1,3}?(?:c|d)*?\\.$")).toEqual({
    pattern: "^a[^\\n]b[0-9]+[^\\t\\n\\f\\r \\]x-z]{1,3}(?:c|d)*\\.$",
    fold: false,
  });
  expect(portablePattern("(?i)Beacon{")).toEqual({ pattern: "Beacon\\{", fold: true });
});

test.each([
  ["a\\b", "\\b"],
  ["(?P<name>a)", "(?P"],
  ["a(?i)b", "(?i"],
  ["[[:alpha:]]", "[…]"],
  ["[\\pL]", "\\p"],
  ["\\x41", "\\x"],
  ["\\Qa\\E", "\\Q"],
  ["(?i)ümlaut", "ASCII"],
])("%s is not", (pattern, named) => {
  expect(portablePattern(pattern)).toEqual({ fault: expect.stringContaining(named) });
});
