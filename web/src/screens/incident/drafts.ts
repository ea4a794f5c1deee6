/** What somebody has written and not sent yet: there again when they come back from another part, or another incident. */
import { useSyncExternalStore } from "react";

const drafts = new Map<string, string>();
const watchers = new Set<() => void>();

export interface Draft {
  text: string;
  /** What it is at this moment, also where nothing was drawn since. */
  now(): string;
  write(text: string): void;
  /** What could not be sent is before what was written meanwhile. */
  putBack(text: string): void;
}

/** The draft of that person about that thing. */
export function draftOf(person: string, about: string): Omit<Draft, "text"> {
  const key = JSON.stringify([person, about]);
  const now = () => drafts.get(key) ?? "";
  const write = (text: string) => {
    if (text === "") drafts.delete(key);
    else drafts.set(key, text);
    for (const watcher of watchers) watcher();
  };
  return { now, write, putBack: (text) => write(now() === "" ? text : `${text}\n${now()}`) };
}

/** The same, drawn again with each change of it. */
export function useDraft(person: string, about: string): Draft {
  const draft = draftOf(person, about);
  return { ...draft, text: useSyncExternalStore(watch, draft.now) };
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
}
