/** Where the boxes of a graph stand and how its lines run: rows from the top to the bottom, and no line behind a box. */
import dagre from "@dagrejs/dagre";
import type { Graph, GraphEdge, GraphNode } from "./graph.ts";
import type { NodeId } from "./program.ts";

export const BOX = { width: 216, height: 40 };
/** Of a character of a line's label, in the size it is written in. */
const LETTER = 5.5;
const MARGIN = 24;

export interface Point {
  x: number;
  y: number;
}

/** The middle of the box. */
export type Placed = GraphNode & Point;

export interface Line extends GraphEdge {
  /** From the edge of one box to the edge of the other, in the direction it is gone. */
  points: Point[];
  /** The middle of its label; null where it has none. */
  said: Point | null;
}

export interface Layout {
  width: number;
  height: number;
  boxes: Map<NodeId, Placed>;
  lines: Line[];
}

/** The same for the same graph. `shown` is what a line's label is cut to. */
export function placed({ nodes, edges }: Graph, shown: (label: string) => string = (label) => label): Layout {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: "TB", ranksep: 36, nodesep: 30, edgesep: 24 });
  for (const { id } of nodes) graph.setNode(id, { ...BOX });
  const known = edges.filter(({ from, to }) => graph.hasNode(from) && graph.hasNode(to));
  known.forEach(({ from, to, label, kind }, index) => {
    const size = label === "" ? {} : { width: shown(label).length * LETTER + 8, height: 14, labelpos: "c" };
    // What leads back is laid out as if it led on: it would turn its loop upside down.
    const [upper, lower] = kind === "back" ? [to, from] : [from, to];
    graph.setEdge(upper, lower, size, String(index));
  });
  dagre.layout(graph);
  const boxes = new Map(nodes.map((node) => [node.id, { ...node, ...pointOf(graph.node(node.id)) }]));
  const lines = known.map((edge, index): Line => {
    const back = edge.kind === "back";
    const { points, x, y } = graph.edge(back ? edge.to : edge.from, back ? edge.from : edge.to, String(index)) as {
      points: Point[];
    } & Partial<Point>;
    const said = edge.label === "" || x === undefined || y === undefined ? null : { x, y };
    return { ...edge, points: back ? points.toReversed() : points, said };
  });
  return within(boxes, lines);
}

/** Moved so that all of it is to be seen: the room that is reckoned for boxes leaves lines out that go round them. */
function within(boxes: Map<NodeId, Placed>, lines: Line[]): Layout {
  const corners = [...boxes.values()].flatMap(({ x, y }) => [
    { x: x - BOX.width / 2, y: y - BOX.height / 2 },
    { x: x + BOX.width / 2, y: y + BOX.height / 2 },
  ]);
  const all = [...corners, ...lines.flatMap(({ points }) => points)];
  const [xs, ys] = [all.map(({ x }) => x), all.map(({ y }) => y)];
  const [left, top] = [Math.min(...xs) - MARGIN, Math.min(...ys) - MARGIN];
  const moved = <T extends Point>(point: T): T => ({ ...point, x: point.x - left, y: point.y - top });
  return {
    width: Math.max(...xs) + MARGIN - left,
    height: Math.max(...ys) + MARGIN - top,
    boxes: new Map([...boxes].map(([id, box]) => [id, moved(box)])),
    lines: lines.map((line) => ({
      ...line,
      points: line.points.map(moved),
      said: line.said === null ? null : moved(line.said),
    })),
  };
}

function pointOf({ x, y }: Point): Point {
  return { x, y };
}
