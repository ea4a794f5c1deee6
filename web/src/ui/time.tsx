/** A moment: how long ago or how soon, and exactly when, in the reader's zone, on hover and on focus. */
import { useSyncExternalStore } from "react";
import { times } from "../words/times.ts";
import { Tooltip } from "./tooltip.tsx";

const TICK_MS = 15_000;
let now = Date.now();
const watchers = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;

/** One clock for all times on the page; it stands still while nobody looks. */
function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  // It stood still as long as nobody looked.
  if (timer === null) now = Date.now();
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of watchers) each();
  }, TICK_MS);
  return () => {
    watchers.delete(watcher);
    if (watchers.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
}

/** The present, to the quarter of a minute. */
export function useNow(): number {
  return useNowAs((moment) => moment);
}

/** What is made of the present; drawn again only when that is another, for a long list has many clocks and few of them go on at once. */
export function useNowAs<T extends string | number>(read: (now: number) => T): T {
  return useSyncExternalStore(watch, () => read(now));
}

const useRelative = (at: string) => useNowAs((moment) => times.relative(Date.parse(at) - moment));

export function Time({ at, prefix = "" }: { at: string; prefix?: string }) {
  const text = useRelative(at);
  return (
    <Tooltip text={times.exact(at)}>
      <time dateTime={at} tabIndex={0} className="whitespace-nowrap tabular-nums">
        {prefix}
        {text}
      </time>
    </Tooltip>
  );
}

/** As {@link Time} in a long list: the exact time is the browser's own hint, and the row, not the time, takes the focus. */
export function RowTime({ at }: { at: string }) {
  const text = useRelative(at);
  return (
    <time dateTime={at} title={times.exact(at)} className="whitespace-nowrap tabular-nums">
      {text}
    </time>
  );
}
