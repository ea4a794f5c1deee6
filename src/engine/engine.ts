/** Durable runs: started once, moved on by events, recorded before anything follows, taken over when a worker dies. */
import { toErrorJson } from "../errors.ts";
import type { Log } from "../log.ts";
import { type Client, type Database, together } from "../store/database.ts";
import { newForgottenRuns } from "./forgotten.ts";
import { newHands } from "./hands.ts";
import type { RunKind } from "./kind.ts";
import { newLiveness } from "./liveness.ts";
import { noticePauses } from "./pauses.ts";
import { type Rounds, startRounds } from "./rounds.ts";
import { insertRuns, type NewRun } from "./run-table.ts";

const POLL_MS = 500;
/** The runs of a dead worker wait for at most one beat of a living one. */
const BEAT_MS = 500;
const FORGOTTEN_MS = 1_000;
/** Below what the other workers take for a hang; a checkpoint or a long garbage collection stays well within. */
const ALIVE_MS = 10_000;

export interface EngineOptions<L, E> {
  database: Database;
  worker: string;
  kind: RunKind<L, E>;
  log: Log;
  /** Told of each run that leaves this worker's hands, after its last move here is durable. */
  left?(id: string): void;
  /** Told of each worker that is taken for dead, before it is forgotten: whatever else it held is free. */
  buried?: ((worker: string) => Promise<void>) | undefined;
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
  const { database, worker, log } = options;
  const stopping = new AbortController();
  const rounds: Rounds[] = [];
  const look = () => rounds[0]?.kick();
  const hands = newHands(options, stopping.signal, look);
  const liveness = newLiveness({ database, worker, log, buried: options.buried ?? (async () => {}) });
  const giveBackForgotten = newForgottenRuns({ pool: database.system, worker, held: hands.has, log });
  const beat = async () => {
    if ((await liveness.beat()) > 0) look();
  };
  return {
    async insert(client, runs) {
      const kept = runs.slice(0, hands.room());
      const left = runs.slice(kept.length);
      // Sent at once, also when a COMMIT is sent right behind.
      await together([
        insertRuns(client, kept.map(withoutLoaded), worker),
        insertRuns(client, left.map(withoutLoaded), null),
      ]);
      return () => {
        for (const run of kept)
          hands.begin({ ...run, epoch: 0, position: 0, cancelRequestedBy: null }, run.loaded, true);
        if (left.length > 0) look();
      };
    },
    kick: look,
    async start() {
      await liveness.beat();
      noticePauses({ everyMs: BEAT_MS, longestMs: ALIVE_MS }, stopping.signal, (milliseconds) => {
        log.warn({ milliseconds, runs: hands.size() }, "was paused; lets go of what others may have taken over");
        hands.letGo();
      });
      rounds.push(startRounds(POLL_MS, stopping.signal, log, () => hands.hearCalls().then(hands.claim)));
      rounds.push(startRounds(BEAT_MS, stopping.signal, log, beat));
      rounds.push(startRounds(FORGOTTEN_MS, stopping.signal, log, giveBackForgotten));
    },
    async stop() {
      stopping.abort();
      await Promise.all(rounds.map((one) => one.ended));
      await liveness
        .stop()
        .catch((error) => log.warn({ error: toErrorJson(error) }, "could not say goodbye to the other workers"));
    },
    active: hands.size,
    alive: (withinMs = ALIVE_MS) => liveness.sinceBeatMs() < withinMs,
  };
}

function withoutLoaded<L>({ loaded: _loaded, ...run }: NewRun & { loaded: L }): NewRun {
  return run;
}
