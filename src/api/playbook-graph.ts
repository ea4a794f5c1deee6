/** A program's picture as data, for whoever draws it. */
import { capabilities } from "../connector/capabilities/catalog.ts";
import type { CheckedPlaybook } from "../playbook/check.ts";
import { graphOf } from "../playbook/graph.ts";
import type { Program } from "../playbook/program.ts";
import type { PlaybookGraph } from "./contract/playbook-editor.ts";

/** `places`: where steps are written, as far as that is known. Edges are named by their ends and their place among those of one step. */
export function presentGraph(program: Program, places: CheckedPlaybook["places"] = new Map()): PlaybookGraph {
  const { nodes, edges } = graphOf(program);
  return {
    nodes: nodes.map(({ id, label, shape }) => {
      const node = program.nodes[id]!;
      const capability = node.kind === "action" ? node.capability : null;
      const place = places.get(id);
      return {
        ...{ id, label, shape, kind: node.kind, capability, within: node.within ?? [] },
        effect: capability === null ? null : (capabilities.get(capability)?.effect ?? null),
        place: place === undefined ? null : { line: place.line, column: place.column },
      };
    }),
    edges: edges.map((edge, index) => ({ id: `${index}`, ...edge })),
  };
}
