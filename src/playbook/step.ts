/**
 * The stepper: `(program, state, event) → transition`, pure. Production, simulation, tests and recovery run this very code; whatever it
 * decides follows from recorded values alone.
 */
import { DefectError, type ErrorJson, toErrorJson } from "../errors.ts";
import type { IncidentFacts } from "../model/incident.ts";
import type { ActionNode, NodeId, Program, ProgramNode } from "./program.ts";
import { evaluateCondition, evaluateValue, type RunScope, renderValue } from "./scope.ts";
import type { Ending, Perform, RunEvent, RunState, StepRecord, Token, Transition } from "./state.ts";

/** Moving on without an action, a wait or an end can only be a loop in the program, which the compiler does not make. */
const MAX_MOVES = 10_000;

interface Walk {
  program: Program;
  facts: IncidentFacts;
  now: number;
  state: RunState;
  perform: Perform[];
  records: StepRecord[];
  moves: number;
  scope: RunScope | null;
}

/** Takes one event into account. The state given is not changed. An event that no longer applies (a token that is gone) changes nothing. */
export function advance(program: Program, facts: IncidentFacts, state: RunState, event: RunEvent): Transition {
  const walk: Walk = {
    program,
    facts,
    now: event.now,
    state: {
      ...state,
      tokens: state.tokens.map((token) => ({ ...token })),
      outputs: { ...state.outputs },
      arrivals: { ...state.arrivals },
    },
    perform: [],
    records: [],
    moves: 0,
    scope: null,
  };
  if (walk.state.ending === null) apply(walk, event);
  if (walk.state.ending !== null) {
    walk.state.tokens = [];
    walk.perform = [];
  }
  const times = walk.state.tokens.flatMap((token) => (token.wakeAt === null ? [] : [token.wakeAt]));
  return {
    state: walk.state,
    perform: walk.perform,
    records: walk.records,
    wakeAt: times.length === 0 ? null : Math.min(...times),
  };
}

function apply(walk: Walk, event: RunEvent): void {
  switch (event.kind) {
    case "started":
      return start(walk);
    case "succeeded":
      return withAction(walk, event.token, (token, node) => {
        record(walk, node, token.attempt, "succeeded", event.output, null);
        walk.state.outputs[node.id] = event.output;
        walk.scope = null;
        enter(walk, token, node.next);
      });
    case "failed":
      return withAction(walk, event.token, (token, node) => failed(walk, token, node, event.error));
    case "parked":
      return withAction(walk, event.token, (token) => {
        token.phase = "parked";
        token.wakeAt = event.wakeAt;
      });
    case "woken":
      return wake(walk);
    case "recovered":
      if (walk.state.nextToken === 1) return start(walk);
      for (const token of [...walk.state.tokens])
        if (token.phase === "performing") ask(walk, token, actionOf(walk, token.node));
      return wake(walk);
  }
}

function start(walk: Walk): void {
  if (walk.state.nextToken === 1) enter(walk, newToken(walk), walk.program.start);
}

function withAction(walk: Walk, tokenId: number, then: (token: Token, node: ActionNode) => void): void {
  const token = walk.state.tokens.find((candidate) => candidate.id === tokenId);
  if (token === undefined) return;
  then(token, actionOf(walk, token.node));
}

function failed(walk: Walk, token: Token, node: ActionNode, error: ErrorJson): void {
  record(walk, node, token.attempt, "failed", null, error);
  if (error.root === "transient" && token.attempt <= node.retries) {
    token.phase = "retrying";
    token.wakeAt = walk.now + Math.max(error.retryAfterMs ?? 0, node.backoffMs * 2 ** (token.attempt - 1));
    token.attempt += 1;
    return;
  }
  if (node.onFailure !== null) return enter(walk, token, node.onFailure);
  handOver(walk, node.id, `Step "${node.title}" did not succeed: ${error.message}`, error);
}

function wake(walk: Walk): void {
  for (const token of [...walk.state.tokens]) {
    if (walk.state.ending !== null) return;
    const due = token.wakeAt !== null && token.wakeAt <= walk.now;
    if (token.phase === "parked" || (token.phase === "retrying" && due)) ask(walk, token, actionOf(walk, token.node));
    else if (token.phase === "waiting" && due) {
      const node = nodeOf(walk, token.node);
      if (node.kind !== "wait")
        throw new DefectError("playbook.bad-state", `Token ${token.id} waits at ${node.id}, which is no wait.`);
      record(walk, node, 1, "succeeded", null, null);
      enter(walk, token, node.next);
    }
  }
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
    try {
      next = visit(walk, token, node);
    } catch (error) {
      // An expression that cannot be evaluated on these facts is a fault of the playbook: people get the incident, nothing is guessed.
      return handOver(
        walk,
        node.id,
        `Step "${node.title}" could not be evaluated: ${toErrorJson(error).message}`,
        toErrorJson(error),
      );
    }
  }
}

