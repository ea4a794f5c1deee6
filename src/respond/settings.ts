/** Numbers of the response that are not a playbook's to choose. */

/** What the stop button holds asks again this often, should the call that thawing sends be lost; within what `thaw` wakes. */
export const ASK_FROZEN_MS = 20_000;

/** A reversal that fails is tried again after this long: one lost answer must not make a containment outlast its time by more than five seconds. */
export const FIRST_RELEASE_BACKOFF_MS = 1_000;

/** A release and a containment of the same thing go one after the other: whichever comes second looks again after this long. */
export const LOOK_AFTER_RELEASE_MS = 250;

/** Then the wait doubles, up to this long, for as long as the containment stands. */
export const MAX_RELEASE_BACKOFF_MS = 15 * 60 * 1000;

/** How long one reversal may take. */
export const RELEASE_TIMEOUT_MS = 30_000;

/** So many are taken up at a time, and so many of one connection are under way before others go first. */
export const RELEASES_AT_ONCE = 20;

/** So many are under way in one process, of all connections. */
export const MOST_RELEASES_IN_HAND = 100;

/** A system that applies changes with a delay is asked a second time after this long before its "no" is believed. */
export const SECOND_LOOK_MS = 400;

/** A look that fails for now is repeated up to this many times in all, first after LOOK_AGAIN_MS, then four times as long apart. */
export const LOOKS = 3;
export const LOOK_AGAIN_MS = 250;
