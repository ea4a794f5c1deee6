import { describe, expect, test } from "vitest";
import { severitySteps, severityWords } from "./severity-scale.ts";

describe("a scale of severity", () => {
  test("in words is read whatever the case, and knows its own rows", () => {
    const read = severityWords({ low: "low", crit: "critical" }, "medium");
    expect(["LOW", "Crit", "odd", ""].map(read)).toEqual(["low", "critical", "medium", "medium"]);
    expect(read.scale).toMatchObject({
      kind: "words",
      rows: [{ given: "low" }, { given: "crit" }],
      otherwise: "medium",
    });
  });
  test("in numbers belongs to the gravest step that a number reaches, and to none outside", () => {
    const read = severitySteps(
      [
        [9, "critical"],
        [4, "medium"],
        [0, "low"],
      ],
      10,
    );
    expect([10, 9, 8.9, 4, 0, -1, 11, undefined, Number.NaN].map(read)).toEqual([
      ...["critical", "critical", "medium", "medium", "low"],
      ...Array(4).fill("unknown"),
    ]);
  });
});
