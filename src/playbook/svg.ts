/** A graph as an SVG of its own: no script, no font, nothing fetched. */
import type { Graph, GraphEdge, GraphNode } from "./graph.ts";
import { type Placed, placed } from "./layout.ts";

const BOX = { width: 190, height: 40 };
const GAP = { width: 30, height: 46 };
const MARGIN = 60;
/** Characters that fit a box. */
const LABEL = 28;
const FILLS: Record<GraphNode["shape"], string> = {
  step: "#e8f0fe",
  choice: "#fff4d6",
  wait: "#eef7ea",
  end: "#f3e8fd",
};
const STYLE =
  "text{font:12px sans-serif;fill:#202124;text-anchor:middle}.l{font-size:10px;fill:#5f6368}path,rect{stroke:#5f6368;fill:none}rect{stroke-width:1}.failure{stroke-dasharray:4 3}";

/** The whole document. */
export function svgOf(graph: Graph, title: string): string {
  const places = placed(graph);
  const all = [...places.values()];
  const width = xOf(Math.max(0, ...all.map(({ column }) => column))) + BOX.width / 2 + MARGIN;
  const height = yOf(Math.max(0, ...all.map(({ row }) => row))) + BOX.height / 2 + MARGIN;
  const lines = graph.edges.flatMap((edge) => {
    const [from, to] = [places.get(edge.from), places.get(edge.to)];
    return from === undefined || to === undefined ? [] : [edgeOf(edge, from, to)];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">`,
    `<style>${STYLE}</style>`,
    '<defs><marker id="a" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" style="fill:#5f6368"/></marker></defs>',
    ...lines,
    ...all.map(boxOf),
    "</svg>",
    "",
  ].join("\n");
}

function boxOf({ label, shape, column, row }: Placed): string {
  const [x, y] = [xOf(column), yOf(row)];
  const round = shape === "wait" ? 18 : shape === "choice" ? 2 : 6;
  const rect = `<rect x="${x - BOX.width / 2}" y="${y - BOX.height / 2}" width="${BOX.width}" height="${BOX.height}" rx="${round}" style="fill:${FILLS[shape]}"/>`;
  return `<g><title>${escaped(label)}</title>${rect}<text x="${x}" y="${y + 4}">${escaped(cut(label))}</text></g>`;
}

/** Down from box to box; what leads back or to the same row goes round by the left. */
function edgeOf({ label, kind }: GraphEdge, from: Placed, to: Placed): string {
  const [x1, x2, y2] = [xOf(from.column), xOf(to.column), yOf(to.row) - BOX.height / 2];
  const y1 = yOf(from.row) + BOX.height / 2;
  const down = to.row > from.row;
  const side = Math.min(x1, x2) - BOX.width / 2 - 24;
  const path = down
    ? `M${x1} ${y1}C${x1} ${y1 + 24} ${x2} ${y2 - 24} ${x2} ${y2}`
    : `M${x1 - BOX.width / 2} ${y1 - BOX.height / 2}C${side} ${y1 - BOX.height / 2} ${side} ${y2 + BOX.height / 2} ${x2 - BOX.width / 2} ${y2 + BOX.height / 2}`;
  const [lx, ly] = down ? [(x1 * 2 + x2) / 3, (y1 * 2 + y2) / 3] : [side, (y1 + y2) / 2];
  const said = label === "" ? "" : `<text class="l" x="${lx}" y="${ly}">${escaped(cut(label))}</text>`;
  return `<path class="${kind}" d="${path}" marker-end="url(#a)"/>${said}`;
}

function xOf(column: number): number {
  return MARGIN + BOX.width / 2 + column * (BOX.width + GAP.width);
}

function yOf(row: number): number {
  return MARGIN / 2 + BOX.height / 2 + row * (BOX.height + GAP.height);
}

function cut(text: string): string {
  return text.length <= LABEL ? text : `${text.slice(0, LABEL - 1).toWellFormed()}…`;
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
