/** From what was delivered to what people had to do with: each stage is a part of the one before. docs/reviews.md, "Pictures", is its page. */
import type { FunnelCounts } from "../store/volume.ts";

export const FUNNEL_STAGES = ["delivered", "alerts", "incidents", "touched"] as const;
export type FunnelStage = (typeof FUNNEL_STAGES)[number];

export interface Funnel {
  stages: { stage: FunnelStage; count: number; ofBefore: number | null }[];
  /** Of the incidents: those that a playbook took to its end. */
  responded: number;
}

/**
 * delivered: alerts with every repeat · alerts: without repeats · incidents: opened, and not merged into others · touched: incidents in whose record
 * a person stands. `ofBefore` is the part of the stage before that came so far; an incident may be of alerts received earlier, so that it can pass 1.
 */
export function funnelOf({ alerts, repeats, incidents, responded, touched }: FunnelCounts): Funnel {
  const counts = { delivered: alerts + repeats, alerts, incidents, touched };
  const stages = FUNNEL_STAGES.map((stage, place) => {
    const before = FUNNEL_STAGES[place - 1];
    const of = before === undefined ? 0 : counts[before];
    return { stage, count: counts[stage], ofBefore: of === 0 ? null : counts[stage] / of };
  });
  return { stages, responded };
}
