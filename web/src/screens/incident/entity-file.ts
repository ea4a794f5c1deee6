/** The graph of entities to take along: as SVG, and as a table. Names may be an attacker's, so that nothing of them is markup. */
import type { Colours } from "../../pictures/colours.ts";
import type { PictureTable } from "../../pictures/csv.ts";
import { incident } from "../../words/incident.ts";
import type { GraphEdge, GraphNode } from "./entity-graph.ts";
import { laidOut, NODE } from "./entity-layout.ts";

const { entities: words } = incident;

export interface Graph {
  nodes: GraphNode[];
  edges: GraphEdge[];
}

/** Around the whole. */
const MARGIN = 24;
/** As many letters as there is room for in a node. */
const MOST_LETTERS = 28;

export function sizeOf({ nodes, edges }: Graph): { width: number; height: number } {
  const { width, height } = laidOut(nodes, edges);
  return { width: Math.ceil(width + 2 * MARGIN), height: Math.ceil(height + 2 * MARGIN) };
}

/** In the colours of the theme that is shown; needs nothing from elsewhere. */
export function entitySvg({ nodes, edges }: Graph, colours: Colours): string {
  const { at } = laidOut(nodes, edges);
  const { width, height } = sizeOf({ nodes, edges });
  const place = (id: string) => at.get(id) ?? { x: 0, y: 0 };
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${-MARGIN} ${-MARGIN} ${width} ${height}" font-family="sans-serif">`,
    `<title>${escaped(words.graph)}</title>`,
    `<defs><marker id="to" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z" fill="${colours.lineStrong}"/></marker></defs>`,
    `<rect x="${-MARGIN}" y="${-MARGIN}" width="${width}" height="${height}" fill="${colours.panel}"/>`,
    ...edges.map((edge) => arrow(edge, place, colours)),
    ...nodes.map((node) => box(node, place(node.id), colours)),
    "</svg>",
  ].join("\n");
}

function arrow({ from, to, alerts }: GraphEdge, place: (id: string) => { x: number; y: number }, colours: Colours) {
  const [start, end] = [place(from), place(to)];
  const [x1, y1] = [start.x + NODE.width, start.y + NODE.height / 2];
  const [x2, y2] = [end.x, end.y + NODE.height / 2];
  const middle = (x1 + x2) / 2;
  const line = `<path d="M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}" fill="none" stroke="${colours.lineStrong}" marker-end="url(#to)"/>`;
  if (alerts < 2) return line;
  return `${line}<text x="${middle}" y="${(y1 + y2) / 2 + 4}" text-anchor="middle" font-size="11" fill="${colours.muted}" stroke="${colours.panel}" stroke-width="5" paint-order="stroke">${escaped(words.alerts(alerts))}</text>`;
}

function box({ kind, role, label }: GraphNode, { x, y }: { x: number; y: number }, colours: Colours): string {
  const border = role === "affected" ? colours.danger : colours.warn;
  const name = [...label].length > MOST_LETTERS ? `${[...label].slice(0, MOST_LETTERS - 1).join("")}…` : label;
  return [
    `<rect x="${x}" y="${y}" width="${NODE.width}" height="${NODE.height}" rx="8" fill="${colours.panel}" stroke="${border}"/>`,
    `<text x="${x + 8}" y="${y + 18}" font-size="11" fill="${colours.muted}">${escaped(`${kind} · ${roleName(role)}`)}</text>`,
    `<text x="${x + 8}" y="${y + 36}" font-size="12" fill="${colours.text}">${escaped(name)}</text>`,
  ].join("");
}

/** A line for each who acts on whom, then one for each whom nobody is known to act on or who acts on nobody. */
export function entityTable({ nodes, edges }: Graph): PictureTable {
  const named = new Map(nodes.map((node) => [node.id, node]));
  const cells = (id: string) => [named.get(id)?.label ?? id, named.get(id)?.kind ?? ""] as const;
  const tied = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const alone = nodes.filter(({ id }) => !tied.has(id));
  return {
    columns: words.columns,
    rows: [
      ...edges.map(({ from, to, alerts }) => [...cells(from), ...cells(to), alerts]),
      ...alone.map(({ id, role }) => {
        const none = ["", ""] as const;
        return role === "actor" ? [...cells(id), ...none, null] : [...none, ...cells(id), null];
      }),
    ],
  };
}

export function roleName(role: GraphNode["role"]): string {
  return words[role === "seen" ? "observable" : role];
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
