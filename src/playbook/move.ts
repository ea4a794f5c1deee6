/** Whether a run that waits can go on in another version. */
import { canonicalJson } from "../ids.ts";
import { graphOf } from "./graph.ts";
import type { NodeId, Program, ProgramNode } from "./program.ts";
import type { RunState } from "./state.ts";
import { frameOf } from "./walk.ts";

/**
 * Null when the run can go on in the other version as if it had begun there; else why not. It can where every step that it stands at, goes round in or
 * may take back is there in the same shape, and everything that the steps still to come read is known: nothing is guessed.
 */
export function whyNotMovable(from: Program, to: Program, state: RunState): string | null {
  if (state.tokens.length === 0) return "the run stands nowhere";
  if (state.failing !== null && state.failing !== undefined) return "the run has failed, and takes back what it did";
  return (
    standing(from, to, state) ??
    together(from, to, state) ??
    newVariable(to, state) ??
    first(state.tokens.map(({ node }) => unread(from, to, node, state)))
  );
}

function first(reasons: readonly (string | null)[]): string | null {
  return reasons.find((reason) => reason !== null) ?? null;
}

/** Where it stands, the loops and calls around that, and what it may take back. */
function standing(from: Program, to: Program, state: RunState): string | null {
  const at = state.tokens.flatMap(({ node }) => [node, ...(from.nodes[node]?.within ?? []), ...callsAround(node)]);
  const undone = (state.undo ?? []).map(({ node }) => node);
  return first([...new Set([...at, ...undone])].map((id) => otherShape(from, to, id)));
}

function callsAround(node: NodeId): NodeId[] {
  const frame = frameOf(node);
  return frame === "" ? [] : [frame.slice(0, -1), ...callsAround(frame.slice(0, -1))];
}

function otherShape(from: Program, to: Program, id: NodeId): string | null {
  const [was, is] = [from.nodes[id], to.nodes[id]];
  const title = was === undefined ? id : `"${was.title}" (${id})`;
  if (was === undefined || is === undefined) return `the step ${title} is not there in that version`;
  return shapeOf(was) === shapeOf(is) ? null : `the step ${title} is another in that version`;
}

/** Everything that a node does and waits for, but not what comes after it. */
function shapeOf(node: ProgramNode): string {
  const { title: _title, ...shape } = { ...node } as Record<string, unknown>;
  for (const lead of [
    "next",
    "then",
    "else",
    "default",
    "body",
    "forgets",
    "onLimit",
    "onTimeout",
    "entry",
    "compensate",
  ])
    delete shape[lead];
  if (node.kind === "switch") shape.cases = node.cases.map(({ equals }) => equals);
  if ("onFailure" in node) shape.onFailure = node.onFailure === null;
  return canonicalJson(shape);
}

/** While branches run at once, they must be the same branches: the join counts them. */
function together(from: Program, to: Program, { tokens, arrivals }: RunState): string | null {
  if (tokens.length === 1 && Object.keys(arrivals).length === 0) return null;
  const forks = Object.values(from.nodes).filter(({ kind }) => kind === "parallel" || kind === "join");
  return first(forks.map(({ id }) => otherShape(from, to, id)));
}

function newVariable(to: Program, state: RunState): string | null {
  const unknown = Object.keys(to.variables ?? {}).find((name) => !(name in (state.variables ?? {})));
  return unknown === undefined ? null : `that version has a variable "${unknown}", which this run never set`;
}

/** An output that a step still to come reads, and that nobody can give any more. */
function unread(from: Program, to: Program, at: NodeId, state: RunState): string | null {
  const [before, ahead] = [reachable(from, at), reachable(to, at)];
  const around = new Set(to.nodes[at]?.within ?? []);
  for (const id of ahead)
    for (const read of readsOf(to.nodes[id]!)) {
      const [was, is] = [from.nodes[read], to.nodes[read]];
      if (is === undefined) continue;
      const same = was !== undefined && shapeOf(was) === shapeOf(is);
      if (same && (read in state.outputs || ahead.has(read) === before.has(read))) continue;
      const later = ahead.has(read) && !(is.within ?? []).some((loop) => around.has(loop));
      if (later && !(read in state.outputs)) continue;
      return `"${to.nodes[id]!.title}" (${id}) reads what step ${read} gives, which this run ${was === undefined ? "never did" : "did otherwise"}`;
    }
  return null;
}

function reachable(program: Program, start: NodeId): Set<NodeId> {
  return new Set(graphOf({ ...program, start }).nodes.map(({ id }) => id));
}

/** The steps whose outputs a node's expressions name. */
function readsOf(node: ProgramNode): NodeId[] {
  const frame = frameOf(node.id);
  const names = JSON.stringify(node).matchAll(/\bsteps\s*(?:\.\s*|\[\s*\\?["'])([A-Za-z0-9_]+)/g);
  return [...names].map(([, name]) => `${frame}${name}`);
}
