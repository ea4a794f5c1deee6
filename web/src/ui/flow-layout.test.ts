import { describe, expect, it } from "vitest";
import type { PlaybookGraph } from "../../../src/api/contract/playbook-editor.ts";
import { placesOf, STEP_SIZE } from "./flow-layout.ts";

function graphOf(...edges: [from: string, to: string, kind?: "on" | "back" | "failure"][]): PlaybookGraph {
  const ids = [...new Set([...edges.map(([from]) => from), ...edges.map(([, to]) => to)])];
  const plain = { shape: "step", kind: "action", capability: null, effect: null, within: [], place: null } as const;
  return {
    nodes: ids.map((id) => ({ ...plain, id, label: id, within: [] })),
    edges: edges.map(([from, to, kind = "on"], place) => ({ id: `${place}`, from, to, label: "", kind })),
  };
}

describe("the layout of a playbook's graph", () => {
  it("puts what comes later further down, also where something leads back", () => {
    const places = placesOf(graphOf(["first", "second"], ["second", "third"], ["third", "first", "back"]));
    const heights = ["first", "second", "third"].map((id) => places.get(id)!.y);
    expect(heights).toEqual(heights.toSorted((a, b) => a - b));
  });

  it("puts the ways of a choice beside each other, without touching", () => {
    const places = placesOf(graphOf(["choice", "yes"], ["choice", "no"]));
    expect(places.get("yes")!.y).toBe(places.get("no")!.y);
    expect(Math.abs(places.get("yes")!.x - places.get("no")!.x)).toBeGreaterThanOrEqual(STEP_SIZE.width);
  });

  it("takes two ways to the same step, and a step that leads to itself", () => {
    const places = placesOf(graphOf(["a", "b"], ["a", "b", "failure"], ["b", "b", "back"]));
    expect(places.size).toBe(2);
  });
});
