/**
 * What the stepper runs: a checked playbook, flattened to a graph. A program is plain JSON: it is stored with the playbook's version, and a
 * run pins it. Values hold expressions as text: `=expr` is a CEL expression with its own type, `{{ expr }}` inside other text is written into it.
 */
import type { Disposition } from "../model/scale.ts";
import type { FormField } from "./declared.ts";
import type { AwaitedEvent } from "./observed.ts";

export type NodeId = string;

/** JSON whose strings may be expressions. */
export type Template = string | number | boolean | null | Template[] | { [key: string]: Template };

interface NodeBase {
  /** The step's id in the YAML; the compiler names what has none (`step-3`, `step-3.then-1`). */
  id: NodeId;
  title: string;
  /** The loops around it, the outermost first; left out where there is none. */
  within?: NodeId[];
}

export interface ActionNode extends NodeBase {
  kind: "action";
  capability: string;
  /** A connection by name when the playbook names one; else the workspace's connection that implements the capability. */
  connection: string | null;
  input: { [key: string]: Template };
  timeoutMs: number;
  /** Attempts after the first, for transient errors only. */
  retries: number;
  backoffMs: number;
  /** How long a containment stays in force, in seconds; null for what is not a containment. */
  leaseSeconds: number | null;
  next: NodeId;
  /** Where to go when it failed or was refused; without it the run is handed over. */
  onFailure: NodeId | null;
  /** The actions that take it back when the run fails later, in order; left out where there is none. */
  compensate?: NodeId[];
}

/** Gives variables new values, all at once. */
export interface SetNode extends NodeBase {
  kind: "set";
  values: { [variable: string]: Template };
  next: NodeId;
}

export interface IfNode extends NodeBase {
  kind: "if";
  condition: string;
  then: NodeId;
  else: NodeId;
}

export interface SwitchNode extends NodeBase {
  kind: "switch";
  value: string;
  cases: { equals: string | number | boolean; next: NodeId }[];
  default: NodeId;
}

interface LoopBase extends NodeBase {
  atMost: number;
  body: NodeId;
  /** The steps of a round whose outputs are forgotten when the next begins. */
  forgets: NodeId[];
  next: NodeId;
  /** Where to go when there would be more rounds than allowed; without it the run is handed over. */
  onLimit: NodeId | null;
}

/** The last steps of a round lead back to it. */
export interface WhileNode extends LoopBase {
  kind: "while";
  condition: string;
}

export interface ForEachNode extends LoopBase {
  kind: "for-each";
  list: string;
  as: string;
  collect: string | null;
}

export interface ParallelNode extends NodeBase {
  kind: "parallel";
  branches: NodeId[];
  /** The join node all branches lead to. */
  join: NodeId;
}

export interface JoinNode extends NodeBase {
  kind: "join";
  /** How many branches must arrive. */
  arrivals: number;
  next: NodeId;
}

export interface WaitNode extends NodeBase {
  kind: "wait";
  seconds: number;
  next: NodeId;
}

/** Waits until something happened, a moment has come or a condition holds, and not longer than `atMostSeconds`. */
export interface WaitForNode extends NodeBase {
  kind: "wait-for";
  event: AwaitedEvent | null;
  condition: string | null;
  until: string | null;
  atMostSeconds: number;
  next: NodeId;
  onTimeout: NodeId | null;
}

/** Gives the incident to people with questions, and goes on with their answers. */
export interface FormNode extends NodeBase {
  kind: "form";
  queue: string;
  reason: Template;
  fields: FormField[];
  atMostSeconds: number;
  next: NodeId;
  onTimeout: NodeId | null;
}

/** Begins the steps of another playbook, which are nodes of this program under `<id>/`. */
export interface CallNode extends NodeBase {
  kind: "call";
  playbook: string;
  inputs: { [name: string]: Template };
  /** The called playbook's variables with their defaults. */
  variables: { [name: string]: Template };
  entry: NodeId;
  /** Where to go when one of its steps fails without an answer of its own. */
  onFailure: NodeId | null;
}

/** The end of a called playbook: its outputs become those of the call. */
export interface ReturnNode extends NodeBase {
  kind: "return";
  call: NodeId;
  outputs: { [name: string]: Template };
  next: NodeId;
}

/** Gives the incident to people, with the reason; ends the run. */
export interface HandoffNode extends NodeBase {
  kind: "handoff";
  queue: string;
  reason: Template;
  /** What the analyst is asked to find out or decide. */
  questions: string[];
}

/** Ends the run with what the incident turned out to be. */
export interface EndNode extends NodeBase {
  kind: "end";
  disposition: Disposition;
  reason: Template;
  /** `resolved` waits for reversal and people; `closed` is final. */
  status: "resolved" | "closed";
}

export type ProgramNode =
  | ActionNode
  | SetNode
  | IfNode
  | SwitchNode
  | WhileNode
  | ForEachNode
  | ParallelNode
  | JoinNode
  | WaitNode
  | WaitForNode
  | FormNode
  | CallNode
  | ReturnNode
  | HandoffNode
  | EndNode;

export interface Program {
  name: string;
  title: string;
  maturity: "sandbox" | "incubating" | "stable" | "deprecated";
  /** CEL over `incident`; the run does not start when it is false. */
  trigger: string;
  /** Who gets the incident when a step fails without an answer of its own. */
  defaultQueue: string;
  start: NodeId;
  nodes: { [id: NodeId]: ProgramNode };
  /** Ids of the capabilities it may use, sorted. */
  capabilities: string[];
  /** Its variables with their defaults; left out where there is none. */
  variables?: { [name: string]: Template };
  /** The playbooks it calls, as they were when it was published; left out where it calls none. */
  calls?: { name: string; hash: string }[];
  /** The version of the incident schema that it was checked against; left out by an older Cordon. */
  incidentSchema?: number;
  /** True for one that is a part of others and does not respond to incidents by itself. */
  called?: boolean;
}
