/** How a connection is, in a few words. */
import type { ConnectionView } from "../api/contract/connection.ts";
import { time } from "./show.ts";

/** What is wrong with the asking comes before what a test said: it is newer, and nobody else tells. */
export function conditionOf({ health, polling }: Pick<ConnectionView, "health" | "polling">): string {
  if (polling !== null && polling.pausedAt !== null) return `paused since ${time(polling.pausedAt)}`;
  if (polling !== null && polling.failures > 0)
    return `could not be asked, failed ${polling.failures} times: ${polling.error ?? ""}`;
  if (polling !== null && polling.note !== null) return polling.note;
  return health === null ? "not tested" : health.ok ? "ok" : health.message;
}
