/** Work that is done again and again, and at once when called. */
import { sleep } from "../clock.ts";
import { toErrorJson } from "../errors.ts";
import type { Log } from "../log.ts";
import { isPassing } from "../store/failure.ts";

export interface Rounds {
  /** Begin the next round now, or right after the one under way. */
  kick(): void;
  /** Resolves once stopped. */
  ended: Promise<void>;
}

/** `work` may answer true to be called again at once. What it throws is logged, and the next round comes in its time. */
export function startRounds(everyMs: number, stopping: AbortSignal, log: Log, work: () => Promise<unknown>): Rounds {
  let kicked = new AbortController();

  async function run(): Promise<void> {
    while (!stopping.aborted) {
      const again = await work().catch((error) => {
        log.warn({ error: toErrorJson(error), passing: isPassing(error) }, "engine round failed, will try again");
      });
      if (again !== true) await sleep(everyMs, AbortSignal.any([kicked.signal, stopping]));
      if (kicked.signal.aborted) kicked = new AbortController();
    }
  }

  return { kick: () => kicked.abort(), ended: run() };
}
