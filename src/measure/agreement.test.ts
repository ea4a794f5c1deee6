import { describe, expect, it } from "vitest";
import { agreementOf, type Proposed } from "./agreement.ts";

const run = (given: Partial<Proposed>): Proposed => ({ outcome: null, contains: false, shadow: false, ...given });

describe("what a playbook did, held against what people said", () => {
  it.each([
    [{ outcome: "benign" }, "benign", true],
    [{ outcome: "benign" }, "true-positive", false],
    [{ contains: true, outcome: "handoff" }, "true-positive", true],
    [{ contains: true, outcome: "handoff" }, "false-positive", false],
    [{ contains: true, outcome: "false-positive" }, "false-positive", false],
  ] as const)("%j and %s: %s", (given, judged, agreed) => {
    expect(agreementOf(run(given), judged)?.agreed).toBe(agreed);
  });

  it.each([
    [{ outcome: "handoff" }, "true-positive"],
    [{ outcome: "unknown" }, "true-positive"],
    [{ outcome: "benign" }, "unknown"],
    [{ contains: true }, "insufficient-data"],
  ] as const)("%j and %s: nothing to agree on", (given, judged) => {
    expect(agreementOf(run(given), judged)).toBeNull();
  });

  it("says of a shadow that it would have", () => {
    expect(agreementOf(run({ outcome: "benign", contains: true, shadow: true }), "suspicious")?.text).toBe(
      "It would have contained and would have said benign; people said suspicious.",
    );
  });
});
