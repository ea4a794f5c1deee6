import { describe, expect, it } from "vitest";
import { checkPassword } from "./password-rules.ts";

const check = (password: string) => () => checkPassword(password, { name: "anna.lind@example.com" });

describe("a password", () => {
  it.each(["seven green bicycles", "aB3$xyzq!kLm", "ljusblå himmel idag", "🐢🐇🐢🐇🦊🐻🐼🐨🐯🦁🐮🐷"])(
    "may be %s",
    (password) => {
      expect(check(password)).not.toThrow();
    },
  );

  it.each([
    ["short", /5 characters, and 12/],
    ["🐢🐢🐢🐢🐢🐢", /6 characters/],
    ["x".repeat(257), /more than 256/],
    ["Correct Horse Battery Staple", /tried first/],
    ["Password-Password-2026", /tried first/],
    ["Change.Me.Please!!", /tried first/],
    ["abababababab", /same few/],
    ["qwertyuiopas", /keyboard/],
    ["123456789012", /keyboard/],
    ["zyxwvutsrqponml", /keyboard/],
    ["annalind2026!!", /name/],
    ["Cordon-Cordon", /name/],
  ])("may not be %s", (password, why) => {
    expect(check(password)).toThrow(
      expect.objectContaining({ code: "people.weak-password", message: expect.stringMatching(why) }),
    );
  });

  it("is not repeated by what is said of it", () => {
    expect(check("qwertyuiopas")).toThrow(expect.objectContaining({ message: expect.not.stringContaining("qwerty") }));
  });
});
