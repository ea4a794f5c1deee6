import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { END, programOf } from "../../test/support/playbook.ts";
import { randomPrograms } from "../../test/support/random-playbook.ts";
import { graphOf } from "./graph.ts";
import { BOX, type Placed, placed } from "./layout.ts";
import { mermaidOf } from "./mermaid.ts";
import { svgOf } from "./svg.ts";

const program = programOf(`  - id: each
    title: 'Each "address" <now>'
    for-each: incident.ips
    as: ip
    at-most: 3
    do:
      - id: block
        action: network.block-ip
        with: { ip: "=each.ip" }
        for: 1h
        on-failure: []
        compensate:
          - action: network.unblock-ip
            with: { ip: "=each.ip" }
  - wait: 1m
${END}`);
const graph = graphOf(program);

test("a graph has every step with its ways", () => {
  expect(graph.nodes.map(({ id, shape }) => `${id} ${shape}`)).toEqual([
    "each choice",
    "block step",
    "step-2 wait",
    "block.compensate-1.1 step",
    "step-3 end",
  ]);
  expect(graph.edges.map(({ from, to, label, kind }) => `${from} ${kind} ${to} ${label}`.trim())).toEqual([
    "each on block each",
    "each on step-2 done",
    "block back each",
    "block back each failed",
    "block failure block.compensate-1.1 taken back",
    "step-2 on step-3",
    "block.compensate-1.1 back block",
  ]);
});

describe("a drawing", () => {
  test("in Mermaid quotes what steps are called", () => {
    const text = mermaidOf(graph);
    expect(text).toContain('n0{"Each #34;address#34; #60;now#62;"}');
    expect(text).toContain("n1 --> n0");
    expect(text).toContain('n1 -.->|"taken back"| n3');
    expect(text.startsWith("flowchart TD\n")).toBe(true);
  });

  test("in SVG has a box a step, and nothing that runs", () => {
    const text = svgOf(graph, program.title);
    expect(text.match(/<g><title>.*?<rect /g)).toHaveLength(graph.nodes.length);
    expect(text.match(/<path class/g)).toHaveLength(graph.edges.length);
    expect(text).toContain("<title>Each &#34;address&#34; &#60;now&#62;</title>");
    expect(text).not.toMatch(/<script|href|onload/);
  });

  test("bends lines around the boxes that are not theirs, and within the picture", { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(randomPrograms, (any) => {
        const { boxes, lines, width, height } = placed(graphOf(any));
        const points = lines.flatMap((line) => line.points);
        expect(points.every(({ x, y }) => x > 0 && y > 0 && x < width && y < height)).toBe(true);
        const within = ({ x, y }: { x: number; y: number }, box: Placed) =>
          Math.abs(x - box.x) < BOX.width / 2 && Math.abs(y - box.y) < BOX.height / 2;
        for (const { from, to, points } of lines) {
          const others = [...boxes.values()].filter(({ id }) => id !== from && id !== to);
          expect(points.some((point) => others.some((box) => within(point, box)))).toBe(false);
        }
      }),
      { numRuns: 30 },
    );
  });

  test("says of a step without a title what it does", () => {
    const said = graphOf(
      programOf(`  - if: incident.severityId >= 4
    then: [{ handoff: night, reason: grave }]
    else: []
  - wait: 90m
${END}`),
    ).nodes.map(({ label }) => label);
    expect(said).toEqual(["incident.severityId >= 4", "Hand over to night", "Wait 90m", "End: benign"]);
  });

  test("puts no box on another, and each below where it comes from", { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(randomPrograms, (any) => {
        const drawn = graphOf(any);
        const { boxes, lines } = placed(drawn);
        expect(boxes.size).toBe(drawn.nodes.length);
        expect(lines).toHaveLength(drawn.edges.length);
        const all = [...boxes.values()];
        const apart = (a: Placed, b: Placed) =>
          Math.abs(a.x - b.x) >= BOX.width || Math.abs(a.y - b.y) >= BOX.height || a.id === b.id;
        expect(all.every((one) => all.every((other) => apart(one, other)))).toBe(true);
        for (const { from, to, kind } of drawn.edges)
          if (kind !== "back") expect(boxes.get(to)!.y).toBeGreaterThan(boxes.get(from)!.y);
      }),
      { numRuns: 30 },
    );
  });
});
