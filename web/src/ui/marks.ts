/**
 * Which row of a list has the cursor and which are chosen, kept beside what is drawn: a key that moves a mark draws the rows it is on, and neither
 * the list nor its screen.
 */
import { useState, useSyncExternalStore } from "react";

export interface Marks {
  /** Takes the keys of the rows that are there now, in their order. The cursor stays on its row; where that is gone, it is on the first. */
  list(keys: readonly string[]): void;
  /** The place of the row with the cursor. */
  cursor(): number;
  /** The key of that row; undefined where there is none. */
  current(): string | undefined;
  /** The nearest place there is. */
  moveTo(place: number): void;
  isChosen(key: string): boolean;
  /** Chosen now, or not any more. */
  choose(key: string): void;
  /** All that are there, or none when all are. */
  chooseAll(): void;
  chooseNone(): void;
  /** How many of those that are there are chosen. */
  chosenCount(): number;
  allChosen(): boolean;
  /** Calls back after each change; after moves of the cursor once a frame, however many keys came in it. */
  watch(watcher: () => void): () => void;
}

type Later = (run: () => void) => void;

/** @param later when what moved the cursor is drawn: keys that come faster than frames would else be drawn one by one, each of them late. */
export function newMarks(later: Later = (run) => void requestAnimationFrame(run)): Marks {
  const watchers = new Set<() => void>();
  let keys: readonly string[] = [];
  let at = 0;
  let chosen: ReadonlySet<string> = new Set();
  let count = 0;
  let isMoving = false;

  function moved(): void {
    if (isMoving) return;
    isMoving = true;
    later(() => {
      if (isMoving) changed();
    });
  }
  function changed(): void {
    isMoving = false;
    count = chosen.size === 0 ? 0 : keys.reduce((sum, key) => sum + Number(chosen.has(key)), 0);
    for (const watcher of watchers) watcher();
  }
  function chooseOnly(these: Iterable<string>): void {
    chosen = new Set(these);
    changed();
  }
  const allChosen = () => count > 0 && count === keys.length;
  return {
    list(now) {
      const key = keys[at];
      keys = now;
      if (key !== undefined && keys[at] !== key) at = Math.max(0, keys.indexOf(key));
      changed();
    },
    cursor: () => at,
    current: () => keys[at],
    moveTo(place) {
      at = Math.max(0, Math.min(keys.length - 1, place));
      moved();
    },
    isChosen: (key) => chosen.has(key),
    choose: (key) => chooseOnly(chosen.has(key) ? [...chosen].filter((one) => one !== key) : [...chosen, key]),
    chooseAll: () => chooseOnly(allChosen() ? [] : keys),
    chooseNone: () => chooseOnly([]),
    chosenCount: () => count,
    allChosen,
    watch(watcher) {
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
  };
}

/** Marks of a list of one's own. */
export function useMarks(): Marks {
  return useState(newMarks)[0];
}

/** What is read of the marks; drawn again only when that is another. */
export function useMark<T extends string | number | boolean | undefined>(marks: Marks, read: () => T): T {
  return useSyncExternalStore(marks.watch, read);
}
