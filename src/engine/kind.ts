/**
 * What a durable run is made of. The engine knows no noun of its callers: a kind says how a state moves on and what is written beside it,
 * the engine sees to it that every move is recorded once, by one owner, before anything that follows from it is begun.
 */
import type { ErrorJson } from "../errors.ts";
import type { Client } from "../store/database.ts";

/** Writes rows of one sort, for many runs at once, inside the transaction that records their moves. Answers one output a row, in order. */
export interface Writer<R = unknown, O = unknown> {
  name: string;
  /** Writers of one commit run in this order. */
  order: number;
  /**
   * With `haste` the COMMIT may go out before anything is answered. A writer that knows that it has sent its last statement says so, and sends none after;
   * one of its statements that may turn out not to have done what it was sent for must then fail (`must_all`): everything is taken back, and done again without haste.
   */
  write(client: Client, rows: R[], haste?: Haste): Promise<O[]>;
}

export interface Haste {
  /** The last statement is on its way. A writer that never says so is waited for. */
  sentAll(): void;
}

/** A row for a writer. Its output is handed to the activity that asked for it. */
export interface Write<R = unknown, O = unknown> {
  writer: Writer<R, O>;
  row: R;
}

export interface RunRecord {
  id: string;
  workspaceId: string;
  subjectId: string;
  programId: string;
  state: unknown;
}

/** Work to do between two moves. `prepare` is committed together with the move that asks for it; `perform` begins only after. */
export interface Activity<E> {
  prepare: Write | null;
  /** May be called again after a crash, with the output of the same `prepare` row. Must not throw: faults become events. */
  perform(prepared: unknown, signal: AbortSignal): Promise<{ event: E; writes: Write[] }>;
}

export interface StepLine {
  step: string;
  kind: string;
  attempt: number;
  status: string;
  output: unknown;
  error: ErrorJson | null;
}

export interface Move<E> {
  state: unknown;
  activities: Activity<E>[];
  records: StepLine[];
  writes: Write[];
  wakeAt: Date | null;
  ended: { status: "done" | "failed" | "cancelled"; outcome: string; error: ErrorJson | null } | null;
}

export interface RunKind<L, E> {
  /** Loads what runs need beside their state; a run that is missing from the answer is failed with `engine.not-loadable`. */
  load(client: Client, runs: RunRecord[]): Promise<Map<string, L>>;
  /** Pure: the same loaded things, state and event give the same move. */
  advance(loaded: L, run: RunRecord, event: E): Move<E>;
  /** It begins, in the process that made it. */
  started(now: number): E;
  /** Its time has come, or somebody called. */
  woken(now: number): E;
  /** Taken from the table, whatever it was doing: it may not have begun, may wait, or may have lost its worker in the middle of things. */
  recovered(now: number): E;
  /** The move that ends a run because a person cancelled it or because its own rules broke. */
  abort(loaded: L | null, run: RunRecord, reason: { cancelledBy: string } | { error: ErrorJson }): Move<E>;
}
