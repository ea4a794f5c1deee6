/** Where the steps of a playbook stand and how its ways run: from the top to the bottom, in the order in which they are met, and no way behind a step. */
import dagre from "@dagrejs/dagre";
import type { PlaybookGraph } from "../../../src/api/contract/playbook-editor.ts";

export const STEP_SIZE = { width: 216, height: 54 };
const LETTER = 6;

export interface Point {
  x: number;
  y: number;
}

/** How a way is drawn, and the middle of what it is called. */
export interface Way {
  path: string;
  label: Point;
}

interface Layout {
  /** The upper left corner of each step, by its id. */
  places: Map<string, Point>;
  /** By the ids of the edges. */
  ways: Map<string, Way>;
}

/** The same for the same graph. */
export function laidOut({ nodes, edges }: PlaybookGraph): Layout {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: "TB", ranksep: 40, nodesep: 28, edgesep: 20 });
  for (const { id } of nodes) graph.setNode(id, { ...STEP_SIZE });
  const known = edges.filter(({ from, to }) => graph.hasNode(from) && graph.hasNode(to));
  for (const { id, from, to, label, kind } of known) {
    const size = label === "" ? {} : { width: label.length * LETTER + 8, height: 14, labelpos: "c" };
    // What leads back is laid out as if it led on: it would turn a loop upside down.
    const [upper, lower] = kind === "back" ? [to, from] : [from, to];
    graph.setEdge(upper, lower, size, id);
  }
  dagre.layout(graph);
  const places = nodes.map(({ id }): [string, Point] => {
    const { x, y } = graph.node(id) as Point;
    return [id, { x: x - STEP_SIZE.width / 2, y: y - STEP_SIZE.height / 2 }];
  });
  const ways = known.map(({ id, from, to, kind }): [string, Way] => {
    const back = kind === "back";
    const drawn = graph.edge(back ? to : from, back ? from : to, id) as { points: Point[] } & Partial<Point>;
    return [id, wayOf(back ? drawn.points.toReversed() : drawn.points, { x: drawn.x ?? 0, y: drawn.y ?? 0 })];
  });
  return { places: new Map(places), ways: new Map(ways) };
}

/** A bend at each of its points, through the middles between them. The label is where the line comes nearest to its room. */
function wayOf(points: readonly Point[], room: Point): Way {
  const [first = room, last = room] = [points[0], points.at(-1)];
  const bends = points.slice(1, -1).map((by, index) => ({
    from: index === 0 ? first : middle(points[index]!, by),
    by,
    to: index + 3 === points.length ? last : middle(by, points[index + 2]!),
  }));
  const drawn = bends.map(({ by, to }) => `Q${by.x} ${by.y} ${to.x} ${to.y}`).join("");
  const far = (point: Point): number => Math.abs(point.x - room.x) + Math.abs(point.y - room.y);
  const onLine = bends.map(({ from, by, to }) => middle(middle(from, by), middle(by, to)));
  const [label = middle(first, last)] = onLine.toSorted((a, b) => far(a) - far(b));
  return { path: `M${first.x} ${first.y}${drawn || `L${last.x} ${last.y}`}`, label };
}

function middle(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}
