import { expect, it } from "vitest";
import { newTypedAhead, PATIENCE_MS } from "./typed-ahead.ts";

const pressed = (key: string, more: Partial<KeyboardEvent> = {}) => ({
  ...{ key, ctrlKey: false, altKey: false, metaKey: false, repeat: false },
  ...more,
});

function typedAhead() {
  const clock = { now: 1_000 };
  const ahead = newTypedAhead(() => clock.now);
  const type = (...keys: string[]) => keys.map((key) => ahead.keeps(pressed(key)));
  return { ahead, clock, type };
}

it("lets all keys through while nothing was asked for", () => {
  const { ahead, type } = typedAhead();
  expect(type("a", "Backspace", "Enter")).toEqual([false, false, false]);
  expect(ahead.take().text).toBe("");
});

it("keeps what is typed for the field that comes, corrected as it was", () => {
  const { ahead, type } = typedAhead();
  ahead.wait();
  expect(type("S", "a", "Backspace", "e", "n")).toEqual([true, true, true, true, true]);
  expect(ahead.take().text).toBe("Sen");
});

it("gives it once: then keys mean again what they mean", () => {
  const { ahead, type } = typedAhead();
  ahead.wait();
  type("x");
  expect([ahead.take().text, ahead.take().text]).toEqual(["x", ""]);
  expect(type("e")).toEqual([false]);
});

it("takes no other key for text, and lets none of them act", () => {
  const { ahead, type } = typedAhead();
  ahead.wait();
  expect(type("Tab", "Enter", "F8")).toEqual([true, true, true]);
  expect(ahead.keeps(pressed("Enter", { ctrlKey: true }))).toBe(true);
  expect(ahead.keeps(pressed("m", { repeat: true }))).toBe(true);
  expect(ahead.take().text).toBe("");
});

it("is left by Escape before it is there, and what is pressed after it is nobody's", () => {
  const { ahead, type } = typedAhead();
  ahead.wait();
  expect(type("a", "Escape", "j", "d")).toEqual([true, true, true, true]);
  expect(ahead.take()).toEqual({ text: "", left: true });
  ahead.wait();
  expect(ahead.take(), "what is asked for next is wanted").toEqual({ text: "", left: false });
});

it("takes what the right Alt gives for text", () => {
  const { ahead } = typedAhead();
  ahead.wait();
  ahead.keeps(pressed("@", { ctrlKey: true, altKey: true }));
  expect(ahead.take().text).toBe("@");
});

it("waits no longer than what comes may take", () => {
  const { ahead, clock, type } = typedAhead();
  ahead.wait();
  type("a");
  clock.now += PATIENCE_MS;
  expect(type("b")).toEqual([false]);
  expect(ahead.take().text).toBe("");
});

it("waits on for what is said to be on its way still, and for nothing that nobody waits for", () => {
  const { ahead, clock, type } = typedAhead();
  ahead.wait();
  type("a");
  clock.now += PATIENCE_MS - 1;
  ahead.goOn();
  clock.now += PATIENCE_MS - 1;
  expect(ahead.take().text).toBe("a");
  ahead.goOn();
  expect(type("b")).toEqual([false]);
});

it("begins anew with the next key that asks", () => {
  const { ahead, type } = typedAhead();
  ahead.wait();
  type("a");
  ahead.wait();
  type("b");
  expect(ahead.take().text).toBe("b");
});
