/** Whether a playbook has done so badly of late that people should be asked before it goes on. Pure. */
import type { Breaker, BreakerThresholds, RecentOutcomes } from "../model/breaker.ts";

/** Findings that say a figure went up, or containment became slower, by more than chance explains. */
const DRIFT = /(?:-up|slower-containment)$/;

/** Why the breaker opens; null when nothing is over its threshold. The gravest cause is said. */
export function whyOpen(
  outcomes: RecentOutcomes,
  thresholds: BreakerThresholds,
): Pick<Breaker, "cause" | "reason"> | null {
  const { settled, failed, slow, overBudget, findings } = outcomes;
  const { minutes, least, failureShare, slowSeconds, slowShare, drift } = thresholds;
  const many = (count: number, share: number) => settled >= least && share > 0 && count > 0 && count / settled >= share;
  if (many(failed, failureShare))
    return { cause: "failures", reason: `${failed} of its ${settled} effects of the last ${minutes} min failed.` };
  if (thresholds.overBudget > 0 && overBudget >= thresholds.overBudget)
    return {
      cause: "budget",
      reason: `${overBudget} of its effects of the last ${minutes} min found a budget used up.`,
    };
  if (many(slow, slowShare))
    return {
      cause: "latency",
      reason: `${slow} of its ${settled} effects of the last ${minutes} min took longer than ${slowSeconds} s.`,
    };
  const drifted = drift ? findings.find(({ code }) => DRIFT.test(code)) : undefined;
  return drifted === undefined ? null : { cause: "drift", reason: `A review found: ${drifted.text.slice(0, 500)}` };
}
