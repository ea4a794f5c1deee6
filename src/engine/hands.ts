/** The runs in this worker's hands: begun here or claimed from the table, called, and let go. */
import { DefectError, toErrorJson } from "../errors.ts";
import { ActiveRun, type RunHost } from "./active-run.ts";
import type { EngineOptions } from "./engine.ts";
import { newRecorder } from "./recorder.ts";
import { type ClaimedRun, claimRuns, giveBack, ownCalls, wakeRuns } from "./run-table.ts";

/** More runs than this at once and new ones wait in the table; memory stays bounded. */
const MAX_ACTIVE = 256;
/** Claimed at a time; a full claim is followed by the next at once. */
const CLAIM = 64;

export interface Hands<L> {
  begin(run: ClaimedRun, loaded: L | null, fresh: boolean): void;
  /** Takes due runs from the table, as many as there is room for; true when there may be more. */
  claim(): Promise<boolean>;
  /** Passes on what was called meanwhile. */
  hearCalls(): Promise<void>;
  /** Drops every run where it stands, as at the end of the process: what is recorded is what counts. */
  letGo(): void;
  has(id: string): boolean;
  size(): number;
  room(): number;
}

/** `freed` is told when there is room again after there was none. */
export function newHands<L, E>(options: EngineOptions<L, E>, stopping: AbortSignal, freed: () => void): Hands<L> {
  const { database, worker, kind, log } = options;
  const active = new Map<string, ActiveRun<L, E>>();
  const host = hostOf(options, stopping, (id) => {
    active.delete(id);
    options.left?.(id);
    if (active.size === MAX_ACTIVE - 1) freed();
  });

  function letGo(): void {
    for (const run of [...active.values()]) run.leave();
  }
  stopping.addEventListener("abort", letGo);

  function begin(run: ClaimedRun, loaded: L | null, fresh: boolean): void {
    const one = new ActiveRun(host, run, loaded);
    active.set(run.id, one);
    if (loaded === null) {
      const error = new DefectError("engine.not-loadable", "What this run needs is no longer stored.");
      log.error({ run: run.id }, error.message);
      one.abort({ error: toErrorJson(error) });
    } else if (run.cancelRequestedBy !== null) one.abort({ cancelledBy: run.cancelRequestedBy });
    else one.push(fresh ? kind.started(Date.now()) : kind.recovered(Date.now()));
  }

  return {
    begin,
    async claim() {
      const room = MAX_ACTIVE - active.size;
      if (room <= 0) return false;
      const claimed = await claimRuns(database.hot, worker, Math.min(room, CLAIM));
      if (claimed.length === 0) return false;
      const client = await database.hot.connect();
      try {
        const loaded = await kind.load(client, claimed);
        for (const run of claimed) begin(run, loaded.get(run.id) ?? null, false);
      } finally {
        client.release();
      }
      return claimed.length === CLAIM;
    },
    async hearCalls() {
      if (active.size === 0) return;
      for (const call of await ownCalls(database.hot, worker)) {
        const run = active.get(call.id);
        // It was let go while we asked: the table is told again, or the call would be lost.
        if (run === undefined) await wakeRuns(database.hot, [call.id]);
        else if (call.cancelRequestedBy !== null) run.abort({ cancelledBy: call.cancelRequestedBy });
        else run.push(kind.woken(Date.now()));
      }
    },
    letGo,
    has: (id) => active.has(id),
    size: () => active.size,
    room: () => Math.max(0, MAX_ACTIVE - active.size),
  };
}

function hostOf<L, E>(
  { database, worker, kind, log }: EngineOptions<L, E>,
  stopping: AbortSignal,
  left: (id: string) => void,
): RunHost<L, E> {
  const recorder = newRecorder(database.hot, worker);
  return {
    kind,
    log,
    stopping,
    record: (recording) => recorder.add(recording),
    giveBack: (run) => giveBack(database.hot, run),
    recall: (id) => wakeRuns(database.hot, [id]),
    left,
  };
}
