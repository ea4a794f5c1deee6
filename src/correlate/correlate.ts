/** Which alerts belong together: pure, over a batch of new alerts and the open incidents they might join. */
import type { InboxAlert } from "../store/inbox.ts";
import type { OpenIncident } from "../store/incident-write.ts";

/** Alerts that open one incident. The first one names it. */
export interface Opening {
  workspaceId: string;
  correlationKey: string;
  alerts: [InboxAlert, ...InboxAlert[]];
}

export interface Joining {
  incidentId: string;
  alert: InboxAlert;
}

export interface Correlation {
  opening: Opening[];
  joining: Joining[];
}

/**
 * Alerts about the same entity and technique within the window are one incident: they join the newest open one, else open one together.
 * The window is measured between arrivals, so that a source with a wrong clock does not tear incidents apart. A window of zero keeps every
 * alert an incident of its own.
 */
export function correlate(
  alerts: InboxAlert[],
  open: OpenIncident[],
  windowMs: (workspaceId: string) => number,
): Correlation {
  const candidates = new Map<string, OpenIncident>();
  for (const incident of open) {
    const key = `${incident.workspaceId} ${incident.correlationKey}`;
    const known = candidates.get(key);
    if (known === undefined || known.lastAlertAt < incident.lastAlertAt) candidates.set(key, incident);
  }
  const opening = new Map<string, Opening>();
  const joining: Joining[] = [];
  for (const alert of alerts) {
    const key = `${alert.workspaceId} ${alert.correlationKey}`;
    const candidate = candidates.get(key);
    const window = windowMs(alert.workspaceId);
    if (window <= 0) {
      opening.set(alert.id, { workspaceId: alert.workspaceId, correlationKey: alert.correlationKey, alerts: [alert] });
      continue;
    }
    if (candidate !== undefined && alert.receivedAt.getTime() - candidate.lastAlertAt.getTime() <= window) {
      joining.push({ incidentId: candidate.id, alert });
      continue;
    }
    const group = opening.get(key);
    if (group === undefined)
      opening.set(key, { workspaceId: alert.workspaceId, correlationKey: alert.correlationKey, alerts: [alert] });
    else group.alerts.push(alert);
  }
  return { opening: [...opening.values()], joining };
}

/** Why an alert belongs to its incident, for the record. */
export function reasonFor(alert: InboxAlert, opened: boolean): string {
  const [entity, rule] = alert.correlationKey.split("|");
  return opened
    ? `Opened by the first alert on ${entity} (${rule}).`
    : `Same entity (${entity}) and technique or rule (${rule}) within the window.`;
}
