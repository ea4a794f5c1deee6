/** Budgets as people say them, by the policies that state them. */
import { ui } from "../words/ui.ts";

export interface SaidBudget {
  policy: string;
  /** `at most 5 an hour, at most 20 a day` */
  words: string;
}

/** Of an effect's record: the key begins with its policy, and ends with the playbook where each has a budget of its own. What was recorded without words is counted. */
export function budgetWords(keys: readonly string[], limits: readonly string[] = []): SaidBudget[] {
  const said = keys.map((key, place) => {
    const [policy = key, , , , playbook] = key.split("/");
    const limit = limits[place] ?? ui.budgets.counted;
    return { policy, words: playbook === undefined ? limit : ui.budgets.ofPlaybook(limit, playbook) };
  });
  const byPolicy = Map.groupBy(said, ({ policy }) => policy);
  return [...byPolicy].map(([policy, all]) => ({
    policy,
    words: [...new Set(all.map(({ words }) => words))].join(", "),
  }));
}
