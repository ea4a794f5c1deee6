/** The toasts that are shown; kept outside of React, so that anything may say what happened. */
export interface ToastEntry {
  key: number;
  title: string;
  text?: string | undefined;
  tone: "good" | "bad";
  /** Takes back what was done. */
  undo?: (() => void) | undefined;
}

const MOST = 3;
let list: readonly ToastEntry[] = [];
let next = 1;
const watchers = new Set<() => void>();

/** Shows one; the oldest gives way when there are more than a few. */
export function addToast(entry: Omit<ToastEntry, "key" | "tone"> & { tone?: ToastEntry["tone"] }): void {
  change([...list, { tone: "good", ...entry, key: next++ } as ToastEntry].slice(-MOST));
}

export function dropToast(key: number): void {
  change(list.filter((entry) => entry.key !== key));
}

export function toasts(): readonly ToastEntry[] {
  return list;
}

export function watchToasts(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
}

function change(to: readonly ToastEntry[]): void {
  list = to;
  for (const watcher of watchers) watcher();
}
