/**
 * The stepper: `(program, state, event) → transition`, pure. Production, simulation, tests and recovery run this very code; whatever it
 * decides follows from recorded values alone.
 */
import { DefectError, type ErrorJson, toErrorJson } from "../errors.ts";
import type { IncidentFacts } from "../model/incident.ts";
import type { ActionNode, NodeId, Program, ProgramNode } from "./program.ts";
import { evaluateCondition, evaluateValue, renderValue } from "./scope.ts";
import { type Ending, initialState, type RunEvent, type RunState, type Token, type Transition } from "./state.ts";
import { setVariables, visitCall, visitReturn, visitSet } from "./step-call.ts";
import { giveUp, nextUndo, noteUndo, undoFailed } from "./step-failure.ts";
import { visitForEach, visitWhile } from "./step-loop.ts";
import { askOthers, beginWait, observed, overdue } from "./step-wait.ts";
import { keyOf, newToken, nodeOf, record, removeToken, scopeOf, setOutput, textOf, type Walk } from "./walk.ts";

/** Moving on without an action, a wait or an end for so long can only be a fault of the checker, which bounds the rounds of all loops. */
const MAX_MOVES = 20_000;

/** Told of every node before it is entered, with the walk as it stands there. It must not change it. */
export type Watch = (walk: Readonly<Walk>, node: ProgramNode) => void;

/** Takes one event into account. The state given is not changed. An event that no longer applies (a token that is gone) changes nothing. */
export function advance(
  program: Program,
  facts: IncidentFacts,
  state: RunState,
  event: RunEvent,
  watch?: Watch,
): Transition {
  const walk: Walk = {
    program,
    facts,
    now: event.now,
    state: ownState(state),
    perform: [],
    records: [],
    moves: 0,
    scopes: new Map(),
    ...(watch === undefined ? {} : { watch }),
  };
  if (walk.state.ending === null) apply(walk, event);
  if (walk.state.ending !== null) {
    walk.state.tokens = [];
    walk.perform = [];
  }
  // Work asked for by a token that something later in the same move cut off.
  const living = new Set(walk.state.tokens.map(({ id }) => id));
  const times = walk.state.tokens.flatMap((token) => (token.wakeAt === null ? [] : [token.wakeAt]));
  return {
    state: walk.state,
    perform: walk.perform.filter(({ token }) => living.has(token)),
    records: walk.records,
    wakeAt: times.length === 0 ? null : Math.min(...times),
  };
}

/** A copy that may be changed, as deep as the stepper changes it. */
function ownState(given: RunState): RunState {
  const state = { ...initialState, ...given };
  return {
    ...state,
    tokens: state.tokens.map((token) => ({ ...token })),
    outputs: { ...state.outputs },
    arrivals: { ...state.arrivals },
    variables: { ...state.variables },
    inputs: { ...state.inputs },
    loops: { ...state.loops },
  };
}

function apply(walk: Walk, event: RunEvent): void {
  switch (event.kind) {
    case "started":
      return start(walk);
    case "succeeded":
      return withToken(walk, event.token, (token, node) => succeeded(walk, token, node, event.output));
    case "failed":
      return withToken(walk, event.token, (token, node) => failed(walk, token, node, event.error));
    case "expired":
      return withToken(walk, event.token, (_token, node) =>
        node.kind === "form" || node.kind === "wait-for" ? overdue(walk, node) : null,
      );
    case "observed":
      return withToken(walk, event.token, (token, node) =>
        node.kind === "wait-for" ? observed(walk, token, node, event.seen) : null,
      );
    case "parked":
      return withToken(walk, event.token, (token) => {
        token.phase = "parked";
        token.wakeAt = event.wakeAt;
        return null;
      });
    case "woken":
      return wake(walk);
    case "recovered":
      if (walk.state.nextToken === 1) return start(walk);
      for (const token of [...walk.state.tokens])
        if (token.phase === "performing") moveOn(walk, token, () => askAgain(walk, token));
      return wake(walk);
  }
}

function start(walk: Walk): void {
  if (walk.state.nextToken !== 1) return;
  setVariables(walk, "", walk.program.variables ?? {});
  enter(walk, newToken(walk), walk.program.start);
}

