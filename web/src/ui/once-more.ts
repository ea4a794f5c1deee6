const PAUSE_MS = 500;

/**
 * Asks once more, a moment later, for a part of the console that could not be had: the network may have changed just then, as it does on the move.
 * What was asked for by a page that is being left is asked for by nobody any more.
 */
export function onceMore<T>(load: () => Promise<T>, pauseMs = PAUSE_MS): () => Promise<T> {
  return () =>
    load().catch(async () => {
      await new Promise((over) => setTimeout(over, pauseMs));
      return load();
    });
}
