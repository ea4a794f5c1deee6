import { expect, it } from "vitest";
import { newMarks } from "../../ui/marks.ts";
import { subjectsOf } from "./subjects.ts";

it("are the chosen incidents in their order, and where none is chosen the one with the cursor", () => {
  const rows = ["a", "b", "c"].map((id) => ({ id }));
  const marks = newMarks((run) => run());
  expect(subjectsOf(rows, marks), "nothing is there yet").toEqual([]);
  marks.list(["a", "b", "c"]);
  marks.moveTo(1);
  expect(subjectsOf(rows, marks)).toEqual([{ id: "b" }]);
  marks.choose("c");
  marks.choose("a");
  expect(subjectsOf(rows, marks)).toEqual([{ id: "a" }, { id: "c" }]);
});
