/** A backtest in sum, added up incident by incident. */

import { CHANGES, type Change, type Comparison } from "./backtest.ts";
import type { Unanswered } from "./backtest-run.ts";

export interface BacktestSum {
  incidents: number;
  same: number;
  /** Incidents with any change, and with each kind of one. */
  changed: number;
  changes: Record<Change, number>;
  /** Incidents for which the draft got no further for want of an answer, and for which the version in force did not. */
  unanswered: number;
  unansweredInForce: number;
  /** Answers to the same question in other words, and effects taken to succeed, of the draft. */
  byWording: number;
  assumed: number;
  /** Incidents with a record that does not tell what their version would have done. */
  untold: number;
  newEffects: number;
  goneEffects: number;
  /** The most frequent first, at most 50 of each. */
  effects: { capability: string; added: number; gone: number }[];
  outcomes: { from: string; to: string; incidents: number }[];
  missing: { step: string; what: string; incidents: number }[];
}

const MOST = 50;
/** Steps and outcomes are a playbook's own, so they are few; what would be more is counted in sum only. */
const MOST_KEPT = 5_000;

export interface Adding {
  add(comparison: Comparison): void;
  sum(): BacktestSum;
}

/** Begins a sum. It takes the same memory for any number of incidents. */
export function newBacktestSum(): Adding {
  const counts = { incidents: 0, same: 0, changed: 0, unanswered: 0, unansweredInForce: 0 };
  const others = { byWording: 0, assumed: 0, untold: 0, newEffects: 0, goneEffects: 0 };
  const changes: Record<Change, number> = { trigger: 0, path: 0, effects: 0, outcome: 0 };
  const effects = new Map<string, { capability: string; added: number; gone: number }>();
  const outcomes = new Map<string, { from: string; to: string; incidents: number }>();
  const missing = new Map<string, Pick<Unanswered, "step" | "what"> & { incidents: number }>();
  const countEffects = ({ newEffects, goneEffects }: Comparison): void => {
    others.newEffects += newEffects.length;
    others.goneEffects += goneEffects.length;
    for (const { capability } of newEffects) entry(effects, capability, { capability, added: 0, gone: 0 }).added += 1;
    for (const { capability } of goneEffects) entry(effects, capability, { capability, added: 0, gone: 0 }).gone += 1;
  };
  return {
    add(one) {
      const stopped = one.draft.outcome === "unanswered";
      counts.incidents += 1;
      counts.changed += one.changed.length > 0 ? 1 : 0;
      counts.same += one.changed.length === 0 && !stopped ? 1 : 0;
      counts.unanswered += stopped ? 1 : 0;
      counts.unansweredInForce += one.inForce.outcome === "unanswered" ? 1 : 0;
      others.byWording += one.draft.byWording;
      others.assumed += one.draft.assumed;
      others.untold += one.told ? 0 : 1;
      for (const change of one.changed) changes[change] += 1;
      countEffects(one);
      const [from, to] = [one.inForce.outcome, one.draft.outcome];
      entry(outcomes, `${from} ${to}`, { from, to, incidents: 0 }).incidents += 1;
      for (const { step, what } of one.draft.unanswered)
        entry(missing, `${step} ${what}`, { step, what, incidents: 0 }).incidents += 1;
    },
    sum: () => ({
      ...counts,
      ...others,
      changes: Object.fromEntries(CHANGES.map((change) => [change, changes[change]])) as Record<Change, number>,
      effects: [...effects.values()].sort((a, b) => b.added + b.gone - a.added - a.gone).slice(0, MOST),
      outcomes: [...outcomes.values()].sort((a, b) => b.incidents - a.incidents).slice(0, MOST),
      missing: [...missing.values()].sort((a, b) => b.incidents - a.incidents).slice(0, MOST),
    }),
  };
}

function entry<T>(map: Map<string, T>, key: string, fresh: T): T {
  const known = map.get(key);
  if (known !== undefined) return known;
  if (map.size < MOST_KEPT) map.set(key, fresh);
  return fresh;
}
