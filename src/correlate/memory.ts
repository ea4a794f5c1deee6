/** Correlation with its memory in this process instead of the database: for trying rules on alerts of the past. */
import type { IncidentFacts } from "../model/incident.ts";
import type { OpenKey, StormState } from "../store/correlation.ts";
import type { InboxAlert } from "../store/inbox.ts";
import { type Correlation, correlate, lookupKeys } from "./correlate.ts";
import type { CorrelationRules } from "./rules.ts";

export interface CorrelationMemory {
  /** Places the next alerts, the oldest first; what they are remembered by changes accordingly. */
  take(alerts: InboxAlert[]): Correlation;
  /** The incident takes no more alerts. */
  close(incidentId: string): void;
}

/** An empty memory of one workspace. Incidents are numbered `1`, `2` … and stay open until they are closed. */
export function correlationMemory(
  rules: CorrelationRules,
  factsAlone: (alert: InboxAlert) => IncidentFacts,
): CorrelationMemory {
  const keys = new Map<string, string>();
  const lastAlertAt = new Map<string, Date>();
  const storms = new Map<string, StormState>();
  const open = new Set<string>();
  let made = 0;

  const openFor = (key: string, workspaceId: string): OpenKey[] => {
    const incidentId = keys.get(key);
    if (incidentId === undefined || !open.has(incidentId)) return [];
    return [{ key, workspaceId, incidentId, lastAlertAt: lastAlertAt.get(incidentId)! }];
  };
  const stormFor = (key: string): StormState[] => {
    const state = storms.get(key);
    if (state === undefined) return [];
    return [state.incidentId === null || open.has(state.incidentId) ? state : { ...state, incidentId: null }];
  };

  return {
    close: (incidentId) => void open.delete(incidentId),
    take(alerts) {
      const asked = lookupKeys(alerts, () => rules);
      const workspaceId = alerts[0]?.workspaceId ?? "";
      const result = correlate({
        alerts,
        rules: () => rules,
        open: asked.keys.flatMap((key) => openFor(key, workspaceId)),
        storms: asked.storms.flatMap(stormFor),
        factsOf: factsAlone,
        newId() {
          made += 1;
          return String(made);
        },
      });
      for (const { key, incidentId } of result.keys) keys.set(key, incidentId);
      for (const state of result.storms) storms.set(state.key, state);
      for (const { incidentId, alerts: of } of result.opening) {
        open.add(incidentId);
        lastAlertAt.set(incidentId, latest(of));
      }
      for (const { incidentId, alert } of result.joining)
        lastAlertAt.set(incidentId, latest([alert], lastAlertAt.get(incidentId)));
      return result;
    },
  };
}

function latest(alerts: readonly InboxAlert[], known = new Date(0)): Date {
  return alerts.reduce((last, { receivedAt }) => (receivedAt > last ? receivedAt : last), known);
}
