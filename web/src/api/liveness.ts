/** Whether what is shown is kept up to date, or since when it is not. */
import { useSyncExternalStore } from "react";

let lostAt: string | null = null;
const watchers = new Set<() => void>();

function become(at: string | null): void {
  lostAt = at;
  for (const watcher of watchers) watcher();
}

/** The server tells what changes. */
export function isLive(): void {
  if (lostAt !== null) become(null);
}

/** The server cannot be reached. */
export function wasLost(): void {
  if (lostAt === null) become(new Date().toISOString());
}

/** Since when nobody tells what changes; null while the server does. */
export function useLostAt(): string | null {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
    () => lostAt,
  );
}
