import { expect, test } from "vitest";
import { newBeliefs } from "./beliefs.ts";

function counted(holder: string | null) {
  let asked = 0;
  let answer = () => {};
  const gate = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const look = async () => {
    asked += 1;
    await gate;
    return holder;
  };
  return { look, answer: () => answer(), asked: () => asked };
}

test("a hundred who ask at once share one look", async () => {
  const beliefs = newBeliefs<string>(() => 0);
  const ada = counted("ada");
  const all = Array.from({ length: 100 }, () => beliefs.learn("h", ada.look));
  ada.answer();
  expect(new Set(await Promise.all(all))).toEqual(new Set(["ada"]));
  expect(ada.asked()).toBe(1);
});

test("what was learned is believed for a second, and not for longer", async () => {
  let now = 0;
  const beliefs = newBeliefs<string>(() => now);
  await beliefs.learn("h", async () => "ada");
  now = 999;
  expect(beliefs.of("h")).toBe("ada");
  now = 1_000;
  expect(beliefs.of("h")).toBeUndefined();
});

test("that nobody holds a secret is believed of none", async () => {
  const beliefs = newBeliefs<string>(() => 0);
  expect(await beliefs.learn("h", async () => null)).toBeNull();
  expect(beliefs.of("h")).toBeUndefined();
});

test("what is forgotten while it is being looked up is not believed afterwards, and who asks then looks anew", async () => {
  const beliefs = newBeliefs<string>(() => 0);
  const before = counted("ada");
  const asked = beliefs.learn("h", before.look);
  beliefs.forget();
  const after = beliefs.learn("h", async () => null);
  before.answer();
  await Promise.all([asked, after]);
  expect(beliefs.of("h")).toBeUndefined();
  expect(await after).toBeNull();
});

test("a look that fails leaves the next one to try again", async () => {
  const beliefs = newBeliefs<string>(() => 0);
  await expect(beliefs.learn("h", () => Promise.reject(new Error("away")))).rejects.toThrow("away");
  expect(await beliefs.learn("h", async () => "ada")).toBe("ada");
});
