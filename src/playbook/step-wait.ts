/** Steps that wait for others: people who answer a form, events, conditions, moments. */
import { InputError, RefusedError } from "../errors.ts";
import { happened, type Observed } from "./observed.ts";
import type { FormNode, NodeId, WaitForNode } from "./program.ts";
import { evaluateCondition, evaluateValue } from "./scope.ts";
import type { Token } from "./state.ts";
import { keyOf, record, scopeOf, scopeWith, setOutput, textOf, type Walk } from "./walk.ts";

/** A change is heard of at once; should the word of it be lost, the run looks again after so long. */
const LOOK_AGAIN_MS = 5 * 60_000;

/** Begins to wait. */
export function beginWait(walk: Walk, token: Token, node: FormNode | WaitForNode): void {
  token.deadline = walk.now + node.atMostSeconds * 1000;
  delete token.since;
  if (node.kind === "form" || node.until === null) return askOthers(walk, token, node);
  const moment = Date.parse(String(evaluateValue(node.until, scopeOf(walk, node))));
  if (Number.isNaN(moment)) throw new InputError("playbook.no-moment", `"${node.until}" gives no moment in time.`);
  token.phase = "waiting";
  token.wakeAt = Math.min(moment, token.deadline);
  if (moment <= token.deadline) delete token.deadline;
}

/** Asks people, or looks at the incident, once more. */
export function askOthers(walk: Walk, token: Token, node: FormNode | WaitForNode): void {
  token.phase = "performing";
  token.wakeAt = null;
  const { id: at, kind } = node;
  const deadline = token.deadline ?? walk.now;
  const wish = { token: token.id, node: at, key: keyOf(walk, node), attempt: token.attempt, deadline };
  if (kind === "wait-for")
    return void walk.perform.push({ kind: "observe", ...wish, event: node.event, since: token.since ?? null });
  const { queue, fields } = node;
  walk.perform.push({ kind: "form", ...wish, queue, reason: textOf(walk, node, node.reason), fields });
}

/** Takes a look into account: null when the wait goes on, else where the token goes. Throws RefusedError when it is over and nothing answers for that. */
export function observed(walk: Walk, token: Token, node: WaitForNode, seen: Observed): NodeId | null {
  if (isMet(walk, token, node, seen)) {
    record(walk, node, 1, "succeeded", seen, null);
    setOutput(walk, node.id, seen);
    return node.next;
  }
  const deadline = token.deadline ?? walk.now;
  if (walk.now >= deadline) return overdue(walk, node);
  token.phase = "parked";
  token.wakeAt = Math.min(deadline, walk.now + LOOK_AGAIN_MS);
  return null;
}

/** Where a token goes whose wait nobody ended. */
export function overdue(walk: Walk, node: FormNode | WaitForNode): NodeId {
  const error = tooLate(node);
  if (node.onTimeout === null) throw error;
  record(walk, node, 1, "failed", null, error.toJSON());
  return node.onTimeout;
}

function tooLate(node: FormNode | WaitForNode): RefusedError {
  if (node.kind === "form")
    return new RefusedError("playbook.no-answers", `Nobody answered the questions of "${node.title}" in time.`);
  const what = node.event ?? (node.condition === null ? "the moment" : "the condition");
  return new RefusedError("playbook.waited-in-vain", `"${node.title}" waited for ${what} in vain.`);
}

function isMet(walk: Walk, token: Token, node: WaitForNode, seen: Observed): boolean {
  const before = token.since;
  token.since = seen;
  if (node.event !== null && (before === undefined || !happened(node.event, before, seen))) return false;
  return node.condition === null || evaluateCondition(node.condition, scopeWith(walk, node, seen));
}
