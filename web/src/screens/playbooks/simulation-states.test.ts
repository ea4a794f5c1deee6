import { describe, expect, it } from "vitest";
import { statesOfSimulation } from "./simulation-states.ts";

const record = (step: string, status: "succeeded" | "failed", attempt = 1) => ({
  ...{ step, kind: "action", attempt, status, output: null, error: null },
});

describe("the steps of a simulation", () => {
  it("are as their last attempt was", () => {
    const records = [record("look", "failed"), record("look", "succeeded", 2), record("block", "failed")];
    const states = statesOfSimulation({
      passed: ["look", "block"],
      records,
      standing: { at: "end", step: "block", asks: null },
    });
    expect([...states]).toEqual([
      ["look", "passed"],
      ["block", "failed"],
    ]);
  });

  it("wait where nobody answered, and failed where it cannot go on", () => {
    const at = (where: "waiting" | "nowhere") =>
      statesOfSimulation({ passed: ["ask"], records: [], standing: { at: where, step: "ask", asks: null } }).get("ask");
    expect([at("waiting"), at("nowhere")]).toEqual(["waiting", "failed"]);
  });
});
