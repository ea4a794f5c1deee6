import { describe, expect, it } from "vitest";
import type { Colours } from "../../pictures/colours.ts";
import { entitySvg, entityTable, sizeOf } from "./entity-file.ts";

const GRAPH = {
  nodes: [
    { id: "mallory", label: '<script>"x"</script> & others', kind: "user", role: "actor" as const },
    { id: "laptop", label: "laptop", kind: "device", role: "affected" as const },
    { id: "203.0.113.5", label: "203[.]0[.]113[.]5", kind: "ip", role: "actor" as const },
  ],
  edges: [{ from: "mallory", to: "laptop", alerts: 3 }],
};
const colours = new Proxy({}, { get: (_none, name) => `#${String(name).length}` }) as Colours;

describe("the graph of entities as a file", () => {
  it("has nothing of a name as markup", () => {
    const svg = entitySvg(GRAPH, colours);
    expect(svg).not.toContain("<script");
    expect(svg).toContain("&#60;script&#62;&#34;x&#34;");
    expect(svg.match(/<rect /g)).toHaveLength(1 + GRAPH.nodes.length);
    expect(svg).toContain("3 alerts");
  });

  it("is as large as what is drawn", () => {
    const { width, height } = sizeOf(GRAPH);
    expect(width).toBeGreaterThan(2 * 190);
    expect(height).toBeGreaterThan(2 * 46);
  });

  it("says as a table who acts on whom, and who stands alone", () =>
    expect(entityTable(GRAPH).rows).toEqual([
      ['<script>"x"</script> & others', "user", "laptop", "device", 3],
      ["203[.]0[.]113[.]5", "ip", "", "", null],
    ]));
});
