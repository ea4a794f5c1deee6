/** Which ways the choosing steps of a playbook went, beside those of the period before: a way that was lost stands there with none. */
import type { BranchCount } from "../store/measure.ts";
import { type Share, share } from "./wilson.ts";

export interface BranchShare {
  step: string;
  /** What its condition or value was, as JSON. */
  took: string;
  /** Of the visits to the step. */
  share: Share;
  previously: Share;
}

/** The mix of two periods, by step and way; ways of either. */
export function branchMix(now: readonly BranchCount[], before: readonly BranchCount[]): BranchShare[] {
  const ways = new Map([...before, ...now].map(({ step, took }) => [JSON.stringify([step, took]), { step, took }]));
  return [...ways.values()]
    .sort((a, b) => compare(a.step, b.step) || compare(a.took, b.took))
    .map((way) => ({ ...way, share: shareOf(way, now), previously: shareOf(way, before) }));
}

function shareOf({ step, took }: { step: string; took: string }, counts: readonly BranchCount[]): Share {
  const visits = counts.filter((one) => one.step === step);
  const sum = (of: readonly BranchCount[]) => of.reduce((total, one) => total + one.count, 0);
  return share(sum(visits.filter((one) => one.took === took)), sum(visits));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
