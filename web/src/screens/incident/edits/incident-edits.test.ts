import { expect, it } from "vitest";
import { type Edited, reversalsOf } from "./incident-edits.ts";

const incident = (id: string, owner: string | null): Edited => ({
  ...{ id, number: 1, title: "", status: "new", disposition: "unknown", owner },
});

it("puts each incident back to what it was, in what was changed alone", () => {
  const incidents = [incident("a", null), incident("b", "bob"), incident("c", null)];
  expect(reversalsOf(incidents, { owner: "ada" })).toEqual([
    { edit: { owner: null }, ids: ["a", "c"] },
    { edit: { owner: "bob" }, ids: ["b"] },
  ]);
  expect(reversalsOf(incidents, { disposition: "benign" })).toEqual([
    { edit: { disposition: "unknown" }, ids: ["a", "b", "c"] },
  ]);
});
