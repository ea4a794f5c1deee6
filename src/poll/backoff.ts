/** When a poll that failed is tried again. */
import type { CordonError } from "../errors.ts";
import { FIRST_BACKOFF_MS, MAX_BACKOFF_MS, REFUSED_MS } from "./settings.ts";

/** Milliseconds until then; `failures`: how often in a row it had failed before. The other side's own word on it wins, within the longest. */
export function backoffMs(
  { root, retryAfterMs }: Pick<CordonError, "root" | "retryAfterMs">,
  failures: number,
): number {
  if (root !== "transient") return REFUSED_MS;
  return Math.min(retryAfterMs ?? FIRST_BACKOFF_MS * 2 ** Math.min(failures, 20), MAX_BACKOFF_MS);
}

/** Give or take a tenth, so that what was set up together is not asked together for ever. */
export function jittered(ms: number): number {
  return ms * (0.9 + 0.2 * Math.random());
}