function visit(walk: Walk, token: Token, node: ProgramNode): NodeId | null {
  switch (node.kind) {
    case "action":
      token.attempt = 1;
      ask(walk, token, node);
      return null;
    case "if": {
      const taken = evaluateCondition(node.condition, scopeOf(walk));
      record(walk, node, 1, "succeeded", taken, null);
      return taken ? node.then : node.else;
    }
    case "switch": {
      const value = evaluateValue(node.value, scopeOf(walk));
      const match = node.cases.find((candidate) => candidate.equals === value);
      record(walk, node, 1, "succeeded", value, null);
      return match?.next ?? node.default;
    }
    case "parallel":
      record(walk, node, 1, "succeeded", null, null);
      removeToken(walk, token);
      for (const branch of node.branches) enter(walk, newToken(walk), branch);
      return null;
    case "join": {
      removeToken(walk, token);
      const arrived = (walk.state.arrivals[node.id] ?? 0) + 1;
      walk.state.arrivals[node.id] = arrived;
      if (arrived < node.arrivals) return null;
      enter(walk, newToken(walk), node.next);
      return null;
    }
    case "wait":
      token.phase = "waiting";
      token.wakeAt = walk.now + node.seconds * 1000;
      return null;
    case "handoff":
      end(walk, node, {
        kind: "handoff",
        node: node.id,
        queue: node.queue,
        reason: text(walk, node.reason),
        questions: node.questions,
        error: null,
      });
      return null;
    case "end":
      end(walk, node, {
        kind: "end",
        node: node.id,
        disposition: node.disposition,
        reason: text(walk, node.reason),
        status: node.status,
      });
      return null;
  }
}

function ask(walk: Walk, token: Token, node: ActionNode): void {
  token.phase = "performing";
  token.wakeAt = null;
  walk.perform.push({
    token: token.id,
    node: node.id,
    attempt: token.attempt,
    capability: node.capability,
    connection: node.connection,
    input: renderValue(node.input, scopeOf(walk)) as Record<string, unknown>,
    timeoutMs: node.timeoutMs,
    leaseSeconds: node.leaseSeconds,
  });
}

function end(walk: Walk, node: ProgramNode, ending: Ending): void {
  record(walk, node, 1, "succeeded", null, null);
  walk.state.ending = ending;
}

function handOver(walk: Walk, node: NodeId, reason: string, error: ErrorJson): void {
  walk.state.ending = { kind: "handoff", node, queue: walk.program.defaultQueue, reason, questions: [], error };
}

function record(
  walk: Walk,
  node: ProgramNode,
  attempt: number,
  status: StepRecord["status"],
  output: unknown,
  error: ErrorJson | null,
): void {
  walk.records.push({ step: node.id, kind: node.kind, attempt, status, output, error });
}

function newToken(walk: Walk): Token {
  const token: Token = {
    id: walk.state.nextToken,
    node: walk.program.start,
    phase: "performing",
    attempt: 1,
    wakeAt: null,
  };
  walk.state.nextToken += 1;
  walk.state.tokens.push(token);
  return token;
}

function removeToken(walk: Walk, token: Token): void {
  walk.state.tokens = walk.state.tokens.filter((candidate) => candidate.id !== token.id);
}

function scopeOf(walk: Walk): RunScope {
  walk.scope ??= { incident: walk.facts, steps: walk.state.outputs };
  return walk.scope;
}

function text(walk: Walk, template: Parameters<typeof renderValue>[0]): string {
  return String(renderValue(template, scopeOf(walk)));
}

function nodeOf(walk: Walk, id: NodeId): ProgramNode {
  const node = walk.program.nodes[id];
  if (node === undefined)
    throw new DefectError("playbook.no-such-node", `Playbook ${walk.program.name} has no node ${id}.`);
  return node;
}

function actionOf(walk: Walk, id: NodeId): ActionNode {
  const node = nodeOf(walk, id);
  if (node.kind !== "action")
    throw new DefectError("playbook.bad-state", `Node ${id} of ${walk.program.name} is no action.`);
  return node;
}
