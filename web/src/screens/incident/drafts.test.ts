import { expect, it } from "vitest";
import { draftOf } from "./drafts.ts";

it("is kept for the one who wrote it, about what it was written about", () => {
  draftOf("ada", "7").write("Spoke to the owner.");
  expect(draftOf("ada", "7").now()).toBe("Spoke to the owner.");
  expect([draftOf("ada", "8").now(), draftOf("bo", "7").now()]).toEqual(["", ""]);
});

it("has what could not be sent before what was written meanwhile", () => {
  const draft = draftOf("ada", "9");
  draft.putBack("First.");
  expect(draft.now()).toBe("First.");
  draft.write("Second.");
  draft.putBack("First.");
  expect(draft.now()).toBe("First.\nSecond.");
});
