import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { END, programOf } from "../../test/support/playbook.ts";
import { randomPrograms } from "../../test/support/random-playbook.ts";
import { graphOf } from "./graph.ts";
import { placed } from "./layout.ts";
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
    expect(text.match(/<rect /g)).toHaveLength(graph.nodes.length);
    expect(text.match(/<path class/g)).toHaveLength(graph.edges.length);
    expect(text).toContain("<title>Each &#34;address&#34; &#60;now&#62;</title>");
    expect(text).not.toMatch(/<script|href|onload/);
  });

  test("puts no box on another, and each below where it comes from", { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(randomPrograms, (any) => {
        const drawn = graphOf(any);
        const places = placed(drawn);
        expect(places.size).toBe(drawn.nodes.length);
        expect(new Set([...places.values()].map(({ row, column }) => `${row} ${column}`)).size).toBe(places.size);
        for (const { from, to, kind } of drawn.edges)
          if (kind !== "back") expect(places.get(to)!.row).toBeGreaterThan(places.get(from)!.row);
      }),
      { numRuns: 30 },
    );
  });
});
