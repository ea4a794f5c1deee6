import { expect, it } from "vitest";
import { actionWords } from "./action-words.ts";

it("says an action of the record in words", () => {
  expect(actionWords("incident-handed-over")).toBe("Incident handed over");
});
