/** A bound on how much is done without asking, in words. */

interface Bound {
  max: number | null;
  /** Of the inventoried entities of type `of`. */
  percent: number | null;
  of: string | null;
  windowSeconds: number;
}

export const WINDOW_SECONDS: Readonly<Record<string, number>> = { m: 60, h: 3600, d: 86_400, w: 604_800 };

/** A budget in words: `at most 5 an hour`, `at most 2% of every user in 4 hours`. */
export function budgetText(budget: Bound): string {
  const amount = budget.percent === null ? `${budget.max}` : `${budget.percent}% of every ${budget.of}`;
  return `at most ${amount} ${windowText(budget.windowSeconds)}`;
}

/** Why a person is asked although the policies allow it; the key of a budget begins with the name of its policy. */
export function usedUpText(budget: Bound & { key: string }): string {
  return `The budget of ${budget.key.split("/")[0]} is used up: ${budgetText(budget)}.`;
}

const UNITS = { w: "week", d: "day", h: "hour", m: "minute" } as const;

function windowText(seconds: number): string {
  const unit = (["w", "d", "h"] as const).find((name) => seconds % (WINDOW_SECONDS[name] ?? 1) === 0) ?? "m";
  const count = seconds / (WINDOW_SECONDS[unit] ?? 60);
  const word = UNITS[unit];
  return count === 1 ? `${unit === "h" ? "an" : "a"} ${word}` : `in ${count} ${word}s`;
}
