/** The graph of entities, laid out from who acts to what is affected. */
import { Background, type Edge, MarkerType, type Node, ReactFlow } from "@xyflow/react";
import "@xyflow/react/dist/style.css";
import { incident as words } from "../../words/incident.ts";
import { roleName } from "./entity-file.ts";
import type { GraphEdge, GraphNode } from "./entity-graph.ts";
import { laidOut, NODE } from "./entity-layout.ts";

export function EntityPicture({ nodes, edges }: { nodes: GraphNode[]; edges: GraphEdge[] }) {
  return (
    <figure aria-label={words.entities.graph} className="h-80 rounded-md border border-line bg-sunken">
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
  const { at } = laidOut(nodes, edges);
  return nodes.map((node) => {
    const colour = node.role === "affected" ? "danger" : "warn";
    return {
      ...{
        id: node.id,
        data: { label: <NodeLabel node={node} /> },
        position: at.get(node.id) ?? { x: 0, y: 0 },
      },
      ...{ sourcePosition: "right", targetPosition: "left" },
      style: { ...NODE, padding: 5, background: "var(--panel)", borderColor: `var(--${colour})`, borderRadius: 8 },
    } as Node;
  });
}

function NodeLabel({ node: { kind, role, label } }: { node: GraphNode }) {
  return (
    <span className="block">
      <span className="block text-2xs text-muted">
        {kind} · {roleName(role)}
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
