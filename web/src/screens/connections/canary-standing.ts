/** What the newest write canary of a connection says of it now. */
import type { Canary } from "../../../../src/model/canary.ts";

/** As long as readiness counts one. */
const GOOD_MS = 90 * 86_400_000;

export type CanaryStanding = "passed" | "failed" | "stale";

/** Undefined where none was made. One that passed proves nothing any more when it is older than a quarter, or than the connection as it is now. */
export function canaryStanding(
  newest: Pick<Canary, "passed" | "at"> | undefined,
  connectedAt: string,
  now: number,
): CanaryStanding | undefined {
  if (newest === undefined) return undefined;
  const madeAt = Date.parse(newest.at);
  if (now - madeAt > GOOD_MS || madeAt < Date.parse(connectedAt)) return "stale";
  return newest.passed ? "passed" : "failed";
}
