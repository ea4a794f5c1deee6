/** Where the boxes of a graph stand: rows by the longest way from the start, in a row by where they come from. */
import type { Graph, GraphNode } from "./graph.ts";
import type { NodeId } from "./program.ts";

export interface Placed extends GraphNode {
  /** Middle of the box, in boxes from the left and rows from the top. */
  column: number;
  row: number;
}

/** Every node with its place. Loops are no obstacle: what leads back counts for nothing. */
export function placed({ nodes, edges }: Graph): Map<NodeId, Placed> {
  const forward = edges.filter(({ kind }) => kind !== "back");
  const rows = rowsOf(nodes, forward);
  const byRow: GraphNode[][] = [];
  for (const node of nodes) {
    const row = rows.get(node.id) ?? 0;
    byRow[row] = [...(byRow[row] ?? []), node];
  }
  const places = new Map<NodeId, Placed>();
  const widest = Math.max(1, ...byRow.map((row) => row.length));
  byRow.forEach((row, index) => {
    const wished = row.map((node) => ({ node, at: averageOf(node.id, forward, places) }));
    wished.sort((a, b) => a.at - b.at);
    const left = (widest - row.length) / 2;
    for (const [column, { node }] of wished.entries())
      places.set(node.id, { ...node, row: index, column: left + column });
  });
  return places;
}

function averageOf(id: NodeId, edges: Graph["edges"], places: ReadonlyMap<NodeId, Placed>): number {
  const from = edges.flatMap((edge) => (edge.to === id ? (places.get(edge.from)?.column ?? []) : []));
  return from.length === 0 ? 0 : from.reduce((sum, each) => sum + each, 0) / from.length;
}

/** The longest way from a node without predecessors; as often as there are nodes is enough without circles, and an end with them. */
function rowsOf(nodes: readonly GraphNode[], edges: Graph["edges"]): Map<NodeId, number> {
  const rows = new Map(nodes.map(({ id }) => [id, 0]));
  for (let turn = 0, moved = true; moved && turn < nodes.length; turn++) {
    moved = false;
    for (const { from, to } of edges) {
      const row = (rows.get(from) ?? 0) + 1;
      if (row <= (rows.get(to) ?? 0)) continue;
      rows.set(to, row);
      moved = true;
    }
  }
  return rows;
}
