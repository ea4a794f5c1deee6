/** What a disposition says of harm: that it was something, that it was nothing, or neither. */
import type { Disposition } from "./scale.ts";

const HARMFUL: ReadonlySet<string> = new Set<Disposition>(["true-positive", "suspicious", "security-risk"]);
const HARMLESS: ReadonlySet<string> = new Set<Disposition>(["false-positive", "benign", "test", "disregard"]);

/** Every disposition that is an answer to "was it something?"; the others (duplicate, insufficient data …) are none. */
export const LABELS: readonly string[] = [...HARMFUL, ...HARMLESS];

/** Whether a disposition says that it was something. Null where it says neither. */
export function isHarmful(disposition: string): boolean | null {
  if (HARMFUL.has(disposition)) return true;
  return HARMLESS.has(disposition) ? false : null;
}
