/** A rush: many deliveries wait for their receipts at once. What comes after them on the way of an alert can wait for a moment; their senders cannot. */
import { sleep } from "../clock.ts";

export interface Rush {
  /** Counts a delivery until it is answered. */
  during<T>(work: Promise<T>): Promise<T>;
  /** Resolves when there is no rush, after `atMostMs` in any case: what is held up for longer becomes a queue of its own. */
  over(atMostMs: number): Promise<void>;
}

/** Fewer at once are not made faster by waiting for them. */
const CROWD = 40;
/** A rush comes in waves: those who were just answered send again, or others take their place. */
const CALM_MS = 10;
const LOOK_MS = 5;

export function newRush(): Rush {
  let waiting = 0;
  let crowdedAt = Number.NEGATIVE_INFINITY;
  function look(): void {
    if (waiting >= CROWD) crowdedAt = performance.now();
  }
  function isOn(): boolean {
    look();
    return performance.now() < crowdedAt + CALM_MS;
  }
  return {
    async during(work) {
      waiting += 1;
      look();
      try {
        return await work;
      } finally {
        look();
        waiting -= 1;
      }
    },
    async over(atMostMs) {
      const until = performance.now() + atMostMs;
      while (isOn() && performance.now() < until) await sleep(LOOK_MS);
    },
  };
}
