/** What of readiness can be measured, each with its words; null where there is nothing to measure yet. */
import { capabilities } from "../connector/capabilities/catalog.ts";
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

/** What is measured, in words and in its unit; nothing of it says what would be enough. */
export type Measuring =
  | { unit: "share"; says: string; read(observed: Observed): Part; lacks?(observed: Observed): Lack[] }
  | { unit: "count"; says: string; read(observed: Observed): number }
  | { unit: "days"; says: string; read(observed: Observed): number | null };

interface Part {
  count: number;
  of: number;
}

/** A part of what is missing, and the command that brings it. */
export interface Lack {
  what: string;
  count: number;
  next: string;
}

/** Name → how it is read from what was observed. */
export const MEASURES = {
  "alerts-with-discrete-fields": {
    ...shareOf("Alerts of 30 days with all four fields", ({ counts }) => ({
      count: counts.alertsWithFields,
      of: counts.alerts,
    })),
    lacks: ({ counts }: Observed): Lack[] => [
      // What the source does not say itself is for the taxonomy to say.
      {
        what: "initial disposition",
        count: counts.alerts - counts.alertsWithDisposition,
        next: "cordon taxonomy apply",
      },
      { what: "affected entity", count: counts.alerts - counts.alertsWithEntity, next: "cordon source learn" },
      { what: "severity", count: counts.alerts - counts.alertsWithSeverity, next: "cordon source learn" },
      { what: "detection source", count: counts.alerts - counts.alertsWithSource, next: "cordon source learn" },
    ],
  },
  "closed-with-reason": shareOf("Incidents of 90 days closed with a disposition and its reason", ({ counts }) => ({
    count: counts.closedWithReason,
    of: counts.closed,
  })),
  "reviews-answered": shareOf("Reviews of 90 days that were due and are answered", ({ counts }) => ({
    count: counts.reviewsAnswered,
    of: counts.reviewsDue,
  })),
  "reviews-overdue": countOf("Reviews that are overdue", ({ counts }) => counts.reviewsOverdue),
  "incident-types": countOf("Kinds of incidents in the taxonomy", ({ taxonomy }) => taxonomy?.types.length ?? 0),
  "types-with-answer": shareOf("Kinds of incidents with a playbook, or a reason for none", ({ taxonomy }) =>
    partOf(taxonomy?.types ?? [], ({ playbook }) => playbook.some(({ run, reason }) => run !== null || reason !== "")),
  ),
  "types-executable": shareOf("Kinds of incidents with a playbook that acts", ({ taxonomy, programs }) =>
    partOf(taxonomy?.types ?? [], ({ playbook }) =>
      playbook.some(({ run }) => run !== null && acts(programs.get(run))),
    ),
  ),
  "incidents-typed": shareOf("Incidents of 90 days that are one of the kinds", ({ counts, taxonomy }) => ({
    count: counts.incidents - (counts.byType[taxonomy?.fallback ?? ""] ?? 0),
    of: counts.incidents,
  })),
  policies: countOf("Policy files in force", ({ counts }) => counts.policies),
  "connections-that-read": countOf("Connections that bring alerts", thoseThat(reads)),
  "connections-that-write": countOf("Connections that can contain", thoseThat(writes)),
  "connections-that-sync": countOf("Connections that read and update a ticket or an alert", thoseThat(syncs)),
  "entities-in-inventory": shareOf("Affected entities of 90 days that are in the inventory", ({ counts }) => ({
    count: counts.entitiesInventoried,
    of: counts.entities,
  })),
  people: countOf("People who can come in", ({ counts }) => counts.people),
  "queues-on-call": countOf("Queues with somebody on call", ({ counts }) => counts.queuesOnCall),
  "effects-verified": shareOf("Changes of 90 days that were read back and found in force", ({ counts }) => ({
    count: counts.effectsVerified,
    of: counts.effectsSettled,
  })),
  "taxonomy-age-days": daysSince("the taxonomy was put in force", ({ counts }) => counts.taxonomyAgeDays),
  "policies-age-days": daysSince("the policies were put in force", ({ counts }) => counts.policiesAgeDays),
  "access-review-age-days": daysSince("a review of access was answered", ({ counts }) => counts.accessReviewAgeDays),
  "policy-review-age-days": daysSince("a review of policies was answered", ({ counts }) => counts.policyReviewAgeDays),
  "canaries-passed": countOf("Connections whose newest canary passed", ({ counts }) => counts.canariesPassed),
  "canaries-failed": countOf("Connections whose newest canary failed", ({ counts }) => counts.canariesFailed),
  "decisions-overdue": countOf("Decisions whose time is over", ({ counts }) => counts.decisionsOverdue),
} as const satisfies Record<string, Measuring>;

export type Measure = keyof typeof MEASURES;
export const MEASURE_NAMES = Object.keys(MEASURES) as Measure[];

/** Telling people and filling a ticket is how an incident is handed over, and no answer to it. */
const HANDING_OVER: ReadonlySet<string> = new Set(["notify", "record"]);

/** Whether a stored program looks something up or changes something; the steps of playbooks that it calls are among its own. */
function acts(program: unknown): boolean {
  const nodes = (program as { nodes?: Record<string, { kind?: string; capability?: string }> } | undefined)?.nodes;
  return Object.values(nodes ?? {}).some(
    ({ kind, capability = "" }) => kind === "action" && !HANDING_OVER.has(capabilities.get(capability)?.effect ?? ""),
  );
}

function reads({ source, poll }: Connector): boolean {
  return source !== undefined || poll !== undefined;
}

function writes({ actions }: Connector): boolean {
  return actions.some(({ capability }) => capability.effect === "contain" || capability.effect === "eradicate");
}

function syncs({ actions }: Connector): boolean {
  const can = new Set(actions.map(({ capability }) => capability.id));
  return ["ticket.get ticket.update", "siem.get-alert siem.update-alert"].some((pair) =>
    pair.split(" ").every((id) => can.has(id)),
  );
}

function thoseThat(can: (connector: Connector) => boolean): (observed: Observed) => number {
  return ({ connectors }) => connectors.filter((connector) => connector !== undefined && can(connector)).length;
}

function partOf<T>(items: readonly T[], is: (item: T) => boolean): Part {
  return { count: items.filter(is).length, of: items.length };
}

function shareOf(says: string, read: (observed: Observed) => Part) {
  return { unit: "share", says, read } as const;
}

function countOf(says: string, read: (observed: Observed) => number): Measuring {
  return { unit: "count", says, read };
}

function daysSince(what: string, read: (observed: Observed) => number | null): Measuring {
  return { unit: "days", says: `Days since ${what}`, read };
}
