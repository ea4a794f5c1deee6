/**
 * A share week by week with its control limits: a p-chart as of Shewhart (NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.3.2 "Proportions
 * Control Charts"). docs/reviews.md, "Pictures", is its page.
 */
import type { Share } from "./wilson.ts";

export interface ControlPoint {
  part: string;
  count: number;
  of: number;
  rate: number | null;
  /** Between these a week lies 99.7 times of 100 when nothing changed; null of a week without anything. */
  low: number | null;
  high: number | null;
  outside: boolean;
}

export interface ControlChart {
  /** The share of all weeks together; null of nothing. */
  center: number | null;
  points: ControlPoint[];
}

const SIGMAS = 3;

/** The limits of a week are wider the fewer things it has. */
export function controlChartOf(weeks: readonly { part: string; share: Share }[]): ControlChart {
  const of = weeks.reduce((sum, { share }) => sum + share.of, 0);
  const center = of === 0 ? null : weeks.reduce((sum, { share }) => sum + share.count, 0) / of;
  return { center, points: weeks.map(({ part, share }) => pointOf(part, share, center)) };
}

function pointOf(part: string, { count, of, rate }: Share, center: number | null): ControlPoint {
  if (rate === null || center === null) return { part, count, of, rate: null, low: null, high: null, outside: false };
  const half = SIGMAS * Math.sqrt((center * (1 - center)) / of);
  const [low, high] = [Math.max(0, center - half), Math.min(1, center + half)];
  return { part, count, of, rate, low, high, outside: rate < low || rate > high };
}
