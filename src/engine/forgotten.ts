/**
 * Runs that have an owner and are in nobody's hands: the answer to the commit that gave them to us was lost, what they need could not be loaded,
 * or their owner died before it was known. Without a second look they would wait for ever.
 */
import type { Log } from "../log.ts";
import type { Pool } from "../store/database.ts";
import { giveBackForgotten } from "./run-table.ts";

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
  let missing: readonly string[] = [];
  return async () => {
    const still = missing.filter((id) => !held(id));
    const { owned, given } = await giveBackForgotten(pool, worker, still);
    missing = owned.filter((id) => !held(id) && !still.includes(id));
    if (given > 0) log.warn({ runs: given }, "gave back runs that were in nobody's hands");
  };
}
