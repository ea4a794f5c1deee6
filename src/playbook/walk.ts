/** One step of the stepper at work: the state it may change, and what every kind of node needs for it. */
import { DefectError, type ErrorJson } from "../errors.ts";
import type { IncidentFacts } from "../model/incident.ts";
import type { Observed } from "./observed.ts";
import type { NodeId, Program, ProgramNode, Template } from "./program.ts";
import { type RunScope, renderValue } from "./scope.ts";
import type { RunState, StepRecord, Token, Work } from "./state.ts";

export interface Walk {
  program: Program;
  facts: IncidentFacts;
  now: number;
  state: RunState;
  perform: Work[];
  records: StepRecord[];
  moves: number;
  /** Scopes by frame, until something in them changes. */
  scopes: Map<string, RunScope>;
  /** Told of every node before it is entered. */
  watch?(walk: Readonly<Walk>, node: ProgramNode): void;
}

export function record(
  walk: Walk,
  node: ProgramNode,
  attempt: number,
  status: StepRecord["status"],
  output: unknown,
  error: ErrorJson | null,
): void {
  walk.records.push({ step: node.id, kind: node.kind, attempt, status, output, error });
}

export function newToken(walk: Walk): Token {
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

export function removeToken(walk: Walk, token: Token): void {
  walk.state.tokens = walk.state.tokens.filter((candidate) => candidate.id !== token.id);
}

export function nodeOf(walk: Walk, id: NodeId): ProgramNode {
  const node = walk.program.nodes[id];
  if (node === undefined)
    throw new DefectError("playbook.no-such-node", `Playbook ${walk.program.name} has no node ${id}.`);
  return node;
}

/** The frame of a node: `""` for the playbook's own, `call/` for those of a playbook it calls. */
export function frameOf(id: NodeId): string {
  return id.slice(0, id.lastIndexOf("/") + 1);
}

/** Names the work of a node within the run: in a loop each round is another wish. */
export function keyOf(walk: Walk, node: ProgramNode): string {
  const rounds = (node.within ?? []).map((loop) => `${loop}:${walk.state.loops[loop]?.round ?? 0}`);
  return rounds.length === 0 ? node.id : `${node.id}@${rounds.join(",")}`;
}

export function setOutput(walk: Walk, node: NodeId, output: unknown): void {
  walk.state.outputs[node] = output;
  walk.scopes.clear();
}

/** What the expressions of a node see. */
export function scopeOf(walk: Walk, node: ProgramNode): RunScope {
  const frame = frameOf(node.id);
  let known = walk.scopes.get(frame);
  if (known === undefined) {
    const { state } = walk;
    known = {
      incident: walk.facts,
      steps: within(frame, state.outputs),
      vars: within(frame, state.variables),
      each: itemsOf(walk, frame),
      inputs: state.inputs[frame] ?? {},
    };
    walk.scopes.set(frame, known);
  }
  return known;
}

/** The same with the incident as it was seen. */
export function scopeWith(walk: Walk, node: ProgramNode, current: Observed): RunScope {
  return { ...scopeOf(walk, node), current };
}

export function textOf(walk: Walk, node: ProgramNode, template: Template): string {
  return String(renderValue(template, scopeOf(walk, node)));
}

/** The entries of one frame by their own names. The playbook's own are taken as they are: no expression can name those of a call. */
function within(frame: string, values: Record<string, unknown>): Record<string, unknown> {
  if (frame === "") return values;
  const own = Object.entries(values).filter(([name]) => frameOf(name) === frame);
  return Object.fromEntries(own.map(([name, value]) => [name.slice(frame.length), value]));
}

function itemsOf(walk: Walk, frame: string): Record<string, unknown> {
  const items: Record<string, unknown> = {};
  for (const [id, loop] of Object.entries(walk.state.loops)) {
    const node = nodeOf(walk, id);
    if (node.kind === "for-each" && frameOf(id) === frame) items[node.as] = loop.items[loop.round];
  }
  return items;
}
