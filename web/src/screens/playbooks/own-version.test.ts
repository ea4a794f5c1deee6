import { expect, it } from "vitest";
import { isOwn } from "./own-version.ts";

it("takes a version for the own of who wrote it and of who handed it in, and of nobody else", () => {
  const draft = { createdBy: "person:erik", submittedBy: "person:ruth" };
  expect(["erik", "ruth", "ada", undefined].map((me) => isOwn(draft, me))).toEqual([true, true, false, false]);
});
