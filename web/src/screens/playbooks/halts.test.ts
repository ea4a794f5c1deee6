import { describe, expect, it } from "vitest";
import { answerOf, haltsOf, isAsking, statesAt, wayInWords, wayOf } from "./halts.ts";

const record = (step: string, attempt = 1, status: "succeeded" | "failed" = "succeeded") => ({
  ...{ step, kind: "action", attempt, status, output: { attempt }, error: null },
});
const asked = (step: string) => ({
  ...{ step, capability: "chat.post-message", effect: "notify", input: {} },
  ...{ target: null, targetType: null, leaseSeconds: null },
});
const ended = { at: "end", step: null, asks: null } as const;
const looped = {
  passed: ["each", "tell", "each", "tell"],
  records: [record("tell", 1, "failed"), record("tell", 2), record("tell")],
  asked: [asked("tell"), asked("tell")],
  standing: ended,
};

describe("going through a simulation", () => {
  it("halts each time a step is come to, with the attempts of that time", () => {
    expect(haltsOf(looped).map(({ step, records }) => [step, records.map(({ attempt }) => attempt)])).toEqual([
      ["each", []],
      ["tell", [1, 2]],
      ["each", []],
      ["tell", [1]],
    ]);
  });

  it("lights what was passed, and the step where it stands", () => {
    expect([...statesAt(looped, 1)]).toEqual([
      ["each", "passed"],
      ["tell", "waiting"],
    ]);
    expect(statesAt(looped, 3).get("tell")).toBe("passed");
  });

  it("halts last where nobody had an answer, which can be given", () => {
    const standing = { at: "waiting", step: "ask", asks: { capability: "chat.post-message" } } as const;
    const waiting = { passed: ["look"], records: [record("look")], asked: [], standing };
    expect(wayOf(waiting)).toEqual(["look", "ask"]);
    expect(haltsOf(waiting).map((halt) => isAsking(halt, standing))).toEqual([false, true]);
    expect(statesAt(waiting, 1).get("ask")).toBe("waiting");
  });

  it("says the way by what steps are called, and a step that waits for several branches once", () => {
    const titles = new Map([["look", "Look who it is"]]);
    expect(wayInWords(["look", "both.join", "both.join", "end"], titles)).toBe("Look who it is → both.join → end");
  });

  it("takes an answer of fields only as a JSON object", () => {
    expect(answerOf("output", '{"found":true}')).toEqual({ found: true });
    expect([answerOf("output", "[1]"), answerOf("output", "{found")]).toEqual([null, null]);
    expect(answerOf("refused", "")).toEqual({ refused: true });
    expect(answerOf("broken", "")).toEqual({ error: { root: "defect", code: "connector.unexpected" } });
  });
});
