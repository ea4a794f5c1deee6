import { expect, test } from "vitest";
import { nameOfReader, namesIn, readersOfKind } from "./readers.ts";

test("readers are shown by the name of the person or the word of the role", () => {
  expect(["person:anna", "role:approver", "person:a:b"].map(nameOfReader)).toEqual(["anna", "Approver", "a:b"]);
});

test("names are taken apart however they are written, each once", () => {
  expect(namesIn(" anna, ben;anna\ncarl ")).toEqual(["anna", "ben", "carl"]);
  expect(namesIn("  ")).toEqual([]);
});

test("readers of a kind are found by their names", () => {
  expect(readersOfKind(["person:anna", "role:admin"], "role")).toEqual(["admin"]);
});
