/** The picture of a playbook: its steps from the top to the bottom, lit by how they went where it is of a run. Loaded by itself: xyflow is large. */
import { Background, Controls, type Edge, MarkerType, type Node, ReactFlow } from "@xyflow/react";
import "@xyflow/react/dist/style.css";
import { type CSSProperties, useMemo } from "react";
import type { PlaybookGraph } from "../../../src/api/contract/playbook-editor.ts";
import { laidOut, STEP_SIZE, type Way } from "./flow-layout.ts";
import { FlowNode, type StepState } from "./flow-node.tsx";
import { FlowWay } from "./flow-way.tsx";
import { waysDrawn, waysGone } from "./flow-ways.ts";

export interface FlowPictureProps {
  label: string;
  graph: PlaybookGraph;
  /** Of a run: how its steps went; those that are not in it were not reached. */
  states?: ReadonlyMap<string, StepState>;
  /** The steps in the order in which they were come to: tells the ways that were gone from those between the same steps that were not. */
  way?: readonly string[];
  chosen?: string;
  onChoose?(id: string): void;
}

const NODE_TYPES = { step: FlowNode };
const EDGE_TYPES = { way: FlowWay };
const COLOURS = {
  "--xy-controls-button-background-color": "var(--panel)",
  "--xy-controls-button-background-color-hover": "var(--hover)",
  "--xy-controls-button-color": "var(--text)",
  "--xy-controls-button-color-hover": "var(--text)",
  "--xy-controls-button-border-color": "var(--line)",
} as CSSProperties;
const nothing = () => {};

export default function FlowPicture({ label, graph, states, way, chosen = "", onChoose = nothing }: FlowPictureProps) {
  const drawn = useMemo(() => waysDrawn(graph), [graph]);
  const { places, ways } = useMemo(() => laidOut({ nodes: graph.nodes, edges: drawn }), [graph, drawn]);
  const gone = useMemo(() => waysGone(graph, way ?? []), [graph, way]);
  const nodes = graph.nodes.map(
    (step): Node => ({
      ...{ id: step.id, type: "step", position: places.get(step.id) ?? { x: 0, y: 0 }, ...STEP_SIZE },
      data: {
        ...{ step, onChoose, chosen: step.id === chosen },
        ...{ state: states?.get(step.id) ?? null, lit: states !== undefined },
      },
    }),
  );
  return (
    <figure aria-label={label} className="size-full min-h-64 bg-sunken" style={COLOURS}>
      <ReactFlow
        nodes={nodes}
        edges={drawn.map((edge) => arrow(edge, gone.has(edge.id), ways.get(edge.id)))}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        panOnScroll
        proOptions={{ hideAttribution: true }}
        minZoom={0.2}
        fitView
        // A step is never smaller than a finger or an unsteady hand can hit: 24 pixels (WCAG 2.5.8).
        fitViewOptions={{ maxZoom: 1, minZoom: 0.46, padding: 0.12 }}
      >
        <Background color="var(--line)" />
        <Controls showInteractive={false} />
      </ReactFlow>
    </figure>
  );
}

/** A way that was gone is drawn stronger. */
function arrow(
  { id, from, to, label, kind }: PlaybookGraph["edges"][number],
  gone: boolean,
  way: Way | undefined,
): Edge {
  const colour = gone ? "var(--good)" : kind === "failure" ? "var(--danger)" : "var(--line-strong)";
  return {
    ...{ id, source: from, target: to, type: "way", label, data: { way } },
    style: { stroke: colour, strokeWidth: gone ? 2 : 1, ...(kind === "on" ? {} : { strokeDasharray: "5 4" }) },
    labelStyle: { fill: "var(--muted)", fontSize: 11 },
    labelBgStyle: { fill: "var(--sunken)" },
    markerEnd: { type: MarkerType.ArrowClosed, color: colour },
  };
}
