import type { IncidentSummary } from "../../../../src/api/contract/incident.ts";

export interface DueClock {
  kind: "acknowledge" | "contain" | "resolve";
  by: string;
}

type Clocked = Pick<
  IncidentSummary,
  "acknowledgeBy" | "acknowledgedAt" | "containBy" | "containedAt" | "resolveBy" | "resolvedAt" | "status"
>;

/** All clocks that still run, the next first. */
export function runningClocks(incident: Clocked): DueClock[] {
  if (incident.status === "resolved" || incident.status === "closed") return [];
  const clocks = [
    { kind: "acknowledge", by: incident.acknowledgeBy, met: incident.acknowledgedAt },
    { kind: "contain", by: incident.containBy, met: incident.containedAt },
    { kind: "resolve", by: incident.resolveBy, met: incident.resolvedAt },
  ] as const;
  return clocks
    .flatMap(({ kind, by, met }) => (by === null || met !== null ? [] : [{ kind, by }]))
    .sort((a, b) => Date.parse(a.by) - Date.parse(b.by));
}

/** The clock that runs out first; null where none runs. */
export function nextClock(incident: Clocked): DueClock | null {
  return runningClocks(incident)[0] ?? null;
}
