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

export interface Liveness {
  /** Beats, and gives the runs of dead workers back. Answers how many runs were given back. */
  beat(): Promise<number>;
  stop(): Promise<void>;
}

export function newLiveness(database: Database, worker: string, log: Log): Liveness {
  let session: Awaited<ReturnType<Database["dedicated"]>> | null = null;

  async function hold(): Promise<void> {
    if (session !== null) return;
    const client = await database.dedicated();
    const drop = () => {
      if (session === client) session = null;
    };
    client.on("error", drop);
    client.on("end", drop);
    await client.query("SELECT pg_advisory_lock($1, hashtext($2))", [LOCK_CLASS, worker]);
    session = client;
  }

  async function giveBackTheDead(): Promise<number> {
    const others = await session!.query<{ id: string; stale: boolean }>(
      `SELECT id, heartbeat_at < now() - interval '${STALE}' AS stale FROM workers WHERE id <> $1`,
      [worker],
    );
    let given = 0;
    for (const other of others.rows) {
      const free = await session!.query<{ free: boolean }>("SELECT pg_try_advisory_lock($1, hashtext($2)) AS free", [
        LOCK_CLASS,
        other.id,
      ]);
      const dead = free.rows[0]!.free;
      if (!dead && !other.stale) continue;
      const runs = await takeFromWorker(database.system, other.id);
      if (dead) await session!.query("SELECT pg_advisory_unlock($1, hashtext($2))", [LOCK_CLASS, other.id]);
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
      await hold();
      await session!.query("INSERT INTO workers (id) VALUES ($1) ON CONFLICT (id) DO UPDATE SET heartbeat_at = now()", [
        worker,
      ]);
      return giveBackTheDead();
    },
    async stop() {
      if (session === null) return;
      await takeFromWorker(database.system, worker);
      await session.end();
    },
  };
}
