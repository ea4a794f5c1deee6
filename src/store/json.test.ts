import fc from "fast-check";
import { expect, test } from "vitest";
import { pgJson } from "./json.ts";

test("what Postgres takes is left as it is", () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      const text = JSON.stringify(value);
      fc.pre(!/\\u0000|\\ud[89a-f]/i.test(text));
      expect(pgJson(value)).toBe(text);
    }),
  );
});

test("what Postgres refuses is replaced, and nothing else is touched", () => {
  expect(JSON.parse(pgJson({ "a\u0000b": ["x\ud800y", "\udfff", "fine \ud83d\ude00"] }))).toEqual({
    "a\ufffdb": ["x\ufffdy", "\ufffd", "fine \ud83d\ude00"],
  });
});

test("a backslash before the letters u0000 is text, not an escape", () => {
  const value = { path: "C:\\u0000\\ud800" };
  expect(JSON.parse(pgJson(value))).toEqual(value);
});
