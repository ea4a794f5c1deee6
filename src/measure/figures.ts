/** A playbook's figures: one formula each, here and nowhere else. docs/reviews.md explains them. */
import type { RunCounts } from "../store/measure.ts";
import { quantile } from "./quantile.ts";
import { type Share, share } from "./wilson.ts";

/** Times in ms; null when nothing was timed. */
export interface Spread {
  samples: number;
  median: number | null;
  p90: number | null;
}

/** Counts of something over runs or incidents; the formula is `of` what. */
const SHARES = {
  /** Runs that broke, of those that ended. */
  failures: ["failed", "ended"],
  /** Runs that gave the incident to people, of those that ended. */
  handoffs: ["handedOver", "ended"],
  /** Runs that a person stopped, of those that ended. */
  cancellations: ["cancelled", "ended"],
  /** Incidents that the taxonomy raised to somebody with more authority, of all. */
  escalations: ["escalated", "incidents"],
  /** Incidents whose final disposition is false positive, of those that have a final one. */
  falsePositives: ["falsePositives", "judged"],
  /** Runs whose disposition somebody changed afterwards, of those that gave one. */
  overrides: ["overridden", "answered"],
  /** Effects that scope or a person refused, of all that were intended. */
  refusals: ["refused", "effects"],
  /** Approvals denied, of those asked. */
  denials: ["denied", "approvals"],
  /** Approvals that nobody answered in time, of those asked. */
  unanswered: ["expired", "approvals"],
} as const satisfies Record<string, readonly [keyof RunCounts, keyof RunCounts]>;

/** Times from the opening of the incident, and from the first event's own time. */
const SPREADS = {
  timeToAcknowledge: "toAcknowledge",
  timeToContain: "toContain",
  timeToResolve: "toResolve",
  timeToAcknowledgeFromEvent: "toAcknowledgeFromEvent",
  timeToContainFromEvent: "toContainFromEvent",
  timeToResolveFromEvent: "toResolveFromEvent",
} as const satisfies Record<string, keyof RunCounts>;

const TOTALS = ["runs", "ended", "incidents", "effects", "approvals"] as const satisfies (keyof RunCounts)[];

export type ShareName = keyof typeof SHARES;
export type SpreadName = keyof typeof SPREADS;
export type Figures = Record<(typeof TOTALS)[number], number> & Record<ShareName, Share> & Record<SpreadName, Spread>;

/** The figures of all the counts together. */
export function figuresOf(counts: readonly RunCounts[]): Figures {
  const sum = (name: keyof RunCounts) => counts.reduce((total, one) => total + (one[name] as number), 0);
  const samples = (name: keyof RunCounts) => counts.flatMap((one) => one[name] as number[]);
  return {
    ...mapValues(
      Object.fromEntries(TOTALS.map((name) => [name, name])) as Record<(typeof TOTALS)[number], keyof RunCounts>,
      sum,
    ),
    ...mapValues(SHARES, ([count, of]) => share(sum(count), sum(of))),
    ...mapValues(SPREADS, (name) => spreadOf(samples(name))),
  };
}

function spreadOf(samples: number[]): Spread {
  return { samples: samples.length, median: quantile(samples, 0.5), p90: quantile(samples, 0.9) };
}

function mapValues<K extends string, V, W>(record: Record<K, V>, map: (value: V) => W): Record<K, W> {
  return Object.fromEntries(Object.entries<V>(record).map(([key, value]) => [key, map(value)])) as Record<K, W>;
}
