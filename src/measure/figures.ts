/** The figures of reviews: one formula each, here and nowhere else. docs/reviews.md shows them; a test holds the page to this file. */
import type { RunCounts } from "../store/measure.ts";
import { quantile } from "./quantile.ts";
import { type Share, share } from "./wilson.ts";

/** Times in ms; null when nothing was timed. */
export interface Spread {
  samples: number;
  median: number | null;
  p90: number | null;
  p99: number | null;
}

interface Formula {
  count: keyof RunCounts;
  of: keyof RunCounts;
  /** Both in words, as the page has them. */
  says: readonly [count: string, of: string];
}

const ENDED = "runs that ended";

/** Shares of something over runs, incidents, effects or approvals. */
export const SHARES = {
  failures: { count: "failed", of: "ended", says: ["runs that broke", ENDED] },
  handoffs: {
    count: "handedOver",
    of: "ended",
    says: ["runs that gave the incident to people, broken ones among them", ENDED],
  },
  cancellations: { count: "cancelled", of: "ended", says: ["runs that a person stopped", ENDED] },
  escalations: {
    count: "escalated",
    of: "incidents",
    says: ["incidents that the taxonomy raised to somebody with more authority", "incidents"],
  },
  falsePositives: {
    count: "falsePositives",
    of: "judged",
    says: [
      "incidents whose final disposition is false positive",
      "incidents resolved or closed with a disposition other than unknown",
    ],
  },
  overrides: {
    count: "overridden",
    of: "answered",
    says: ["runs whose incident has another disposition now than the run gave it", "runs that gave one"],
  },
  refusals: { count: "refused", of: "effects", says: ["effects refused, by scope or by a person", "effects intended"] },
  denials: { count: "denied", of: "approvals", says: ["approvals denied", "approvals asked"] },
  unanswered: { count: "expired", of: "approvals", says: ["approvals not answered in time", "approvals asked"] },
} as const satisfies Record<string, Formula>;

const OPENING = "the opening of the incident";
const EVENT = "the first event's own time";
const MOMENTS = {
  acknowledge: "a person or a run took it up",
  contain: "the first containment in force",
  resolve: "resolved or closed",
};

/** Times from one moment to another. */
export const SPREADS = {
  timeToDetect: { samples: "toDetect", says: [EVENT, OPENING] },
  timeToAcknowledge: { samples: "toAcknowledge", says: [OPENING, MOMENTS.acknowledge] },
  timeToContain: { samples: "toContain", says: [OPENING, MOMENTS.contain] },
  timeToResolve: { samples: "toResolve", says: [OPENING, MOMENTS.resolve] },
  timeToAcknowledgeFromEvent: { samples: "toAcknowledgeFromEvent", says: [EVENT, MOMENTS.acknowledge] },
  timeToContainFromEvent: { samples: "toContainFromEvent", says: [EVENT, MOMENTS.contain] },
  timeToResolveFromEvent: { samples: "toResolveFromEvent", says: [EVENT, MOMENTS.resolve] },
} as const satisfies Record<string, { samples: keyof RunCounts; says: readonly [from: string, to: string] }>;

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
    ...mapValues(SHARES, ({ count, of }) => share(sum(count), sum(of))),
    ...mapValues(SPREADS, (one) => spreadOf(samples(one.samples))),
  };
}

function spreadOf(samples: number[]): Spread {
  const [median, p90, p99] = [0.5, 0.9, 0.99].map((q) => quantile(samples, q)) as [number, number, number];
  return { samples: samples.length, median, p90, p99 };
}

function mapValues<K extends string, V, W>(record: Record<K, V>, map: (value: V) => W): Record<K, W> {
  return Object.fromEntries(Object.entries<V>(record).map(([key, value]) => [key, map(value)])) as Record<K, W>;
}
