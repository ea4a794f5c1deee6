/** What of readiness can be measured, each in one line; null where there is nothing to measure yet. */
import type { Connector } from "../connector/connector.ts";
import type { ReadinessCounts } from "../store/readiness.ts";
import type { Taxonomy } from "../taxonomy/taxonomy.ts";

/** Everything that is looked at. */
export interface Observed {
  counts: ReadinessCounts;
  /** In force; null when none is. */
  taxonomy: Taxonomy | null;
  /** In force, as stored, by name. */
  programs: ReadonlyMap<string, unknown>;
  /** Of each connection; undefined where the product is not known any more. */
  connectors: readonly (Connector | undefined)[];
}

/** Name → its value over what was observed. Shares are from 0 to 1. */
export const MEASURES = {
  "alerts-with-discrete-fields": ({ counts }: Observed) => share(counts.alertsWithFields, counts.alerts),
  "closed-with-reason": ({ counts }: Observed) => share(counts.closedWithReason, counts.closed),
  "reviews-answered": ({ counts }: Observed) => share(counts.reviewsAnswered, counts.reviewsDue),
  "reviews-overdue": ({ counts }: Observed) => counts.reviewsOverdue,
  "incident-types": ({ taxonomy }: Observed) => taxonomy?.types.length ?? 0,
  "types-with-answer": ({ taxonomy }: Observed) =>
    shareOf(taxonomy?.types ?? [], ({ playbook }) => playbook.some(({ run, reason }) => run !== null || reason !== "")),
  "types-executable": ({ taxonomy, programs }: Observed) =>
    shareOf(taxonomy?.types ?? [], ({ playbook }) =>
      playbook.some(({ run }) => run !== null && acts(programs.get(run))),
    ),
  "incidents-typed": ({ counts, taxonomy }: Observed) =>
    share(counts.incidents - (counts.byType[taxonomy?.fallback ?? ""] ?? 0), counts.incidents),
  policies: ({ counts }: Observed) => counts.policies,
  "connections-that-read": ({ connectors }: Observed) => countOf(connectors, reads),
  "connections-that-write": ({ connectors }: Observed) => countOf(connectors, writes),
  "connections-that-sync": ({ connectors }: Observed) => countOf(connectors, syncs),
  "entities-in-inventory": ({ counts }: Observed) => share(counts.entitiesInventoried, counts.entities),
  people: ({ counts }: Observed) => counts.people,
  "queues-on-call": ({ counts }: Observed) => counts.queuesOnCall,
  "effects-verified": ({ counts }: Observed) => share(counts.effectsVerified, counts.effectsSettled),
  "taxonomy-age-days": ({ counts }: Observed) => counts.taxonomyAgeDays,
  "policies-age-days": ({ counts }: Observed) => counts.policiesAgeDays,
  "access-review-age-days": ({ counts }: Observed) => counts.accessReviewAgeDays,
  "policy-review-age-days": ({ counts }: Observed) => counts.policyReviewAgeDays,
  "canaries-passed": ({ counts }: Observed) => counts.canariesPassed,
  "canaries-failed": ({ counts }: Observed) => counts.canariesFailed,
  "decisions-overdue": ({ counts }: Observed) => counts.decisionsOverdue,
} as const satisfies Record<string, (observed: Observed) => number | null>;

export type Measure = keyof typeof MEASURES;
export const MEASURE_NAMES = Object.keys(MEASURES) as Measure[];

/** Whether a stored program does anything besides handing over. */
function acts(program: unknown): boolean {
  const nodes = (program as { nodes?: Record<string, { kind?: string }> } | undefined)?.nodes ?? {};
  return Object.values(nodes).some(({ kind }) => kind === "action" || kind === "call");
}

const reads = ({ source, poll }: Connector) => source !== undefined || poll !== undefined;
const writes = ({ actions }: Connector) =>
  actions.some(({ capability }) => capability.effect === "contain" || capability.effect === "eradicate");
const syncs = ({ actions }: Connector) => {
  const can = new Set(actions.map(({ capability }) => capability.id));
  return ["ticket.get ticket.update", "siem.get-alert siem.update-alert"].some((pair) =>
    pair.split(" ").every((id) => can.has(id)),
  );
};

function countOf(connectors: Observed["connectors"], can: (connector: Connector) => boolean): number {
  return connectors.filter((connector) => connector !== undefined && can(connector)).length;
}

function share(count: number, of: number): number | null {
  return of === 0 ? null : count / of;
}

function shareOf<T>(items: readonly T[], is: (item: T) => boolean): number | null {
  return share(items.filter(is).length, items.length);
}
