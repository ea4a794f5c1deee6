/** Budgets as policies state them: `@budget("5 per 1h")`, `@budget("1 at a time")`, `@budget_playbook("20 per 1d")`, `@fraction("2% of user per 1h")`. */

import { WINDOW_SECONDS } from "../model/budget.ts";
import type { EntityType } from "../model/entity.ts";
import { ENTITY_TYPES } from "../model/words.ts";
import type { Budget } from "./request.ts";

export const BUDGET_ANNOTATIONS = ["budget", "budget_playbook", "budget_workspace", "fraction"] as const;
export type BudgetAnnotation = (typeof BUDGET_ANNOTATIONS)[number];

/** A bound of one policy. */
export interface BudgetRule {
  max: number | null;
  percent: number | null;
  of: EntityType | null;
  /** Null: of what is in force at the same time, however long ago it began. */
  windowSeconds: number | null;
  /** `workspace`: of one capability, whatever the playbook · `playbook`: of one capability and playbook · `all`: of all that the policy permits. */
  per: "workspace" | "playbook" | "all";
}

const LONGEST_SECONDS = 30 * 86_400;

/** What each annotation should look like, for messages. */
export const BUDGET_SHAPES: Readonly<Record<BudgetAnnotation, string>> = {
  budget: '@budget("5 per 1h"), @budget("1 at a time"), or several with commas: "5 per 1h, 20 per 1d"',
  budget_playbook: '@budget_playbook("20 per 1d") or @budget_playbook("3 at a time")',
  budget_workspace: '@budget_workspace("20 per 1h") or @budget_workspace("10 at a time")',
  fraction: '@fraction("2% of user per 1h") or @fraction("1% of device at a time")',
};

/** The bounds an annotation states; undefined when one of them is not understood, and nothing of it is guessed. */
export function parseBudgets(annotation: BudgetAnnotation, text: string): BudgetRule[] | undefined {
  const parts = text
    .split(",")
    .map((part) => (annotation === "fraction" ? parseFraction(part.trim()) : parseCount(annotation, part.trim())));
  return parts.includes(undefined) ? undefined : (parts as BudgetRule[]);
}

const PER: Readonly<Record<Exclude<BudgetAnnotation, "fraction">, BudgetRule["per"]>> = {
  budget: "workspace",
  budget_playbook: "playbook",
  budget_workspace: "all",
};

/** The budget of one effect: its key names policy, capability, window and, when counted so, the playbook. */
export function budgetOf(rule: BudgetRule, policyId: string, capability: string, playbook: string): Budget {
  const { max, percent, of, windowSeconds, per } = rule;
  const counted = percent === null ? "count" : `fraction-of-${of}`;
  const window = windowSeconds === null ? "at-a-time" : `${windowSeconds}s`;
  const shared = per === "all" ? "all" : capability;
  const key = [policyId, shared, counted, window, ...(per === "playbook" ? [playbook] : [])].join("/");
  return { key, max, percent, of, windowSeconds, ...(per === "all" ? { per } : {}) };
}

/** Whether so much in a time bounds it: what ends at once, as a session does, is never many at a time. */
export function boundsInTime(budget: Pick<BudgetRule, "windowSeconds">): boolean {
  return budget.windowSeconds !== null;
}

function parseCount(annotation: Exclude<BudgetAnnotation, "fraction">, text: string): BudgetRule | undefined {
  const match = /^(\d{1,6}) (at a time|per \d{1,4}[mhdw])$/.exec(text);
  const windowSeconds = parseWindow(match?.[2]);
  if (match === null || windowSeconds === undefined) return undefined;
  return { max: Number(match[1]), percent: null, of: null, windowSeconds, per: PER[annotation] };
}

function parseFraction(text: string): BudgetRule | undefined {
  const match = /^(\d{1,3}(?:\.\d{1,3})?)% of ([a-z-]+) (at a time|per \d{1,4}[mhdw])$/.exec(text);
  const windowSeconds = parseWindow(match?.[3]);
  const of = ENTITY_TYPES.find((type) => type === match?.[2]);
  const percent = Number(match?.[1]);
  if (of === undefined || windowSeconds === undefined || !(percent > 0 && percent <= 100)) return undefined;
  return { max: null, percent, of, windowSeconds, per: "workspace" };
}

/** `at a time` or `per 1h`; undefined for what is longer than can be counted. */
function parseWindow(text: string | undefined): number | null | undefined {
  if (text === undefined) return undefined;
  if (text === "at a time") return null;
  const seconds = Number(text.slice("per ".length, -1)) * (WINDOW_SECONDS[text.slice(-1)] ?? 0);
  return seconds > 0 && seconds <= LONGEST_SECONDS ? seconds : undefined;
}
