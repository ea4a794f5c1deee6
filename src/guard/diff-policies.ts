/** What changed between two sets of scope policies, in words. */
import type { BudgetRule } from "./budget.ts";
import type { PolicyRecord, PolicySet } from "./policy-record.ts";

export interface PolicyChange {
  /** More may be allowed: a permit that is new or another, or a forbid that is gone or another. */
  danger: boolean;
  text: string;
}

/** All changes, the dangerous first. Empty when every policy is the same; null before stands for no policies, with which nothing is allowed. */
export function diffPolicies(
  before: Pick<PolicySet, "policies"> | null,
  after: Pick<PolicySet, "policies">,
): PolicyChange[] {
  const old = new Map((before?.policies ?? []).map((policy) => [policy.id, policy]));
  const kept = new Set(after.policies.map(({ id }) => id));
  const changes = [
    ...after.policies.flatMap((policy) => changesOf(old.get(policy.id), policy)),
    ...[...old.values()].filter(({ id }) => !kept.has(id)).map(gone),
  ];
  return [...changes.filter(({ danger }) => danger), ...changes.filter(({ danger }) => !danger)];
}

function changesOf(was: PolicyRecord | undefined, is: PolicyRecord): PolicyChange[] {
  if (was === undefined) return [changeText(is.effect === "permit", "+", is, `is new${why(is)}`)];
  if (was.effect !== is.effect) return [changeText(true, "~", is, `was a ${was.effect}${why(is)}`)];
  if (was.text === is.text) return [];
  const [before, budgets] = [budgetsText(was), budgetsText(is)];
  const parts = [
    before === budgets ? "" : `has the budgets ${budgets || "none"} instead of ${before || "none"}`,
    was.reason === is.reason ? "" : `says why otherwise: ${is.reason || "nothing"}`,
  ].filter((part) => part !== "");
  return [changeText(true, "~", is, parts.join(", and ") || "holds in other cases, or is written otherwise")];
}

function gone(was: PolicyRecord): PolicyChange {
  return changeText(was.effect === "forbid", "-", was, `is gone${why(was)}`);
}

function changeText(danger: boolean, sign: string, { effect, id }: PolicyRecord, what: string): PolicyChange {
  return { danger, text: `${danger ? "!" : " "} ${sign} ${effect} ${id} ${what}` };
}

function why({ reason }: PolicyRecord): string {
  return reason === "" ? "" : `: ${reason}`;
}

function budgetsText({ budgets }: PolicyRecord): string {
  return budgets.map(budgetText).join(", ");
}

function budgetText({ max, percent, of, windowSeconds, per }: BudgetRule): string {
  const many = max === null ? `${percent}% of ${of}` : String(max);
  const window = windowSeconds === null ? "at a time" : `per ${durationText(windowSeconds)}`;
  const whose = per === "playbook" ? " and playbook" : per === "all" ? ", whatever is done" : "";
  return `${many} ${window}${whose}`;
}

function durationText(seconds: number): string {
  for (const [unit, size] of [
    ["d", 86_400],
    ["h", 3600],
    ["m", 60],
  ] as const)
    if (seconds % size === 0) return `${seconds / size}${unit}`;
  return `${seconds}s`;
}
