/** One run in this worker's hands: its events are taken one after another, each move recorded before its activities begin. */
import { sleep } from "../clock.ts";
import { type ErrorJson, toErrorJson } from "../errors.ts";
import type { Log } from "../log.ts";
import { isPassing } from "../store/failure.ts";
import type { Activity, Move, RunKind, StepLine, Write } from "./kind.ts";
import type { Recorded, Recording } from "./recorder.ts";
import type { ClaimedRun } from "./run-table.ts";

export interface RunHost<L, E> {
  kind: RunKind<L, E>;
  log: Log;
  stopping: AbortSignal;
  record(recording: Recording): Promise<Recorded>;
  /** Lets another try later; for a run that could neither go on nor end. */
  giveBack(run: { id: string; epoch: number }): Promise<void>;
  /** Makes a run that was given back due at once. */
  recall(id: string): Promise<void>;
  /** The run is no longer in our hands. */
  left(id: string): void;
}

type Abort = { cancelledBy: string } | { error: ErrorJson };

export class ActiveRun<L, E> {
  readonly #host: RunHost<L, E>;
  readonly #run: ClaimedRun;
  readonly #loaded: L | null;
  #events: { event: E; writes: Write[] }[] = [];
  #abort: Abort | null = null;
  #working = false;
  #gone = false;
  #performing = 0;
  #position: number;
  /** Whether a move was made since we have it. */
  #moved = false;
  /** Lines of moves that were not recorded yet because nothing was at stake. */
  #lines: StepLine[] = [];
  #timer: ReturnType<typeof setTimeout> | null = null;
  readonly #stop = new AbortController();

  constructor(host: RunHost<L, E>, run: ClaimedRun, loaded: L | null) {
    this.#host = host;
    this.#run = run;
    this.#loaded = loaded;
    this.#position = run.position;
  }

  push(event: E, writes: Write[] = []): void {
    this.#events.push({ event, writes });
    this.#work();
  }

  /** Ends the run at the next moment between two moves. */
  abort(reason: Abort): void {
    this.#abort = reason;
    this.#work();
  }

  #work(): void {
    if (this.#working || this.#gone) return;
    this.#working = true;
    this.#drain()
      .catch((error) => this.#fail(error))
      .finally(() => {
        this.#working = false;
        if (!this.#gone && (this.#events.length > 0 || this.#abort !== null)) this.#work();
      });
  }

  async #drain(): Promise<void> {
    while (!this.#gone) {
      if (this.#abort !== null) {
        const reason = this.#abort;
        this.#abort = null;
        await this.#record(this.#host.kind.abort(this.#loaded, this.#run, reason), []);
        continue;
      }
      const next = this.#events.shift();
      if (next === undefined) return;
      const move = this.#host.kind.advance(this.#loaded as L, this.#run, next.event);
      const defer = this.#nothingAtStake(move, next.writes);
      this.#moved = true;
      if (defer) this.#defer(move);
      else await this.#record(move, next.writes);
    }
  }

  /** The first move need not be recorded before activities that only observe are begun: after a crash they are begun again from where we took it. */
  #nothingAtStake(move: Move<E>, writes: Write[]): boolean {
    return (
      !this.#moved &&
      this.#performing === 0 &&
      move.ended === null &&
      writes.length + move.writes.length === 0 &&
      move.activities.length > 0 &&
      move.activities.every((activity) => activity.prepare === null)
    );
  }

  #defer(move: Move<E>): void {
    this.#run.state = move.state;
    this.#lines.push(...move.records);
    for (const activity of move.activities) this.#perform(activity, undefined);
  }

  async #record(move: Move<E>, eventWrites: Write[]): Promise<void> {
    const steps = [...this.#lines, ...move.records];
    const prepares = move.activities.flatMap((activity) => (activity.prepare === null ? [] : [activity.prepare]));
    const release =
      move.ended !== null || (move.activities.length === 0 && this.#performing === 0 && this.#events.length === 0);
    const recorded = await this.#commit({
      move: {
        id: this.#run.id,
        epoch: this.#run.epoch,
        workspaceId: this.#run.workspaceId,
        state: move.state,
        status: move.ended?.status ?? (release ? "waiting" : "running"),
        release,
        wakeAt: move.wakeAt?.toISOString() ?? null,
        outcome: move.ended?.outcome ?? null,
        error: move.ended?.error ?? null,
        position: this.#position,
        steps,
      },
      writes: [...eventWrites, ...move.writes, ...prepares],
    });
    if (recorded === null || !recorded.owned) return this.leave();
    if (release) return this.#letGo(move.ended !== null);
    this.#run.state = move.state;
    this.#lines = [];
    this.#position += steps.length;
    this.#setTimer(move.wakeAt);
    const outputs = recorded.outputs.slice(eventWrites.length + move.writes.length);
    let index = 0;
    for (const activity of move.activities)
      this.#perform(activity, activity.prepare === null ? undefined : outputs[index++]);
  }

  /** A call that was heard while the run was being given back would be lost with it: the table is told again. */
  async #letGo(ended: boolean): Promise<void> {
    if (!ended && (this.#events.length > 0 || this.#abort !== null))
      await this.#patiently(() => this.#host.recall(this.#run.id));
    this.leave();
  }

  #commit(recording: Recording): Promise<Recorded | null> {
    return this.#patiently(() => this.#host.record(recording));
  }

  /** Waits out what passes (the database restarts); null when we are asked to stop meanwhile. */
  async #patiently<T>(act: () => Promise<T>): Promise<T | null> {
    for (let wait = 50; ; wait = Math.min(wait * 2, 2_000)) {
      try {
        return await act();
      } catch (error) {
        if (!isPassing(error)) throw error;
        this.#host.log.warn({ run: this.#run.id, error: toErrorJson(error) }, "could not record a move yet");
        await sleep(wait, this.#host.stopping);
        if (this.#host.stopping.aborted) return null;
      }
    }
  }

  #perform(activity: Activity<E>, prepared: unknown): void {
    this.#performing += 1;
    activity.perform(prepared, this.#stop.signal).then(
      ({ event, writes }) => {
        this.#performing -= 1;
        this.push(event, writes);
      },
      (error) => {
        this.#performing -= 1;
        this.abort({ error: toErrorJson(error) });
      },
    );
  }

  #setTimer(wakeAt: Date | null): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer =
      wakeAt === null
        ? null
        : setTimeout(
            () => this.push(this.#host.kind.woken(Date.now())),
            Math.min(Math.max(0, wakeAt.getTime() - Date.now()), 2_000_000_000),
          );
  }

  /** A move that cannot be computed or written is our fault or the playbook's, never a reason to hang: the run ends and says so. */
  async #fail(error: unknown): Promise<void> {
    this.#host.log.error({ run: this.#run.id, error: toErrorJson(error) }, "run cannot go on");
    try {
      await this.#record(this.#host.kind.abort(this.#loaded, this.#run, { error: toErrorJson(error) }), []);
    } catch (second) {
      this.#host.log.error(
        { run: this.#run.id, error: toErrorJson(second) },
        "run could not be ended; it is tried again later",
      );
      await this.#host.giveBack(this.#run).catch(() => {});
      this.leave();
    }
  }

  /** Drops the run where it stands: what is recorded is what counts. */
  leave(): void {
    if (this.#gone) return;
    this.#gone = true;
    // Ending a signal that nobody listens to is not free: it makes an error with a stack.
    if (this.#performing > 0) this.#stop.abort();
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#host.left(this.#run.id);
  }
}
