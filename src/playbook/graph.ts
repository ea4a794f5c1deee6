/** A program as a picture's parts: what stands where is the drawing's business. */
import { durationText } from "./duration.ts";
import type { NodeId, Program, ProgramNode } from "./program.ts";

export interface GraphNode {
  id: NodeId;
  label: string;
  shape: "step" | "choice" | "wait" | "end";
}

export interface GraphEdge {
  from: NodeId;
  to: NodeId;
  /** Empty where a step simply goes on. */
  label: string;
  /** `back` leads to the next round of a loop, `failure` is taken when something went wrong. */
  kind: "on" | "back" | "failure";
}

export interface Graph {
  nodes: GraphNode[];
  edges: GraphEdge[];
}

/** Every node that can be reached, in the order they are met. */
export function graphOf(program: Program): Graph {
  const graph: Graph = { nodes: [], edges: [] };
  const seen = new Set<NodeId>();
  const waiting = [program.start];
  for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
    const node = program.nodes[id];
    if (node === undefined || seen.has(id)) continue;
    seen.add(id);
    graph.nodes.push({ id, label: labelOf(node), shape: shapeOf(node) });
    for (const edge of edgesFrom(node)) {
      graph.edges.push(edge);
      waiting.push(edge.to);
    }
  }
  return graph;
}

/** What it is called; a step that nobody gave a title says what it does, for "Decide" ten times over tells nothing. */
function labelOf(node: ProgramNode): string {
  switch (node.kind) {
    case "if":
      return node.title === "Decide" ? oneLine(node.condition) : node.title;
    case "switch":
      return node.title === "Choose" ? oneLine(node.value) : node.title;
    case "set":
      return node.title === "Note" ? `Note ${Object.keys(node.values).join(", ")}` : node.title;
    case "handoff":
      return node.title === "Hand over" ? `Hand over to ${node.queue}` : node.title;
    case "end":
      return node.title === "End" ? `End: ${node.disposition}` : node.title;
    case "wait":
      return node.title === "Wait" ? `Wait ${durationText(node.seconds * 1000)}` : node.title;
    default:
      return node.title;
  }
}

function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length <= 80 ? line : `${line.slice(0, 79).toWellFormed()}…`;
}

function shapeOf({ kind }: ProgramNode): GraphNode["shape"] {
  if (kind === "if" || kind === "switch" || kind === "while" || kind === "for-each") return "choice";
  if (kind === "wait" || kind === "wait-for" || kind === "form" || kind === "join") return "wait";
  return kind === "end" || kind === "handoff" ? "end" : "step";
}

function edgesFrom(node: ProgramNode): GraphEdge[] {
  const edges: GraphEdge[] = [];
  const add = (to: NodeId | null, label: string, kind: GraphEdge["kind"] = "on") => {
    if (to !== null) edges.push({ from: node.id, to, label, kind: isBack(node, to) ? "back" : kind });
  };
  switch (node.kind) {
    case "if":
      add(node.then, "yes");
      add(node.else, "no");
      break;
    case "switch":
      for (const each of node.cases) add(each.next, String(each.equals));
      add(node.default, "else");
      break;
    case "while":
    case "for-each":
      if (node.body !== node.id) add(node.body, node.kind === "while" ? "while" : "each");
      add(node.next, "done");
      add(node.onLimit, "too many", "failure");
      break;
    case "parallel":
      for (const branch of node.branches) add(branch, "");
      break;
    case "call":
      add(node.entry, "");
      add(node.onFailure, "failed", "failure");
      break;
    case "wait-for":
    case "form":
      add(node.next, "");
      add(node.onTimeout, "nothing in time", "failure");
      break;
    case "action":
      add(node.next, "");
      add(node.onFailure, "failed", "failure");
      // They come one after another when the run has failed, so only the first hangs on the step.
      add(node.compensate?.[0] ?? null, "taken back", "failure");
      break;
    case "end":
    case "handoff":
      break;
    default:
      add(node.next, "");
  }
  return edges;
}

/** From within a loop to the loop itself, or from what takes a step back to the step it belongs to. */
function isBack({ id, within = [] }: ProgramNode, to: NodeId): boolean {
  return within.includes(to) || id.startsWith(`${to}.compensate-`);
}
