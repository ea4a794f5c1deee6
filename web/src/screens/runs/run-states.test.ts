import { describe, expect, it } from "vitest";
import type { PlaybookGraph } from "../../../../src/api/contract/playbook-editor.ts";
import { nodeOf, statesOf, wayOf } from "./run-states.ts";

const NODE = { shape: "step", kind: "action", capability: null, effect: null, place: null } as const;
const GRAPH: PlaybookGraph = {
  nodes: ["look", "judge", "block", "end"].map((id) => ({ ...NODE, id, label: id, within: [] })),
  edges: [
    { id: "0", from: "look", to: "judge", label: "", kind: "on" },
    { id: "1", from: "judge", to: "block", label: "yes", kind: "on" },
    { id: "2", from: "judge", to: "end", label: "no", kind: "on" },
    { id: "3", from: "block", to: "end", label: "failed", kind: "failure" },
  ],
};

const record = (step: string, status = "succeeded", attempt = 1) => ({
  ...{
    position: attempt,
    step,
    kind: "action",
    attempt,
    status,
    output: null,
    error: null,
    at: "2026-03-01T10:00:00Z",
  },
});
const effect = (step: string, status: "awaiting" | "refused" | "verified") => ({ step, status, reverses: null });

describe("the steps of a run", () => {
  it("are as their last attempt was", () => {
    const run = { status: "done" as const, steps: [record("look", "failed"), record("look", "succeeded", 2)] };
    expect([...statesOf(run, [], GRAPH)]).toEqual([["look", "passed"]]);
  });

  it("are refused where the guard or a person said no, and not merely failed", () => {
    const run = { status: "done" as const, steps: [record("block", "failed")] };
    expect(statesOf(run, [effect("block", "refused")], GRAPH).get("block")).toBe("refused");
    expect(statesOf(run, [], GRAPH).get("block")).toBe("failed");
  });

  it("wait at the effect that a person is asked about, also in a loop", () => {
    const run = { status: "waiting" as const, steps: [record("look")] };
    expect(statesOf(run, [effect("block@2", "awaiting")], GRAPH).get("block")).toBe("waiting");
  });

  it("stand after the last one where only one comes next, and nowhere where that is not known", () => {
    const following = (step: string) => statesOf({ status: "running", steps: [record(step)] }, [], GRAPH);
    expect(following("look").get("judge")).toBe("waiting");
    expect([...following("judge").values()]).toEqual(["passed"]);
  });

  it("stand at the first one before anything was done, and nowhere after the end", () => {
    expect([...statesOf({ status: "ready", steps: [] }, [], GRAPH)]).toEqual([["look", "waiting"]]);
    expect([...statesOf({ status: "cancelled", steps: [] }, [], GRAPH)]).toEqual([]);
  });

  it("are named without the round of their loop", () => expect([nodeOf("a"), nodeOf("a@1,2")]).toEqual(["a", "a"]));

  it("make a way in which attempts are one, and where it is now comes last", () =>
    expect(wayOf(["look", "look", "judge"], new Map([["block", "waiting"]]))).toEqual(["look", "judge", "block"]));
});
