/** A graph as a Mermaid flowchart, which many wikis and forges draw. */
import type { Graph, GraphEdge, GraphNode } from "./graph.ts";

const BRACKETS: Record<GraphNode["shape"], [string, string]> = {
  step: ["[", "]"],
  choice: ["{", "}"],
  wait: ["([", "])"],
  end: ["[[", "]]"],
};
const ARROWS: Record<GraphEdge["kind"], string> = { on: "-->", back: "-->", failure: "-.->" };

/** The text of the chart. Ids are numbers: those of steps may be words that Mermaid keeps to itself. */
export function mermaidOf({ nodes, edges }: Graph): string {
  const names = new Map(nodes.map(({ id }, index) => [id, `n${index}`]));
  const boxes = nodes.map(({ id, label, shape }) => {
    const [open, close] = BRACKETS[shape];
    return `  ${names.get(id)}${open}"${escaped(label)}"${close}`;
  });
  const lines = edges.map(({ from, to, label, kind }) => {
    const said = label === "" ? "" : `|"${escaped(label)}"|`;
    return `  ${names.get(from)} ${ARROWS[kind]}${said} ${names.get(to)}`;
  });
  return `${["flowchart TD", ...boxes, ...lines].join("\n")}\n`;
}

function escaped(text: string): string {
  const oneLine = text.replaceAll(/\s+/g, " ");
  return oneLine.replaceAll(/[#"<>&\\`]/g, (sign) => `#${sign.charCodeAt(0)};`);
}
