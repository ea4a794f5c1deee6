/** Durable runs: started once, moved on by events, recorded before anything follows, taken over when a worker dies. */
import { sleep } from "../clock.ts";
import { DefectError, toErrorJson } from "../errors.ts";
import type { Log } from "../log.ts";
import type { Client, Database } from "../store/database.ts";
import { isPassing } from "../store/failure.ts";
import { ActiveRun, type RunHost } from "./active-run.ts";
import { newForgottenRuns } from "./forgotten.ts";
import type { RunKind } from "./kind.ts";
import { newLiveness } from "./liveness.ts";
import { newRecorder } from "./recorder.ts";
import { type ClaimedRun, claimRuns, giveBack, insertRuns, type NewRun, ownCalls, wakeRuns } from "./run-table.ts";

/** More runs than this at once and new ones wait in the table; memory stays bounded. */
const MAX_ACTIVE = 256;
const POLL_MS = 200;
const BEAT_MS = 1_000;
/** Below what the other workers take for a hang; a checkpoint or a long garbage collection stays well within. */
const ALIVE_MS = 10_000;

export interface EngineOptions<L, E> {
  database: Database;
  worker: string;
  kind: RunKind<L, E>;
  log: Log;
  /** Told of each run that leaves this worker's hands, after its last move here is durable. */
  left?(id: string): void;
}

export interface Engine<L> {
  /** Inserts runs within the caller's transaction. Call the function it answers after the commit: it begins those this worker keeps. */
  insert(client: Client, runs: (NewRun & { loaded: L })[]): Promise<() => void>;
  /** A run was called (an approval was answered, a cancel asked for): look now, not at the next poll. */
  kick(): void;
  /** Begins to work. */
  start(): Promise<void>;
  /** Lets go of everything; what was being performed is given back and goes on elsewhere or at the next start. */
  stop(): Promise<void>;
  active(): number;
  /** Whether its loop goes round and reaches the database: it has within so many milliseconds. */
  alive(withinMs?: number): boolean;
}

/** Makes an engine for one kind of run. */
export function newEngine<L, E>(options: EngineOptions<L, E>): Engine<L> {
  const { database, worker, kind, log } = options;
  const stopping = new AbortController();
  const active = new Map<string, ActiveRun<L, E>>();
  const recorder = newRecorder(database.system, worker);
  const liveness = newLiveness(database, worker, log);
  const giveBackForgotten = newForgottenRuns({ pool: database.system, worker, held: (id) => active.has(id), log });
  let kicked = new AbortController();
  const loops: Promise<void>[] = [];

  const host: RunHost<L, E> = {
    kind,
    log,
    stopping: stopping.signal,
    record: (recording) => recorder.add(recording),
    giveBack: (run) => giveBack(database.system, run),
    recall: (id) => wakeRuns(database.system, [id]),
    left: (id) => {
      active.delete(id);
      options.left?.(id);
      if (active.size === MAX_ACTIVE - 1) kicked.abort();
    },
  };

  function begin(run: ClaimedRun, loaded: L | null, fresh: boolean): void {
    const one = new ActiveRun(host, run, loaded);
    active.set(run.id, one);
    if (loaded === null)
      one.abort({
        error: toErrorJson(new DefectError("engine.not-loadable", "What this run needs is no longer stored.")),
      });
    else if (run.cancelRequestedBy !== null) one.abort({ cancelledBy: run.cancelRequestedBy });
    else one.push(fresh ? kind.started(Date.now()) : kind.recovered(Date.now()));
  }

  async function claim(): Promise<void> {
    const room = MAX_ACTIVE - active.size;
    if (room <= 0) return;
    const claimed = await claimRuns(database.system, worker, Math.min(room, 64));
    if (claimed.length === 0) return;
    const client = await database.system.connect();
    try {
      const loaded = await kind.load(client, claimed);
      for (const run of claimed) begin(run, loaded.get(run.id) ?? null, false);
    } finally {
      client.release();
    }
    if (claimed.length === 64) kicked.abort();
  }

  async function hearCalls(): Promise<void> {
    if (active.size === 0) return;
    for (const call of await ownCalls(database.system, worker)) {
      const run = active.get(call.id);
      if (call.cancelRequestedBy !== null) run?.abort({ cancelledBy: call.cancelRequestedBy });
      else run?.push(kind.woken(Date.now()));
    }
  }

  async function loop(everyMs: number, work: () => Promise<unknown>, wakeable: boolean): Promise<void> {
    while (!stopping.signal.aborted) {
      await work().catch((error) =>
        log.warn({ error: toErrorJson(error), passing: isPassing(error) }, "engine round failed, will try again"),
      );
      if (wakeable && kicked.signal.aborted) {
        kicked = new AbortController();
        continue;
      }
      await sleep(everyMs, wakeable ? AbortSignal.any([kicked.signal, stopping.signal]) : stopping.signal);
    }
  }

  return {
    async insert(client, runs) {
      const kept = runs.slice(0, Math.max(0, MAX_ACTIVE - active.size));
      const left = runs.slice(kept.length);
      await insertRuns(client, kept.map(withoutLoaded), worker);
      await insertRuns(client, left.map(withoutLoaded), null);
      return () => {
        for (const run of kept) begin({ ...run, epoch: 0, position: 0, cancelRequestedBy: null }, run.loaded, true);
        if (left.length > 0) kicked.abort();
      };
    },
    kick: () => kicked.abort(),
    async start() {
      await liveness.beat();
      loops.push(loop(POLL_MS, () => hearCalls().then(claim), true));
      loops.push(loop(BEAT_MS, () => liveness.beat().then(giveBackForgotten), false));
    },
    async stop() {
      stopping.abort();
      kicked.abort();
      await Promise.all(loops);
      await liveness
        .stop()
        .catch((error) => log.warn({ error: toErrorJson(error) }, "could not say goodbye to the other workers"));
    },
    active: () => active.size,
    alive: (withinMs = ALIVE_MS) => liveness.sinceBeatMs() < withinMs,
  };
}

function withoutLoaded<L>({ loaded: _loaded, ...run }: NewRun & { loaded: L }): NewRun {
  return run;
}
