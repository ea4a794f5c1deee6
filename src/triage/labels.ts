/** Which final dispositions the model learns from, and as what. */
import type { Disposition } from "../model/scale.ts";

const HARMFUL: ReadonlySet<string> = new Set<Disposition>(["true-positive", "suspicious", "security-risk"]);
const HARMLESS: ReadonlySet<string> = new Set<Disposition>(["false-positive", "benign", "test", "disregard"]);

/** Every disposition that is an answer to "was it something?"; the others (duplicate, insufficient data …) are none. */
export const LABELS: readonly string[] = [...HARMFUL, ...HARMLESS];

/** Whether a disposition says that it was something. Null where it says neither. */
export function isHarmful(disposition: string): boolean | null {
  if (HARMFUL.has(disposition)) return true;
  return HARMLESS.has(disposition) ? false : null;
}
