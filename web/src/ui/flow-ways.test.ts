import { describe, expect, it } from "vitest";
import type { PlaybookGraph } from "../../../src/api/contract/playbook-editor.ts";
import { waysDrawn, waysGone } from "./flow-ways.ts";

const NODE = { shape: "step", capability: null, effect: null, place: null } as const;
const node = (id: string, kind = "action") => ({ ...NODE, id, kind, label: id, within: [] });
const edge = (from: string, to: string, kind: "on" | "failure" = "on") => ({
  ...{ id: `${from}-${to}`, from, to, label: "", kind },
});

describe("the ways that were gone", () => {
  it("do not hold the one past a step that was come to", () => {
    const graph: PlaybookGraph = {
      nodes: [node("asked", "if"), node("look"), node("known", "if")],
      edges: [edge("asked", "look"), edge("asked", "known"), edge("look", "known")],
    };
    expect([...waysGone(graph, ["asked", "look", "known"])]).toEqual(["asked-look", "look-known"]);
    expect([...waysGone(graph, ["asked", "known"])]).toEqual(["asked-known"]);
  });

  it("hold all branches that were begun side by side, in whatever order their steps came", () => {
    const graph: PlaybookGraph = {
      nodes: [node("both", "parallel"), node("a"), node("b"), node("end", "join")],
      edges: [edge("both", "a"), edge("both", "b"), edge("a", "end"), edge("b", "end")],
    };
    expect(waysGone(graph, ["both", "a", "b", "end"]).size).toBe(4);
  });

  it("are none of what was not come to", () => {
    const graph: PlaybookGraph = { nodes: [node("a"), node("b")], edges: [edge("a", "b")] };
    expect([...waysGone(graph, ["a"])]).toEqual([]);
  });
});

describe("the ways that are drawn", () => {
  it("are one where a failure goes on as success does", () => {
    const failure = { ...edge("a", "b", "failure"), id: "a-b-failed", label: "failed" };
    const graph: PlaybookGraph = {
      nodes: [node("a"), node("b"), node("c")],
      edges: [edge("a", "b"), failure, edge("b", "c", "failure")],
    };
    expect(waysDrawn(graph).map(({ id }) => id)).toEqual(["a-b", "b-c"]);
  });
});
