/** Where each entity stands, from who acts on the left to what is affected on the right: for the picture, and for its file. */
import dagre from "@dagrejs/dagre";
import type { GraphEdge, GraphNode } from "./entity-graph.ts";

export const NODE = { width: 190, height: 46 };

export interface Layout {
  /** The upper left corner of each node. */
  at: ReadonlyMap<string, { x: number; y: number }>;
  width: number;
  height: number;
}

export function laidOut(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): Layout {
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({ rankdir: "LR", ranksep: 110, nodesep: 18 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id } of nodes) graph.setNode(id, { ...NODE });
  for (const { from, to } of edges) graph.setEdge(from, to);
  dagre.layout(graph);
  const at = new Map(
    nodes.map(({ id }) => {
      const { x, y } = graph.node(id) as { x: number; y: number };
      return [id, { x: x - NODE.width / 2, y: y - NODE.height / 2 }];
    }),
  );
  const { width = NODE.width, height = NODE.height } = graph.graph();
  return { at, width, height };
}