/** Takes an answer to a token into account, and moves it to where that leads; not at all for null. */
function withToken(walk: Walk, tokenId: number, then: (token: Token, node: ProgramNode) => NodeId | null): void {
  const token = walk.state.tokens.find((candidate) => candidate.id === tokenId);
  if (token === undefined) return;
  moveOn(walk, token, () => then(token, nodeOf(walk, token.node)));
}

function moveOn(walk: Walk, token: Token, where: () => NodeId | null): void {
  const next = attempt(walk, token, where);
  if (next !== null) enter(walk, token, next);
}

/** A value that these facts do not have, or a wait in vain, is a fault of the step: people get the incident, nothing is guessed. */
function attempt(walk: Walk, token: Token, where: () => NodeId | null): NodeId | null {
  try {
    return where();
  } catch (thrown) {
    const error = toErrorJson(thrown);
    const node = nodeOf(walk, token.node);
    if (walk.state.failing !== null && node.kind === "action") return undoFailed(walk, node, error);
    const why = error.root === "refused" ? "did not succeed" : "could not be evaluated";
    return giveUp(walk, token, node.id, `Step "${node.title}" ${why}: ${error.message}`, error);
  }
}

function succeeded(walk: Walk, token: Token, node: ProgramNode, output: unknown): NodeId | null {
  if (node.kind !== "action" && node.kind !== "form") throw unexpected(walk, token);
  record(walk, node, token.attempt, "succeeded", output, null);
  if (walk.state.failing !== null) return nextUndo(walk, walk.state.failing.ending);
  setOutput(walk, node.id, output);
  if (node.kind === "action") noteUndo(walk, node);
  return node.next;
}

function failed(walk: Walk, token: Token, node: ProgramNode, error: ErrorJson): NodeId | null {
  if (node.kind !== "action") throw unexpected(walk, token);
  record(walk, node, token.attempt, "failed", null, error);
  if (error.root === "transient" && token.attempt <= node.retries) {
    token.phase = "retrying";
    token.wakeAt = walk.now + Math.max(error.retryAfterMs ?? 0, node.backoffMs * 2 ** (token.attempt - 1));
    token.attempt += 1;
    return null;
  }
  if (walk.state.failing !== null) return undoFailed(walk, node, error);
  // Of an earlier round: what failed now has no output.
  delete walk.state.outputs[node.id];
  walk.scopes.clear();
  if (node.onFailure !== null) return node.onFailure;
  return giveUp(walk, token, node.id, `Step "${node.title}" did not succeed: ${error.message}`, error);
}

function wake(walk: Walk): void {
  for (const { id } of [...walk.state.tokens]) {
    // It may be gone: an earlier one of these has cut it off.
    const token = walk.state.tokens.find((candidate) => candidate.id === id);
    if (walk.state.ending !== null || token === undefined) continue;
    const due = token.wakeAt !== null && token.wakeAt <= walk.now;
    if (token.phase === "parked" || (token.phase === "retrying" && due))
      moveOn(walk, token, () => askAgain(walk, token));
    else if (token.phase === "waiting" && due) moveOn(walk, token, () => waited(walk, token));
  }
}

function waited(walk: Walk, token: Token): NodeId {
  const node = nodeOf(walk, token.node);
  if (node.kind !== "wait" && node.kind !== "wait-for") throw unexpected(walk, token);
  if (node.kind === "wait-for" && token.deadline !== undefined) return overdue(walk, node);
  record(walk, node, 1, "succeeded", null, null);
  return node.next;
}

/** Asks for what a token stands at once more: under the same key it is the same wish. */
function askAgain(walk: Walk, token: Token): null {
  const node = nodeOf(walk, token.node);
  if (node.kind === "action") ask(walk, token, node);
  else if (node.kind === "form" || node.kind === "wait-for") askOthers(walk, token, node);
  else throw unexpected(walk, token);
  return null;
}

