/** Budgets as policies state them: `@budget("5 per 1h")`, `@budget_playbook("20 per 1d")`, `@fraction("2% of user per 1h")`. */

import { WINDOW_SECONDS } from "../model/budget.ts";
import type { EntityType } from "../model/entity.ts";
import { ENTITY_TYPES } from "../model/words.ts";
import type { Budget } from "./request.ts";

export const BUDGET_ANNOTATIONS = ["budget", "budget_playbook", "fraction"] as const;
export type BudgetAnnotation = (typeof BUDGET_ANNOTATIONS)[number];

/** A bound of one policy; `per` says whether all playbooks share it. */
export interface BudgetRule {
  max: number | null;
  percent: number | null;
  of: EntityType | null;
  windowSeconds: number;
  per: "workspace" | "playbook";
}

const LONGEST_SECONDS = 30 * 86_400;

/** What each annotation should look like, for messages. */
export const BUDGET_SHAPES: Readonly<Record<BudgetAnnotation, string>> = {
  budget: '@budget("5 per 1h"), or several with commas: "5 per 1h, 20 per 1d"',
  budget_playbook: '@budget_playbook("20 per 1d")',
  fraction: '@fraction("2% of user per 1h")',
};

/** The bounds an annotation states; undefined when one of them is not understood, and nothing of it is guessed. */
export function parseBudgets(annotation: BudgetAnnotation, text: string): BudgetRule[] | undefined {
  const parts = text
    .split(",")
    .map((part) => (annotation === "fraction" ? parseFraction(part.trim()) : parseCount(annotation, part.trim())));
  return parts.includes(undefined) ? undefined : (parts as BudgetRule[]);
}

/** The budget of one effect: its key names policy, capability, window and, when counted so, the playbook. */
export function budgetOf(rule: BudgetRule, policyId: string, capability: string, playbook: string): Budget {
  const { max, percent, of, windowSeconds, per } = rule;
  const counted = percent === null ? "count" : `fraction-of-${of}`;
  const key = [policyId, capability, counted, `${windowSeconds}s`, ...(per === "playbook" ? [playbook] : [])].join("/");
  return { key, max, percent, of, windowSeconds };
}

function parseCount(annotation: BudgetAnnotation, text: string): BudgetRule | undefined {
  const match = /^(\d{1,6}) per (\d{1,4}[mhdw])$/.exec(text);
  const windowSeconds = parseWindow(match?.[2]);
  if (match === null || windowSeconds === undefined) return undefined;
  return {
    max: Number(match[1]),
    percent: null,
    of: null,
    windowSeconds,
    per: annotation === "budget" ? "workspace" : "playbook",
  };
}

function parseFraction(text: string): BudgetRule | undefined {
  const match = /^(\d{1,3}(?:\.\d{1,3})?)% of ([a-z-]+) per (\d{1,4}[mhdw])$/.exec(text);
  const windowSeconds = parseWindow(match?.[3]);
  const of = ENTITY_TYPES.find((type) => type === match?.[2]);
  const percent = Number(match?.[1]);
  if (of === undefined || windowSeconds === undefined || !(percent > 0 && percent <= 100)) return undefined;
  return { max: null, percent, of, windowSeconds, per: "workspace" };
}

function parseWindow(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const seconds = Number(text.slice(0, -1)) * (WINDOW_SECONDS[text.slice(-1)] ?? 0);
  return seconds > 0 && seconds <= LONGEST_SECONDS ? seconds : undefined;
}
