import { expect, it } from "vitest";
import { PART_GONE, problemOf } from "./problem.ts";

it("says of a part that is gone after an update to reload the page, and of no answer at all that the server is away", () => {
  const gone = "Failed to fetch dynamically imported module: http://127.0.0.1/assets/dialogs-1.js";
  expect(problemOf(new TypeError(gone)).code).toBe(PART_GONE);
  expect(problemOf(new TypeError("error loading dynamically imported module")).code).toBe(PART_GONE);
  expect(problemOf(new TypeError("Importing a module script failed.")).code).toBe(PART_GONE);
  expect(problemOf(new TypeError("Failed to fetch")).code).toBe("network");
});
