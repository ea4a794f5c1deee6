/** Our engine: a kind of run that counts to five. */
import { newEngine } from "../../src/engine/engine.ts";
import type { Activity, Move, RunKind } from "../../src/engine/kind.ts";
import { newId } from "../../src/ids.ts";
import { silentLog } from "../../src/log.ts";
import { type DatabasePlace, openDatabase, transaction } from "../../src/store/database.ts";
import { ensureWorkspace } from "../../src/store/workspace.ts";
import type { Subject } from "./run.ts";

type Event = { kind: "begin" } | { kind: "stepped"; at: number };
interface Counter {
  steps: number;
  ended(): void;
}

function counting(): RunKind<Counter, Event> {
  const activity = (at: number): Activity<Event> => ({
    prepare: null,
    perform: async () => ({ event: { kind: "stepped", at: at + 1 }, writes: [] }),
  });
  const move = (loaded: Counter, at: number): Move<Event> => ({
    state: { at },
    activities: at < loaded.steps ? [activity(at)] : [],
    records:
      at === 0
        ? []
        : [{ step: `step-${at}`, kind: "action", attempt: 1, status: "succeeded", output: { at }, error: null }],
    writes: [],
    wakeAt: loaded.steps === 0 ? new Date(Date.now() + 86_400_000) : null,
    ended: loaded.steps > 0 && at === loaded.steps ? { status: "done", outcome: "counted", error: null } : null,
  });
  return {
    load: async () => new Map(),
    started: () => ({ kind: "begin" }),
    woken: () => ({ kind: "begin" }),
    recovered: () => ({ kind: "begin" }),
    advance: (loaded, run, event) =>
      move(loaded, event.kind === "stepped" ? event.at : (run.state as { at: number }).at),
    abort: (_loaded, run) => ({
      state: run.state,
      activities: [],
      records: [],
      writes: [],
      wakeAt: null,
      ended: { status: "failed", outcome: "aborted", error: null },
    }),
  };
}

export async function cordonSubject(place: DatabasePlace): Promise<Subject> {
  const database = openDatabase(place);
  const { id: workspaceId } = await ensureWorkspace(database.system, "bench");
  const kind = counting();
  const ends = new Map<string, () => void>();
  // The engine says when a run has left its hands; that is after its last move is durable.
  const engine = newEngine({ database, worker: newId(), kind, log: silentLog, left: (id) => ends.get(id)?.() });
  await engine.start();
  const begin = async (steps: number): Promise<void> => {
    const id = newId();
    const left = new Promise<void>((resolve) => ends.set(id, resolve));
    const loaded: Counter = { steps, ended: () => {} };
    const go = await transaction(database.system, (client) =>
      engine.insert(client, [{ id, workspaceId, subjectId: id, programId: id, state: { at: 0 }, loaded }]),
    );
    go();
    await left;
    ends.delete(id);
  };
  return {
    name: "cordon",
    run: () => begin(5),
    async park(count) {
      for (let started = 0; started < count; started += 100)
        await Promise.all(Array.from({ length: 100 }, () => begin(0)));
    },
    async stop() {
      await engine.stop();
      await database.close();
    },
  };
}
