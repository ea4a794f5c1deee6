import fc from "fast-check";
import { expect, it } from "vitest";
import { defanged } from "./defang.ts";

it("writes links as analysts do, so that nothing makes them live again", () => {
  expect(defanged("see https://evil.example.com/a.b?c")).toBe("see hxxps://evil[.]example[.]com/a.b?c");
  expect(defanged("javascript:alert(1)")).toBe("javascript[:]alert(1)");
});

it("shows what hides in a text or turns it around", () => {
  expect(defanged("invoice\u202egpj.exe")).toBe("invoice⟨202E⟩gpj.exe");
  expect(defanged("a\u200bb\u0007")).toBe("a⟨200B⟩b⟨0007⟩");
});

it("leaves no working link in any text, and never grows without bound", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), fc.webUrl(), (text, url) => {
      const shown = defanged(`${text} ${url}`);
      expect(shown).not.toMatch(/\bhttps?:\/\//i);
    }),
  );
  expect(defanged("x".repeat(1_000_000)).length).toBeLessThan(30_000);
});
