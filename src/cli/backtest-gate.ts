/** How much a draft may change before a backtest fails: for a check that runs by itself before a playbook is put in force. */
import { InvalidArgumentError } from "commander";
import type { BacktestSum } from "../api/contract/backtest.ts";

/** A number of incidents or effects, or a share of the incidents. */
export type Limit = { count: number } | { percent: number };

export const FAILURES = ["trigger", "path", "effects", "outcome", "unanswered"] as const;
export type Failure = (typeof FAILURES)[number];

export interface Gate {
  maxChanged?: Limit | undefined;
  maxUnanswered?: Limit | undefined;
  maxNewEffects?: Limit | undefined;
  failOn?: Failure[] | undefined;
}

/** `5%`, `0.5%` or a number. */
export function limit(text: string): Limit {
  const found = /^(\d{1,9}(?:\.\d{1,4})?)(%?)$/.exec(text);
  const value = Number(found?.[1]);
  if (found?.[2] === "%" && value <= 100) return { percent: value };
  if (found?.[2] === "" && Number.isInteger(value)) return { count: value };
  throw new InvalidArgumentError("Expected a number such as 20, or a share such as 5%.");
}

/** Kinds of change with commas between them. */
export function failures(text: string): Failure[] {
  const words = text.split(",").map((word) => word.trim());
  const wrong = words.find((word) => !FAILURES.includes(word as Failure));
  if (wrong === undefined) return words as Failure[];
  throw new InvalidArgumentError(`Expected some of ${FAILURES.join(", ")}.`);
}

/** What is more than it may be, in words; nothing when the draft passes. */
export function exceeded(sum: Omit<BacktestSum, "decisions">, gate: Gate): string[] {
  const found: string[] = [];
  const hold = (what: string, is: number, allowed: Limit | undefined): void => {
    if (allowed !== undefined && !within(is, sum.incidents, allowed))
      found.push(`${what}: ${is}${shareText(is, sum.incidents)}, and at most ${limitText(allowed)} are allowed`);
  };
  hold("changed incidents", sum.changed, gate.maxChanged);
  hold("unanswered incidents", sum.unanswered, gate.maxUnanswered);
  hold("new effects", sum.newEffects, gate.maxNewEffects);
  for (const failure of gate.failOn ?? []) {
    const incidents = failure === "unanswered" ? sum.unanswered : (sum.changes[failure] ?? 0);
    hold(failure === "unanswered" ? "unanswered incidents" : `incidents with another ${failure}`, incidents, {
      count: 0,
    });
  }
  return found;
}

/** ` (1.6%)`; nothing of nothing. */
export function shareText(part: number, whole: number): string {
  return whole === 0 ? "" : ` (${Math.round((part / whole) * 1000) / 10}%)`;
}

function within(is: number, of: number, allowed: Limit): boolean {
  return "count" in allowed ? is <= allowed.count : is * 100 <= allowed.percent * of;
}

function limitText(allowed: Limit): string {
  return "count" in allowed ? String(allowed.count) : `${allowed.percent}%`;
}
