/** A circuit breaker: while it is open its playbook asks people before everything it does. */
import { z } from "zod";

export const BREAKER_CAUSES = ["failures", "latency", "budget", "drift"] as const;

export const Breaker = z.object({
  id: z.uuid(),
  playbook: z.string(),
  cause: z.enum(BREAKER_CAUSES),
  reason: z.string(),
  openedAt: z.iso.datetime(),
  resetAt: z.iso.datetime().nullable(),
  resetBy: z.string().nullable(),
  resetReason: z.string().nullable(),
});
export type Breaker = z.infer<typeof Breaker>;

/** When breakers open, in one workspace. Shares are from 0 to 1; 0 switches a cause off. */
export const BreakerThresholds = z.strictObject({
  /** How far back effects count. */
  minutes: z.number().int().min(5).max(1440).default(60),
  /** Fewer effects than these say nothing. */
  least: z.number().int().min(1).max(1000).default(5),
  /** Of the effects that were tried, those that failed or whose outcome nobody knows. */
  failureShare: z.number().min(0).max(1).default(0.5),
  /** An effect that took longer, from its intent to its last look, was slow … */
  slowSeconds: z.number().int().min(1).max(3600).default(60),
  /** … and so many of them slow. */
  slowShare: z.number().min(0).max(1).default(0.5),
  /** Effects that found a budget used up. */
  overBudget: z.number().int().min(0).max(10_000).default(10),
  /** Whether a review's finding that a figure went up opens it. */
  drift: z.boolean().default(true),
});
export type BreakerThresholds = z.infer<typeof BreakerThresholds>;
export const DEFAULT_THRESHOLDS: BreakerThresholds = BreakerThresholds.parse({});

/** What a playbook's effects came to of late. */
export interface RecentOutcomes {
  /** Tried, and settled. */
  settled: number;
  failed: number;
  slow: number;
  overBudget: number;
  /** Of open reviews. */
  findings: readonly { code: string; text: string }[];
}
