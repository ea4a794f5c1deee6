import { expect, it } from "vitest";
import { bindingFor, byTitle, spelled } from "./keys.ts";

const key = (keys: string, words: string) => ({ keys, words, run: () => {} });
const groups = [
  { title: "Everywhere", bindings: [key("g q", "queue"), key("q", "shell's q"), key("mod+k", "palette")] },
  { title: "Screen", bindings: [key("q", "screen's q")] },
];

it("takes two keys in a row before one, and the screen's before the shell's", () => {
  expect(bindingFor(groups, "g", "q")?.words).toBe("queue");
  expect(bindingFor(groups, "", "q")?.words).toBe("screen's q");
  expect(bindingFor(groups, "", "z")).toBeUndefined();
});

it("spells the keys of either kind of machine alike", () => {
  const plain = { metaKey: false, ctrlKey: false, altKey: false };
  expect(spelled({ ...plain, key: "k", metaKey: true })).toBe("mod+k");
  expect(spelled({ ...plain, key: "k", ctrlKey: true })).toBe("mod+k");
  expect(spelled({ ...plain, key: "Escape" })).toBe("escape");
  expect(spelled({ ...plain, key: "?" })).toBe("?");
});

it("shows groups of one title as one, and a key that is bound anew once, as what it does now", () => {
  const all = [...groups, { title: "Screen", bindings: [key("q", "dialog's q"), key("x", "dialog's x")] }];
  const screen = byTitle(all).filter(({ title }) => title === "Screen");
  expect(screen.map(({ bindings }) => bindings.map(({ words }) => words))).toEqual([["dialog's q", "dialog's x"]]);
});

it("shows no group of a screen whose keys do nothing now", () => {
  expect(byTitle([...groups, { title: "The text", bindings: [] }]).map(({ title }) => title)).toEqual([
    "Everywhere",
    "Screen",
  ]);
});
