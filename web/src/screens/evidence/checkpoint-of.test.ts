import { expect, it } from "vitest";
import { checkpointOf } from "./checkpoint-of.ts";

it("reads name, size, root and each signer once", () => {
  const note = "cordon/w\n12\ncm9vdA==\n\n\u2014 cordon/w QUJD\n\u2014 cordon/w REVG\n\u2014 witness R0hJ\n";
  expect(checkpointOf(note)).toEqual({
    ...{ origin: "cordon/w", size: "12", root: "cm9vdA==" },
    signers: ["cordon/w", "witness"],
  });
});
