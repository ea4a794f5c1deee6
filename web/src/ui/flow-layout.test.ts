import { describe, expect, it } from "vitest";
import type { PlaybookGraph } from "../../../src/api/contract/playbook-editor.ts";
import { laidOut, STEP_SIZE } from "./flow-layout.ts";

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
    const { places } = laidOut(graphOf(["first", "second"], ["second", "third"], ["third", "first", "back"]));
    const heights = ["first", "second", "third"].map((id) => places.get(id)!.y);
    expect(heights).toEqual(heights.toSorted((a, b) => a - b));
  });

  it("puts the ways of a choice beside each other, without touching", () => {
    const { places } = laidOut(graphOf(["choice", "yes"], ["choice", "no"]));
    expect(places.get("yes")!.y).toBe(places.get("no")!.y);
    expect(Math.abs(places.get("yes")!.x - places.get("no")!.x)).toBeGreaterThanOrEqual(STEP_SIZE.width);
  });

  it("takes two ways to the same step, and a step that leads to itself", () => {
    const { places } = laidOut(graphOf(["a", "b"], ["a", "b", "failure"], ["b", "b", "back"]));
    expect(places.size).toBe(2);
  });

  it("leads a way around the step that stands between its ends", () => {
    const { places, ways } = laidOut(graphOf(["a", "b"], ["a", "c"], ["b", "c"]));
    const { x, y } = places.get("b")!;
    const numbers = [...ways.get("1")!.path.matchAll(/-?\d+(?:\.\d+)?/g)].map(Number);
    const points = numbers.flatMap((each, at) => (at % 2 === 0 ? [[each, numbers[at + 1]!] as const] : []));
    expect(points.length).toBeGreaterThan(3);
    const within = points.filter(
      ([px, py]) => px > x && px < x + STEP_SIZE.width && py > y && py < y + STEP_SIZE.height,
    );
    expect(within).toEqual([]);
  });

  it("draws what leads back from below to above", () => {
    const { places, ways } = laidOut(graphOf(["a", "b"], ["b", "a", "back"]));
    const [, from, to] = /^M\S+ (\S+?)[QL].*? (\S+)$/.exec(ways.get("1")!.path)!.map(Number);
    expect(from).toBeGreaterThan(to!);
    expect(to).toBeLessThan(places.get("b")!.y);
  });
});
