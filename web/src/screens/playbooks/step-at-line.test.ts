import { describe, expect, it } from "vitest";
import { stepAtLine } from "./step-at-line.ts";

const PLAIN = { label: "", shape: "step", kind: "action", capability: null, effect: null } as const;
const node = (id: string, line: number | null) => ({
  ...{ ...PLAIN, id, within: [], place: line === null ? null : { line, column: 3 } },
});

describe("the step of a line", () => {
  const graph = { nodes: [node("later", 9), node("first", 4), node("join", null)], edges: [] };

  it("is the one that began last", () =>
    expect([4, 8, 9, 90].map((line) => stepAtLine(graph, line))).toEqual(["first", "first", "later", "later"]));

  it("is none before the first", () => expect(stepAtLine(graph, 3)).toBe(""));
});
