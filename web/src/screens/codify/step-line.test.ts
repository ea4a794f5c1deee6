import { expect, test } from "vitest";
import { lineOfStep, stepOfLine } from "./step-line.ts";

const SOURCE = "steps:\n  # from: id: block_1\n  - id: block_10\n    do:\n      - title: Block\n        id: block_1\n";

test("a step is found by its whole id, and not by what a comment says", () => {
  expect(lineOfStep(SOURCE, "block_1")).toBe(6);
  expect(lineOfStep(SOURCE, "block_10")).toBe(3);
  expect(lineOfStep(SOURCE, "block_2")).toBeNull();
});

test("a line belongs to the step whose id stands nearest above it", () => {
  expect(stepOfLine("steps:\n  - id: ask_1\n    title: Ask\n  - id: ask_2\n", 3)).toBe("ask_1");
  expect(stepOfLine("playbook: x\nsteps:\n  - id: ask_1\n", 2)).toBe("");
});
