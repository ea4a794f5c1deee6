/** An answer said that nobody is signed in any more: whoever wants to know is told, and whether that is what somebody wanted. */
type Watcher = (left: boolean) => void;
const watchers = new Set<Watcher>();

/** `left`: they signed out themselves. */
export function signedOut(left = false): void {
  for (const watcher of watchers) watcher(left);
}

export function whenSignedOut(watcher: Watcher): () => void {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
}
