/**
 * Who is alive. Each worker holds a session lock on a connection of its own, which the server lets go the moment the process dies, and beats
 * a heart for the case that it hangs. A false alarm does no harm: runs are fenced by their epoch.
 */
import type { Log } from "../log.ts";
import type { Database } from "../store/database.ts";
import { takeFromWorker } from "./run-table.ts";

const LOCK_CLASS = 77;
/** A worker that has not beaten for this long hangs; long garbage collections and a busy disk stay well below. */
const STALE = "15 seconds";
/** When the server itself restarts, every worker loses its lock; so long they have to come back before a free lock means death. */
const COME_BACK_MS = 3_000;

type Session = Awaited<ReturnType<Database["dedicated"]>>;

/** Another worker. */
interface Other {
  id: string;
  /** It has not beaten for so long that it hangs. */
  stale: boolean;
}

export interface Liveness {
  /** Beats, and gives the runs of dead workers back. Answers how many runs were given back. */
  beat(): Promise<number>;
  /** Milliseconds since the last beat that reached the database; infinite before the first. */
  sinceBeatMs(): number;
  stop(): Promise<void>;
}

export interface LivenessOptions {
  database: Database;
  worker: string;
  log: Log;
  /** Told of each other worker that is taken for dead, before it is forgotten. */
  buried(worker: string): Promise<void>;
}

/** Beats for `worker` and watches over the others. */
export function newLiveness({ database, worker, log, buried }: LivenessOptions): Liveness {
  let session: Session | null = null;
  let before = false;
  /** On the process's monotonic clock. */
  let beatAt = Number.NEGATIVE_INFINITY;
  /** In milliseconds since 1970. */
  let freeMeansDeadFrom = 0;

  async function hold(): Promise<Session> {
    if (session !== null) return session;
    const client = await database.dedicated();
    const drop = () => {
      if (session === client) session = null;
    };
    client.on("error", drop);
    client.on("end", drop);
    await client.query("SELECT pg_advisory_lock($1, hashtext($2))", [LOCK_CLASS, worker]);
    const server = await client.query<{ young: boolean }>(
      `SELECT now() - pg_postmaster_start_time() < interval '${COME_BACK_MS} milliseconds' AS young`,
    );
    if (before || server.rows[0]!.young) freeMeansDeadFrom = Date.now() + COME_BACK_MS;
    before = true;
    session = client;
    return client;
  }

  /** Beats; answers the others, as of then. */
  async function beatAmong(holding: Session): Promise<Other[]> {
    const others = await holding.query<Other>({
      name: "beat",
      text: `WITH beat AS (INSERT INTO workers (id) VALUES ($1) ON CONFLICT (id) DO UPDATE SET heartbeat_at = now())
        SELECT id, heartbeat_at < now() - interval '${STALE}' AS stale FROM workers WHERE id <> $1`,
      values: [worker],
    });
    beatAt = performance.now();
    return others.rows;
  }

  async function giveBackTheDead(holding: Session, others: readonly Other[]): Promise<number> {
    let given = 0;
    for (const other of others) {
      const dead = Date.now() >= freeMeansDeadFrom && (await takeLock(holding, other.id));
      if (!dead && !other.stale) continue;
      await buried(other.id);
      const runs = await takeFromWorker(database.system, other.id);
      if (dead) await holding.query("SELECT pg_advisory_unlock($1, hashtext($2))", [LOCK_CLASS, other.id]);
      log.warn(
        { worker: other.id, runs },
        dead ? "took over the runs of a dead worker" : "took over the runs of a worker that hangs",
      );
      given += runs;
    }
    return given;
  }

  return {
    async beat() {
      const holding = await hold();
      return giveBackTheDead(holding, await beatAmong(holding));
    },
    sinceBeatMs: () => performance.now() - beatAt,
    async stop() {
      if (session === null) return;
      await takeFromWorker(database.system, worker);
      await session.end();
    },
  };
}

async function takeLock(session: Session, worker: string): Promise<boolean> {
  const answer = await session.query<{ free: boolean }>("SELECT pg_try_advisory_lock($1, hashtext($2)) AS free", [
    LOCK_CLASS,
    worker,
  ]);
  return answer.rows[0]!.free;
}
