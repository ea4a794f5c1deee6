/** Lets go of what is past its time, a transaction at a time, and looks again every few hours. */
import type { Clock } from "./clock.ts";
import type { Periods } from "./model/retention.ts";
import type { Pool } from "./store/database.ts";
import { retentionPass } from "./store/retention-apply.ts";

/** The work of a loop: each call does the next piece of a pass, and answers 0 when the pass is over. */
export function newRetention(pool: Pool, installation: Periods, clock: Clock): () => Promise<number> {
  let pass: AsyncGenerator<number> | null = null;
  return async () => {
    pass ??= retentionPass(pool, installation, clock.now());
    try {
      const step = await pass.next();
      if (!step.done) return Math.max(1, step.value);
    } catch (error) {
      pass = null;
      throw error;
    }
    pass = null;
    return 0;
  };
}
