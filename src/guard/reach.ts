/** What the policies let a playbook do by itself at most, before it runs: for an effect as it plans it, whatever incident and inventory will say. */
import { budgetText } from "../model/budget.ts";
import type { PolicySet } from "./policy-record.ts";
import { holdingOf, type PlannedEffect } from "./refused-always.ts";

/** never: refused whatever happens · asks: not without a person · acts: by itself where one of the policies holds, within the limits. */
export type Scope = "never" | "asks" | "acts";

export interface Reach {
  scope: Scope;
  /** Those that refuse, those on whose terms people are asked, or those that may allow. */
  policies: string[];
  /** All of them bind; beyond them a person is asked. */
  limits: string[];
}

/** Not less than what could happen: a policy that may hold is taken to hold. Where Cedar cannot say, everything is asked about. */
export function reachOf(policySet: PolicySet, effect: PlannedEffect): Reach {
  const { surely, perhaps } = holdingOf(policySet, effect) ?? { surely: [], perhaps: [] };
  const ids = (policies: { id: string }[]) => policies.map(({ id }) => id);
  const refusing = surely.filter((one) => one.effect === "forbid");
  if (refusing.length > 0) return { scope: "never", policies: ids(refusing), limits: [] };
  const permits = [...surely, ...perhaps].filter((one) => one.effect === "permit");
  const allowing = permits.filter(({ asks }) => !asks);
  const asking = surely.filter(({ effect: says, asks }) => says === "permit" && asks);
  if (asking.length > 0 || allowing.length === 0)
    return { scope: "asks", policies: ids(permits.filter(({ asks }) => asks)), limits: [] };
  const limits = allowing.flatMap(({ budgets }) => budgets.map(budgetText));
  return { scope: "acts", policies: ids(allowing), limits: [...new Set(limits)] };
}
