/** A graph as an SVG of its own: no script, no font, nothing fetched. */
import type { Graph, GraphNode } from "./graph.ts";
import { BOX, type Line, type Placed, type Point, placed } from "./layout.ts";

/** Characters that fit a box. */
const LABEL = 32;
/** Of a line: the value of a case, mostly a word. */
const SAID = 24;
const FILLS: Record<GraphNode["shape"], string> = {
  step: "#e8f0fe",
  choice: "#fff4d6",
  wait: "#eef7ea",
  end: "#f3e8fd",
};
const STYLE =
  "text{font:12px sans-serif;fill:#202124;text-anchor:middle}.l{font-size:10px;fill:#5f6368;stroke:#fff;stroke-width:4px;paint-order:stroke}path,rect{stroke:#5f6368;fill:none}rect{stroke-width:1}.failure{stroke-dasharray:4 3}";

/** The whole document. */
export function svgOf(graph: Graph, title: string): string {
  const { width, height, boxes, lines } = placed(graph, (label) => cut(label, SAID));
  const [w, h] = [round(width), round(height)];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}" role="img" aria-label="${escaped(title)}">`,
    `<style>${STYLE}</style>`,
    '<defs><marker id="a" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" style="fill:#5f6368"/></marker></defs>',
    `<rect width="${w}" height="${h}" style="fill:#fff;stroke:none"/>`,
    ...lines.map(lineOf),
    ...lines.flatMap(saidOf),
    ...[...boxes.values()].map(boxOf),
    "</svg>",
    "",
  ].join("\n");
}

function boxOf({ label, shape, x, y }: Placed): string {
  const corner = shape === "wait" ? 18 : shape === "choice" ? 2 : 6;
  const rect = `<rect x="${round(x - BOX.width / 2)}" y="${round(y - BOX.height / 2)}" width="${BOX.width}" height="${BOX.height}" rx="${corner}" style="fill:${FILLS[shape]}"/>`;
  return `<g><title>${escaped(label)}</title>${rect}<text x="${round(x)}" y="${round(y + 4)}">${escaped(cut(label, LABEL))}</text></g>`;
}

/** Through the middles between its points, each of them a bend. */
function lineOf({ kind, points }: Line): string {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return "";
  const bends = bendsOf(points).map(({ by, to }) => `Q${at(by)} ${at(to)}`);
  return `<path class="${kind}" d="M${at(first)}${bends.join("") || `L${at(last)}`}" marker-end="url(#a)"/>`;
}

interface Bend {
  from: Point;
  /** What it bends towards. */
  by: Point;
  to: Point;
}

function bendsOf(points: readonly Point[]): Bend[] {
  const middle = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
  const last = points.length - 1;
  return points.slice(1, -1).map((by, index) => ({
    from: index === 0 ? points[0]! : middle(points[index]!, by),
    by,
    to: index + 2 === last ? points[last]! : middle(by, points[index + 2]!),
  }));
}

/** On the line, where it comes nearest to the place that was kept free for it. */
function saidOf({ label, said, points }: Line): string[] {
  if (said === null) return [];
  const onBend = ({ from, by, to }: Bend): Point => ({
    x: (from.x + 2 * by.x + to.x) / 4,
    y: (from.y + 2 * by.y + to.y) / 4,
  });
  const far = (point: Point): number => Math.abs(point.x - said.x) + Math.abs(point.y - said.y);
  const [on = said] = bendsOf(points)
    .map(onBend)
    .sort((a, b) => far(a) - far(b));
  return [`<text class="l" x="${round(on.x)}" y="${round(on.y + 3)}">${escaped(cut(label, SAID))}</text>`];
}

function at({ x, y }: Point): string {
  return `${round(x)} ${round(y)}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).toWellFormed()}…`;
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
