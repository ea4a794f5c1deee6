/** Notices that this process did not run for a while: it was stopped, or its machine slept. */

/**
 * Calls `paused`, with how long it was in ms, before anything else that waited meanwhile is gone on with: due timers come before the answers that
 * lie there. A process that is silent for long is taken for dead, and what it held may be in other hands.
 */
export function noticePauses(
  { everyMs, longestMs }: { everyMs: number; longestMs: number },
  stopping: AbortSignal,
  paused: (milliseconds: number) => void,
): void {
  let last = performance.now();
  const timer = setInterval(() => {
    const silent = performance.now() - last;
    last = performance.now();
    if (silent > longestMs) paused(silent);
  }, everyMs);
  stopping.addEventListener("abort", () => clearInterval(timer));
}