/** Moves a token to a node and on, until it performs, waits, joins or ends. */
function enter(walk: Walk, token: Token, target: NodeId): void {
  let next: NodeId | null = target;
  while (next !== null && walk.state.ending === null) {
    walk.moves += 1;
    if (walk.moves > MAX_MOVES)
      throw new DefectError("playbook.endless", `Playbook ${walk.program.name} moves in a circle at ${next}.`);
    const node = nodeOf(walk, next);
    token.node = node.id;
    walk.watch?.(walk, node);
    next = attempt(walk, token, () => visit(walk, token, node));
  }
}

function visit(walk: Walk, token: Token, node: ProgramNode): NodeId | null {
  switch (node.kind) {
    case "action":
      token.attempt = 1;
      ask(walk, token, node);
      return null;
    case "set":
      return visitSet(walk, node);
    case "if": {
      const taken = evaluateCondition(node.condition, scopeOf(walk, node));
      record(walk, node, 1, "succeeded", taken, null);
      return taken ? node.then : node.else;
    }
    case "switch": {
      const value = evaluateValue(node.value, scopeOf(walk, node));
      const match = node.cases.find((candidate) => candidate.equals === value);
      record(walk, node, 1, "succeeded", value, null);
      return match?.next ?? node.default;
    }
    case "while":
      return visitWhile(walk, node);
    case "for-each":
      return visitForEach(walk, node);
    case "call":
      return visitCall(walk, node);
    case "return":
      return visitReturn(walk, node);
    default:
      stand(walk, token, node);
      return null;
  }
}

/** Nodes at which a token stays, or is gone. */
function stand(walk: Walk, token: Token, node: StandingNode): void {
  switch (node.kind) {
    case "parallel":
      record(walk, node, 1, "succeeded", null, null);
      removeToken(walk, token);
      // Whoever asks for its work is known before the next begins; what fails in one cuts off the others.
      for (const branch of node.branches.map((id) => ({ id, token: newToken(walk) })))
        if (walk.state.tokens.includes(branch.token)) enter(walk, branch.token, branch.id);
      return;
    case "join": {
      removeToken(walk, token);
      const arrived = (walk.state.arrivals[node.id] ?? 0) + 1;
      walk.state.arrivals[node.id] = arrived;
      if (arrived < node.arrivals) return;
      // In a loop the next round's branches are counted anew.
      delete walk.state.arrivals[node.id];
      return enter(walk, newToken(walk), node.next);
    }
    case "wait":
      token.phase = "waiting";
      token.wakeAt = walk.now + node.seconds * 1000;
      delete token.deadline;
      return;
    case "wait-for":
    case "form":
      token.attempt = 1;
      return beginWait(walk, token, node);
    case "handoff": {
      const { id, queue, questions } = node;
      const reason = textOf(walk, node, node.reason);
      return end(walk, node, { kind: "handoff", node: id, queue, reason, questions, error: null });
    }
    case "end": {
      const { id, disposition, status } = node;
      return end(walk, node, { kind: "end", node: id, disposition, reason: textOf(walk, node, node.reason), status });
    }
  }
}

type StandingNode = Extract<
  ProgramNode,
  { kind: "parallel" | "join" | "wait" | "wait-for" | "form" | "handoff" | "end" }
>;

function ask(walk: Walk, token: Token, node: ActionNode): void {
  token.phase = "performing";
  token.wakeAt = null;
  const undo = walk.state.failing?.undo;
  walk.perform.push({
    kind: "action",
    token: token.id,
    node: node.id,
    key: undo?.key ?? keyOf(walk, node),
    attempt: token.attempt,
    capability: node.capability,
    connection: node.connection,
    input: undo?.input ?? (renderValue(node.input, scopeOf(walk, node)) as Record<string, unknown>),
    timeoutMs: node.timeoutMs,
    leaseSeconds: node.leaseSeconds,
  });
}

function end(walk: Walk, node: ProgramNode, ending: Ending): void {
  record(walk, node, 1, "succeeded", null, null);
  walk.state.ending = ending;
}

function unexpected(walk: Walk, token: Token): DefectError {
  return new DefectError(
    "playbook.bad-state",
    `Token ${token.id} of ${walk.program.name} stands at ${token.node}, where it cannot.`,
  );
}
