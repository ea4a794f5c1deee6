/** What becomes of a run whose step failed without an answer: a call that answers for it, or people, once what was done is taken back. */
import type { ErrorJson } from "../errors.ts";
import type { ActionNode, CallNode, NodeId } from "./program.ts";
import { renderValue } from "./scope.ts";
import type { Ending, Token } from "./state.ts";
import { keyOf, nodeOf, record, scopeOf, type Walk } from "./walk.ts";

/** Where the token goes on; null when the run has ended. */
export function giveUp(walk: Walk, token: Token, node: NodeId, reason: string, error: ErrorJson): NodeId | null {
  const call = answeringCall(walk, node);
  if (call !== null) {
    leaveFrame(walk, `${call.id}/`, token);
    record(walk, call, 1, "failed", null, error);
    return call.onFailure;
  }
  const ending: Ending = { kind: "handoff", node, queue: walk.program.defaultQueue, reason, questions: [], error };
  // The other branches are cut off: nothing is begun any more but what takes back.
  walk.state.tokens = walk.state.tokens.filter(({ id }) => id === token.id);
  const count = walk.state.undo.length;
  if (count > 0)
    ending.reason = `${sentence(reason)} What was done before is taken back (${count} action${count === 1 ? "" : "s"}).`;
  return nextUndo(walk, ending);
}

/** The next action that takes something back; null when none is left, and then the run has ended. */
export function nextUndo(walk: Walk, ending: Ending): NodeId | null {
  const undo = walk.state.undo.at(-1);
  if (undo === undefined) {
    walk.state.failing = null;
    walk.state.ending = ending;
    return null;
  }
  walk.state.undo = walk.state.undo.slice(0, -1);
  walk.state.failing = { ending, undo };
  return undo.node;
}

/** An action that takes back did not succeed: people must know, and the others are taken back all the same. */
export function undoFailed(walk: Walk, node: ActionNode, error: ErrorJson): NodeId | null {
  const { ending } = walk.state.failing!;
  const reason = `${sentence(ending.reason)} "${node.title}" did not succeed: ${error.message}`;
  return nextUndo(walk, { ...ending, reason });
}

/** Notes how a step that succeeded is taken back, from the values of this moment. */
export function noteUndo(walk: Walk, node: ActionNode): void {
  for (const id of [...(node.compensate ?? [])].reverse()) {
    const action = nodeOf(walk, id) as ActionNode;
    const input = renderValue(action.input, scopeOf(walk, action)) as Record<string, unknown>;
    walk.state.undo = [...walk.state.undo, { node: id, key: keyOf(walk, action), input }];
  }
}

/** The nearest call around a node that says what happens when one of its steps fails. */
function answeringCall(walk: Walk, node: NodeId): CallNode | null {
  for (let at = node.lastIndexOf("/"); at > 0; at = node.lastIndexOf("/", at - 1)) {
    const call = nodeOf(walk, node.slice(0, at));
    if (call.kind === "call" && call.onFailure !== null) return call;
  }
  return null;
}

/** Forgets what a called playbook has under way; `keep` goes on. */
export function leaveFrame(walk: Walk, frame: string, keep: Token): void {
  const { state } = walk;
  state.tokens = state.tokens.filter(({ id, node }) => id === keep.id || !node.startsWith(frame));
  for (const part of [state.loops, state.arrivals, state.outputs, state.variables, state.inputs])
    for (const key of Object.keys(part)) if (key.startsWith(frame)) delete (part as Record<string, unknown>)[key];
  walk.scopes.clear();
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
