/** What rules would have made of the alerts of the past, beside what was made of them. */
import type { IncidentFacts } from "../model/incident.ts";
import type { InboxAlert, PastAlert } from "../store/inbox.ts";
import type { Duplicates } from "./duplicates.ts";
import { correlationMemory } from "./memory.ts";
import type { CorrelationRules } from "./rules.ts";

export interface ReplayReport {
  alerts: number;
  /** Incidents that these alerts are in, and that they would be in. */
  incidents: { now: number; replayed: number };
  /** How many alerts a rule would fold, join or hold back, by its kind and id. */
  rules: { kind: "duplicates" | "correlate" | "storms" | "suppression"; id: string; alerts: number }[];
  /** Incidents that would be one: the numbers of those there are. */
  joined: number[][];
  /** Incidents that would be several: the number of the one there is, and of how many. */
  parted: { incident: number; into: number }[];
}

/** At most so many examples of each. */
const MOST_SHOWN = 20;

export interface Replay {
  /** The next alerts, the oldest first. */
  take(alerts: PastAlert[]): void;
  report(): ReplayReport;
}

/**
 * Begins with nothing remembered, and goes on as if no incident had been closed meanwhile. Alerts that were folded when they came are not there
 * to be replayed.
 */
export function newReplay(
  rules: CorrelationRules,
  duplicates: Duplicates,
  factsAlone: (alert: InboxAlert) => IncidentFacts,
): Replay {
  const memory = correlationMemory(rules, factsAlone);
  const folded = new Map<string, number>();
  const decided = new Map<string, ReplayReport["rules"][number]>();
  const nowIn = new Map<string, { number: number; replayed: Set<string> }>();
  const replayedIn = new Map<string, Set<number>>();
  let alerts = 0;

  const count = (kind: ReplayReport["rules"][number]["kind"], id: string) => {
    const known = decided.get(`${kind} ${id}`);
    if (known === undefined) decided.set(`${kind} ${id}`, { kind, id, alerts: 1 });
    else known.alerts += 1;
  };
  /** True for a repeat within its window. */
  const folds = (alert: PastAlert): boolean => {
    const fold = duplicates(alert, { id: alert.connectionId, name: alert.connection });
    if (fold === null) return false;
    const until = folded.get(fold.fingerprint) ?? 0;
    if (alert.receivedAt.getTime() < until) {
      count("duplicates", fold.foldRule);
      return true;
    }
    folded.set(fold.fingerprint, alert.receivedAt.getTime() + fold.dedupSeconds * 1000);
    return false;
  };
  const place = (past: PastAlert | undefined, replayed: string) => {
    const of = replayedIn.get(replayed) ?? new Set<number>();
    replayedIn.set(replayed, of);
    if (past?.incidentId == null || past.incident === null) return;
    of.add(past.incident);
    const now = nowIn.get(past.incidentId) ?? { number: past.incident, replayed: new Set<string>() };
    nowIn.set(past.incidentId, now);
    now.replayed.add(replayed);
  };

  return {
    take(batch) {
      alerts += batch.length;
      const past = new Map(batch.map((alert) => [alert.id, alert]));
      const result = memory.take(batch.filter((alert) => !folds(alert)));
      const opened = result.opening.flatMap(({ alerts: of, incidentId, reasons }) =>
        of.map((alert, index) => ({ alert, incidentId, reason: reasons[index]! })),
      );
      for (const { alert, incidentId, reason } of [...opened, ...result.joining]) {
        if (reason.rule !== null) count(reason.rule.kind, reason.rule.id);
        place(past.get(alert.id), incidentId);
      }
      for (const { suppressionId } of result.suppressed) count("suppression", suppressionId);
    },
    report: () => ({
      alerts,
      incidents: { now: nowIn.size, replayed: replayedIn.size },
      rules: [...decided.values()].sort((a, b) => b.alerts - a.alerts),
      joined: [...replayedIn.values()]
        .filter((numbers) => numbers.size > 1)
        .map((numbers) => [...numbers].sort((a, b) => a - b).slice(0, MOST_SHOWN))
        .slice(0, MOST_SHOWN),
      parted: [...nowIn.values()]
        .filter(({ replayed }) => replayed.size > 1)
        .map(({ number, replayed }) => ({ incident: number, into: replayed.size }))
        .slice(0, MOST_SHOWN),
    }),
  };
}
