/** Where the steps of a playbook stand: from the top to the bottom, in the order in which they are met. */
import dagre from "@dagrejs/dagre";
import type { PlaybookGraph } from "../../../src/api/contract/playbook-editor.ts";

export const STEP_SIZE = { width: 216, height: 54 };

/** The upper left corner of each step, by its id. */
export function placesOf({ nodes, edges }: PlaybookGraph): Map<string, { x: number; y: number }> {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: "TB", ranksep: 44, nodesep: 28, edgesep: 20 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id } of nodes) graph.setNode(id, { ...STEP_SIZE });
  const known = new Set(nodes.map(({ id }) => id));
  // What leads back would turn a loop upside down.
  for (const { id, from, to, kind } of edges)
    if (kind !== "back" && known.has(from) && known.has(to)) graph.setEdge(from, to, {}, id);
  dagre.layout(graph);
  return new Map(
    nodes.map(({ id }) => {
      const { x, y } = graph.node(id) as { x: number; y: number };
      return [id, { x: x - STEP_SIZE.width / 2, y: y - STEP_SIZE.height / 2 }];
    }),
  );
}
