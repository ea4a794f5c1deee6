import { describe, expect, test } from "vitest";
import { END, programOf } from "../../test/support/playbook.ts";
import { byBranch } from "./branch-order.ts";
import type { StepRecord } from "./state.ts";

const say = (id: string) => `{ id: ${id}, action: chat.post-message, with: { text: x } }`;
const program = programOf(`  - for-each: incident.ips
    as: ip
    at-most: 2
    do:
      - id: both
        parallel:
          a:
            - ${say("a1")}
            - id: inner
              parallel:
                x: [${say("x1")}, ${say("x2")}]
                y: [${say("y1")}]
          b: [${say("b1")}, ${say("b2")}]
${END}`);

const order = (steps: string[]) =>
  byBranch(
    program,
    steps.map(
      (step) => ({ step, kind: "action", attempt: 1, status: "succeeded", output: null, error: null }) as StepRecord,
    ),
  ).map(({ step }) => step);

describe("records of steps that are done at once", () => {
  test("come branch by branch, whoever was first", () => {
    const written = ["both", "a1", "inner", "x1", "x2", "y1", "b1", "b2"];
    expect(order(["both", "b1", "a1", "inner", "b2", "y1", "x1", "x2"])).toEqual(written);
    expect(order(["both", "a1", "inner", "x1", "y1", "x2", "b1", "b2"])).toEqual(written);
  });

  test("stay in their round, and after what was before", () => {
    expect(order(["both", "b1", "a1", "both", "a1", "b1", "step-2"])).toEqual([
      "both",
      "a1",
      "b1",
      "both",
      "a1",
      "b1",
      "step-2",
    ]);
    expect(order([])).toEqual([]);
  });
});
