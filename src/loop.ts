/** A loop that works when called and, in case a call was lost, every so often anyway. */
import { sleep } from "./clock.ts";
import { toErrorJson } from "./errors.ts";
import type { Log } from "./log.ts";

export interface Loop {
  /** There may be something to do now. */
  kick(): void;
  stop(): Promise<void>;
}

/** `work` answers how much it did; anything above zero and it is called again at once. It may throw: that is logged, and tried again after a pause. */
export function startLoop(name: string, everyMs: number, log: Log, work: () => Promise<number>): Loop {
  const stopping = new AbortController();
  let kicked = false;
  let wake: (() => void) | null = null;

  async function pause(milliseconds: number): Promise<void> {
    if (kicked || stopping.signal.aborted) return;
    const early = new AbortController();
    wake = () => early.abort();
    await sleep(milliseconds, AbortSignal.any([early.signal, stopping.signal]));
    wake = null;
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      kicked = false;
      try {
        if ((await work()) === 0) await pause(everyMs);
      } catch (error) {
        log.warn({ loop: name, error: toErrorJson(error) }, "a round failed and is tried again");
        await sleep(Math.max(250, everyMs), stopping.signal);
      }
    }
  }

  const running = run();
  return {
    kick() {
      kicked = true;
      wake?.();
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
