/** Numbers of polling that nobody has to choose. */

/** Connections asked at a time, per process. */
export const LANES = 4;

/** What one poll may bring, and how long it may take. */
export const MOST_DELIVERIES = 50;
export const POLL_TIMEOUT_MS = 120_000;

/** Polls of one connection in a row, while there is more; then others have their turn. */
export const ROUNDS = 20;

/** How often a process looks whether what it asks is still its own to ask: paused, removed or changed connections stop that soon. */
export const WATCH_MS = 1_000;

/** After a failure that may pass by itself: so long, doubling, at most this long … */
export const FIRST_BACKOFF_MS = 2_000;
export const MAX_BACKOFF_MS = 15 * 60_000;
/** … and after one that a person must mend, this long, in case somebody did. Changing the connection asks at once. */
export const REFUSED_MS = 10 * 60_000;
