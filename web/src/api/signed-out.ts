/** An answer said that nobody is signed in any more: whoever wants to know is told. */
const watchers = new Set<() => void>();

export function signedOut(): void {
  for (const watcher of watchers) watcher();
}

export function whenSignedOut(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
}
