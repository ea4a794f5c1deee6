/** What is to be looked at of a connection, the gravest first. One that is well and silent is not well. */
import type { ConnectionView, Intake } from "../../../../src/api/contract/connection.ts";
import type { connections } from "../../words/connections.ts";
import type { CanaryStanding } from "./canary-standing.ts";

export type Warning = keyof typeof connections.warnings;

const HOUR_MS = 3_600_000;
/** A source that said nothing for so long has become silent. */
const QUIET_MS = 24 * HOUR_MS;
/** A new one is given so long before its silence means something. */
const NEW_MS = HOUR_MS;
const BEHIND_SECONDS = 300;

export interface Seen {
  connection: Pick<ConnectionView, "health" | "polling" | "createdAt">;
  takesAlerts: boolean;
  intake: Intake | undefined;
  canary: CanaryStanding | undefined;
}

export function warningsOf({ connection, takesAlerts, intake, canary }: Seen, now: number): Warning[] {
  const { health, polling, createdAt } = connection;
  const found: Warning[] = [];
  if (health?.ok === false) found.push("unwell");
  if (canary === "failed") found.push("canary");
  if (polling !== null && polling.failures > 0) found.push("polling");
  if (intake !== undefined) {
    const silentMs = intake.lastAt === null ? null : now - Date.parse(intake.lastAt);
    if (takesAlerts && silentMs === null && now - Date.parse(createdAt) > NEW_MS) found.push("silent");
    if (takesAlerts && silentMs !== null && silentMs > QUIET_MS) found.push("quiet");
    if (intake.held > 0) found.push("held");
    if (intake.behindSeconds > BEHIND_SECONDS || intake.failingLinks > 0) found.push("behind");
  }
  if (canary === "stale") found.push("canaryStale");
  if (health === null) found.push("untested");
  return found;
}

/** Never tested is a hint, not a fault: most that only send cannot be. So is a proof that has grown old. */
export function isGrave(warning: Warning): boolean {
  return warning !== "untested" && warning !== "canaryStale";
}
