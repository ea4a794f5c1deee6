/** The recorded state of a run: plain JSON, enough to go on from at any moment. */
import type { ErrorJson } from "../errors.ts";
import type { Disposition } from "../model/scale.ts";
import type { FormField } from "./declared.ts";
import type { AwaitedEvent, Observed } from "./observed.ts";
import type { NodeId } from "./program.ts";

/**
 * One place a run is at. `performing`: its action was asked for and has not answered · `retrying`: it failed for now and is tried
 * again at `wakeAt` · `parked`: it waits for somebody else (an approval, answers, an event) and looks again at `wakeAt` at the latest ·
 * `waiting`: a wait step.
 */
export interface Token {
  id: number;
  node: NodeId;
  phase: "performing" | "retrying" | "parked" | "waiting";
  attempt: number;
  /** Milliseconds since 1970; null while performing. */
  wakeAt: number | null;
  /** Of what waits for others: until when, and how the incident was when the wait began. */
  deadline?: number;
  since?: Observed;
}

/** A loop under way. Its items are bounded, and outputs of its steps are those of the round. */
export interface Loop {
  /** Counts rounds from 0. */
  round: number;
  items: unknown[];
  collected: unknown[];
}

/** An action that takes another back, with everything it needs: the outputs it was made from may be gone by then. */
export interface Undo {
  node: NodeId;
  key: string;
  input: Record<string, unknown>;
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
  /** Values of variables; those of a called playbook under the call, `call/name`. */
  variables: { [name: string]: unknown };
  /** What the playbooks under way were called with, by `call/`. */
  inputs: { [frame: string]: Record<string, unknown> };
  loops: { [loop: NodeId]: Loop };
  /** What is taken back when the run fails, the last first. */
  undo: Undo[];
  /** The run has failed and takes back what it did; then it ends like this. */
  failing: { ending: Ending; undo: Undo } | null;
  /** Its effects are cut off: what it asks for is written down, and not done. From its first state on, for ever. */
  shadow?: true;
}

/** A run that has not begun. A state that was stored by an older Cordon lacks fields, which are those of this one. */
export const initialState: RunState = {
  tokens: [],
  outputs: {},
  arrivals: {},
  nextToken: 1,
  ending: null,
  variables: {},
  inputs: {},
  loops: {},
  undo: [],
  failing: null,
};

/** What happened. `now` is in milliseconds since 1970. */
export type RunEvent =
  | { kind: "started"; now: number }
  | { kind: "succeeded"; token: number; output: unknown; now: number }
  | { kind: "failed"; token: number; error: ErrorJson; now: number }
  | { kind: "parked"; token: number; wakeAt: number; now: number }
  /** Nobody answered in time. */
  | { kind: "expired"; token: number; now: number }
  /** How the incident was when somebody looked for a run that waits. */
  | { kind: "observed"; token: number; seen: Observed; now: number }
  /** Time has come, or somebody answered: parked tokens are asked again, due ones go on. */
  | { kind: "woken"; now: number }
  /** A worker took the run from the table: begun if it was not, and whatever was being performed is performed again under the same key. */
  | { kind: "recovered"; now: number };

interface PerformBase {
  token: number;
  node: NodeId;
  /** Names the wish within the run: the node, and in a loop the round. Attempts share it. */
  key: string;
  attempt: number;
}

/** An action to perform now. Its idempotency key is run id + key: attempts share it. */
export interface Perform extends PerformBase {
  kind: "action";
  capability: string;
  connection: string | null;
  input: Record<string, unknown>;
  timeoutMs: number;
  leaseSeconds: number | null;
}

/** People to be asked, or asked again whether they have answered. */
export interface AskPeople extends PerformBase {
  kind: "form";
  queue: string;
  reason: string;
  fields: FormField[];
  /** Milliseconds since 1970. */
  deadline: number;
}

/** A look at the incident, and word to be had of its changes until the wait is over. */
export interface Observe extends PerformBase {
  kind: "observe";
  event: AwaitedEvent | null;
  /** The look before; null for the first. */
  since: Observed | null;
  /** Milliseconds since 1970. */
  deadline: number;
}

export type Work = Perform | AskPeople | Observe;

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
  perform: Work[];
  records: StepRecord[];
  /** When to wake the run if nothing happens before; null when only performing actions can move it. */
  wakeAt: number | null;
}
