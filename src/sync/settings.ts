/** Numbers of sync that nobody has to choose. */

/** Linked tickets and alerts of open incidents are looked at this often, give or take a fifth. */
export const POLL_MS = 30_000;

/** How many alerts of one incident are kept in step at their source; the others are counted, and it is said so. */
export const MAX_ALERT_LINKS = 20;

/** A change that cannot be told is tried again after 1 s, doubling, at most this long apart … */
export const MAX_BACKOFF_MS = 5 * 60_000;
/** … and this often, about an hour in all. Then the link shows the error and later changes go on. */
export const MAX_ATTEMPTS = 20;

/** A link whose system said no is looked at this often, in case somebody mended it. */
export const REFUSED_POLL_MS = 10 * 60_000;

/** Links and incidents dealt with at a time, per process. */
export const LANES = 16;

/** Changes claimed at a time: most have nobody to be told. */
export const CLAIM_CHANGES = 500;

/** Products index late: an alert that is not found where alerts are kept is looked for again after these times, in ms. */
export const LOOK_AGAIN_MS: readonly number[] = [20_000, 120_000, 900_000];

/** What a frozen connection is not told is tried again this often, should the call that thawing sends be lost. */
export const HELD_MS = 20_000;
