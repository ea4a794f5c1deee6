/** The graph of entities, laid out from who acts to what is affected. */
import dagre from "@dagrejs/dagre";
import { Background, type Edge, MarkerType, type Node, ReactFlow } from "@xyflow/react";
import "@xyflow/react/dist/style.css";
import { incident as words } from "../../words/incident.ts";
import type { GraphEdge, GraphNode } from "./entity-graph.ts";

const SIZE = { width: 190, height: 46 };

export function EntityPicture({ nodes, edges }: { nodes: GraphNode[]; edges: GraphEdge[] }) {
  return (
    <figure aria-label={words.entities.graph} className="h-80 border-b border-line bg-sunken">
      <ReactFlow
        nodes={placed(nodes, edges)}
        edges={edges.map(arrow)}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        zoomOnScroll={false}
        preventScrolling={false}
        proOptions={{ hideAttribution: true }}
        fitView
        fitViewOptions={{ maxZoom: 1, padding: 0.15 }}
      >
        <Background color="var(--line)" />
      </ReactFlow>
    </figure>
  );
}

function placed(nodes: GraphNode[], edges: GraphEdge[]): Node[] {
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({ rankdir: "LR", ranksep: 110, nodesep: 18 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id } of nodes) graph.setNode(id, { ...SIZE });
  for (const { from, to } of edges) graph.setEdge(from, to);
  dagre.layout(graph);
  return nodes.map((node) => {
    const { x, y } = graph.node(node.id) as { x: number; y: number };
    const colour = node.role === "affected" ? "danger" : "warn";
    return {
      ...{
        id: node.id,
        data: { label: <NodeLabel node={node} /> },
        position: { x: x - SIZE.width / 2, y: y - SIZE.height / 2 },
      },
      ...{ sourcePosition: "right", targetPosition: "left" },
      style: { ...SIZE, padding: 5, background: "var(--panel)", borderColor: `var(--${colour})`, borderRadius: 8 },
    } as Node;
  });
}

function NodeLabel({ node: { kind, role, label } }: { node: GraphNode }) {
  return (
    <span className="block">
      <span className="block text-2xs text-muted">
        {kind} · {words.entities[role === "seen" ? "observable" : role]}
      </span>
      <bdi className="block truncate text-xs text-text">{label}</bdi>
    </span>
  );
}

function arrow({ from, to, alerts }: GraphEdge): Edge {
  return {
    ...{ id: `${from} ${to}`, source: from, target: to },
    ...(alerts > 1 ? { label: words.entities.alerts(alerts) } : {}),
    style: { stroke: "var(--line-strong)" },
    labelStyle: { fill: "var(--muted)", fontSize: 11 },
    labelBgStyle: { fill: "var(--sunken)" },
    markerEnd: { type: MarkerType.ArrowClosed, color: "var(--line-strong)" },
  };
}
