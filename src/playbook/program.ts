/**
 * What the stepper runs: a checked playbook, flattened to a graph. A program is plain JSON: it is stored with the playbook's version, and a
 * run pins it. Values hold expressions as text: `=expr` is a CEL expression with its own type, `{{ expr }}` inside other text is written into it.
 */
import type { Disposition } from "../model/scale.ts";

export type NodeId = string;

/** JSON whose strings may be expressions. */
export type Template = string | number | boolean | null | Template[] | { [key: string]: Template };

interface NodeBase {
  /** The step's id in the YAML; the compiler names what has none (`step-3`, `step-3.then-1`). */
  id: NodeId;
  title: string;
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

export type ProgramNode = ActionNode | IfNode | SwitchNode | ParallelNode | JoinNode | WaitNode | HandoffNode | EndNode;

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
}
