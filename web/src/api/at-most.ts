/** What costs much, asked for often. */

export interface AtMost {
  /** Runs it: at once, or where it ran a moment ago as soon as that is long enough ago. */
  ask(): void;
  /** Runs nothing any more. */
  stop(): void;
}

/** Runs no more often than once in so many milliseconds, and after the last time it was asked for. */
export function atMostEvery(ms: number, run: () => void): AtMost {
  let ranAt = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const go = () => {
    timer = null;
    ranAt = performance.now();
    run();
  };
  return {
    ask() {
      if (timer !== null) return;
      const wait = ranAt + ms - performance.now();
      if (wait <= 0) go();
      else timer = setTimeout(go, wait);
    },
    stop() {
      if (timer !== null) clearTimeout(timer);
    },
  };
}
