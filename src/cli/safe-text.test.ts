import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { safeJson, safeLine, safeLines } from "./safe-text.ts";

describe("text from elsewhere", () => {
  it.each([
    ["\u001b]0;owned\u0007", "\\u001b]0;owned\\u0007"],
    ["\u009b31m red", "\\u009b31m red"],
    ["exe.\u202egpj", "exe.\\u202egpj"],
    ["a\nb\rc\td", "a\\u000ab\\u000dc\\u0009d"],
    [
      "https://evil.example/a?b=c&d 192.0.2.1 ada@example.com",
      "https://evil.example/a?b=c&d 192.0.2.1 ada@example.com",
    ],
    ["Größe 東京 💣", "Größe 東京 💣"],
    ["half \ud800", "half \\ud800"],
  ])("%j is shown as %j", (text, shown) => {
    expect(safeLine(text)).toBe(shown);
  });

  it("keeps its lines where lines may be", () => {
    expect(safeLines("a\r\nb\n\u001bc")).toBe("a\nb\n\\u001bc");
  });

  it("never holds a control character, and as JSON means the same", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(safeLine(text)).not.toMatch(/[\p{Cc}\u202e]/u);
        expect(JSON.parse(safeJson({ text }))).toEqual({ text });
      }),
    );
  });
});
