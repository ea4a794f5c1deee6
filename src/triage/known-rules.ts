/** How often each rule was seen, in a fixed room (Cormode and Muthukrishnan, "An Improved Data Stream Summary: The Count-Min Sketch", 2005). */
import { PLACES } from "./hashing.ts";

const ROWS = ["first", "second", "third"];
const MOST = 255;
/** A rule that was seen more seldom than this is not known. */
export const LEAST_SEEN = 5;

/** Counts the rules; `placeOf` is the model's own. */
export function knownRules(placeOf: (name: string) => number, rules: readonly string[]): Uint8Array {
  const counts = new Uint8Array(PLACES);
  for (const rule of rules)
    for (const row of ROWS) {
      const place = placeOf(`${row} ${rule}`);
      counts[place] = Math.min(MOST, counts[place]! + 1);
    }
  return counts;
}

/** How often a rule was seen, up to 255. Never too few; too many only where all three places are shared with others. */
export function timesSeen(counts: Uint8Array, placeOf: (name: string) => number, rule: string): number {
  return Math.min(...ROWS.map((row) => counts[placeOf(`${row} ${rule}`)]!));
}

/** Whether a rule was seen often enough to say something of it. */
export function isKnown(counts: Uint8Array, placeOf: (name: string) => number, rule: string): boolean {
  return timesSeen(counts, placeOf, rule) >= LEAST_SEEN;
}
