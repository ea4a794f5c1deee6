/** A bound on how much is done without asking, in words. */

interface Bound {
  max: number | null;
  /** Of the inventoried entities of type `of`. */
  percent: number | null;
  of: string | null;
  /** Null: of what is in force at the same time, however long ago it began. */
  windowSeconds: number | null;
  /** `all`: the capabilities of its policy share it. */
  per?: string;
}

export const WINDOW_SECONDS: Readonly<Record<string, number>> = { m: 60, h: 3600, d: 86_400, w: 604_800 };

/** A budget in words: `at most 5 an hour`, `at most 2% of every user in 4 hours`, `at most 1 at a time`. */
export function budgetText(budget: Bound): string {
  const amount = budget.percent === null ? `${budget.max}` : `${budget.percent}% of every ${budget.of}`;
  const window = budget.windowSeconds === null ? "at a time" : windowText(budget.windowSeconds);
  return `at most ${amount} ${window}${budget.per === "all" ? ", whatever is done" : ""}`;
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
