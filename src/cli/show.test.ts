import { expect, test } from "vitest";
import { emptyText } from "./show.ts";

test("an empty list says what was asked for, and of names alone that their case counts", () => {
  expect(emptyText("reviews", {}, "One is written every week.")).toBe(
    "There are no reviews yet. One is written every week.",
  );
  expect(emptyText("reviews", { overdue: true, kind: undefined })).toBe("No reviews with overdue.");
  expect(emptyText("decisions", { due: "14" })).toBe("No decisions with due 14.");
  expect(emptyText("incidents", { entity: "Ann", overdue: true })).toBe(
    "No incidents with entity Ann, overdue. Names are compared as they are written, in upper and lower case.",
  );
});
