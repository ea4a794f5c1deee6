/**
 * Runs that have an owner and are in nobody's hands: the answer to the commit that gave them to us was lost, what they need could not be loaded,
 * or their owner died before it was known. Without a second look they would wait for ever.
 */
import type { Log } from "../log.ts";
import type { Pool } from "../store/database.ts";
import { giveBackForgotten, runsOf } from "./run-table.ts";

/**
 * Looks for forgotten runs and gives them back. Call it every second or so: one that is missing in two looks is forgotten, one that is missing in
 * one look may just be on its way into our hands. A false alarm does no harm: runs are fenced by their epoch.
 */
export function newForgottenRuns(options: {
  pool: Pool;
  worker: string;
  held(id: string): boolean;
  log: Log;
}): () => Promise<void> {
  const { pool, worker, held, log } = options;
  let missing = new Set<string>();
  return async () => {
    const now = (await runsOf(pool, worker)).filter((id) => !held(id));
    const twice = now.filter((id) => missing.has(id));
    missing = new Set(now);
    const runs = await giveBackForgotten(pool, worker, twice);
    if (runs > 0) log.warn({ runs }, "gave back runs that were in nobody's hands");
  };
}
