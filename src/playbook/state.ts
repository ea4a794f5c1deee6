/** The recorded state of a run: plain JSON, enough to go on from at any moment. */
import type { ErrorJson } from "../errors.ts";
import type { Disposition } from "../model/scale.ts";
import type { NodeId } from "./program.ts";

/**
 * One place a run is at. `performing`: its action was asked for and has not answered · `retrying`: it failed for now and is tried
 * again at `wakeAt` · `parked`: the action waits for somebody else (an approval) until `wakeAt` at the latest · `waiting`: a wait step.
 */
export interface Token {
  id: number;
  node: NodeId;
  phase: "performing" | "retrying" | "parked" | "waiting";
  attempt: number;
  /** Milliseconds since 1970; null while performing. */
  wakeAt: number | null;
}

/** How a run ended. */
export type Ending =
  | { kind: "end"; node: NodeId; disposition: Disposition; reason: string; status: "resolved" | "closed" }
  | { kind: "handoff"; node: NodeId; queue: string; reason: string; questions: string[]; error: ErrorJson | null };

export interface RunState {
  tokens: Token[];
  /** Outputs of the actions that succeeded, by step id. */
  outputs: { [step: NodeId]: unknown };
  /** How many branches have arrived at a join. */
  arrivals: { [join: NodeId]: number };
  nextToken: number;
  ending: Ending | null;
}

export const initialState: RunState = { tokens: [], outputs: {}, arrivals: {}, nextToken: 1, ending: null };

/** What happened. `now` is in milliseconds since 1970. */
export type RunEvent =
  | { kind: "started"; now: number }
  | { kind: "succeeded"; token: number; output: unknown; now: number }
  | { kind: "failed"; token: number; error: ErrorJson; now: number }
  | { kind: "parked"; token: number; wakeAt: number; now: number }
  /** Time has come, or somebody answered: parked tokens are asked again, due ones go on. */
  | { kind: "woken"; now: number }
  /** A worker took the run from the table: begun if it was not, and whatever was being performed is performed again under the same key. */
  | { kind: "recovered"; now: number };

/** An action to perform now. Its idempotency key is run id + node (+ nothing else): attempts share it. */
export interface Perform {
  token: number;
  node: NodeId;
  attempt: number;
  capability: string;
  connection: string | null;
  input: Record<string, unknown>;
  timeoutMs: number;
  leaseSeconds: number | null;
}

/** One line of the run's record: which step went which way. */
export interface StepRecord {
  step: NodeId;
  kind: string;
  attempt: number;
  status: "succeeded" | "failed";
  output: unknown;
  error: ErrorJson | null;
}

export interface Transition {
  state: RunState;
  perform: Perform[];
  records: StepRecord[];
  /** When to wake the run if nothing happens before; null when only performing actions can move it. */
  wakeAt: number | null;
}
