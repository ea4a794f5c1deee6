import { expect, it } from "vitest";
import { subjectName } from "./subject-name.ts";

const title = (id: string) => (id === "identity.suspend-user" ? "Suspend an account" : id);
const about = { subjectType: "effect", subjectId: "01a2" };

it("calls a thing by its name, and an effect by what it does to whom", () => {
  const effect = { ...about, called: { capability: "identity.suspend-user", name: "mara" } };
  expect(subjectName(effect, title)).toBe("effect Suspend an account: mara");
  const session = { subjectType: "session", subjectId: "01a2", called: { capability: null, name: "ada" } };
  expect(subjectName(session, title)).toBe("session ada");
});

it("has nothing but the id of what is gone, or is called so", () => {
  expect(subjectName({ ...about, subjectType: "kept-from-models", called: null }, title)).toBe("kept from models 01a2");
});
