/** What the policies would say of one effect on each of many entities: pure, for people who want to know before it happens. */
import { decide } from "./decide.ts";
import type { PolicySet } from "./policy-record.ts";
import type { Budget, GuardRequest } from "./request.ts";

export interface PopulationGroup {
  decision: "allow" | "ask" | "refuse";
  /** Ids of the policies that decided; none when a person is asked because none speaks. */
  policies: string[];
  reason: string;
  count: number;
  /** Some of them. */
  examples: string[];
}

export interface PopulationAnswer {
  count: number;
  /** Those that are allowed, those that are asked about, those that are refused; of each the most frequent first. */
  groups: PopulationGroup[];
  /** However many may be let through, no more than these are without asking. */
  budgets: Budget[];
}

const MOST_EXAMPLES = 20;

/** Groups the entities by what was decided and by which policies. */
export function newPopulation(policySet: PolicySet): {
  add(request: GuardRequest): void;
  answer(): PopulationAnswer;
} {
  const groups = new Map<string, PopulationGroup>();
  const budgets = new Map<string, Budget>();
  let count = 0;
  return {
    add(request) {
      count += 1;
      const { decision, policies, reason, budgets: bounds } = decide(policySet, request);
      for (const budget of bounds) budgets.set(budget.key, budget);
      const key = JSON.stringify([decision, policies]);
      const group = groups.get(key) ?? { decision, policies, reason, count: 0, examples: [] };
      groups.set(key, group);
      group.count += 1;
      if (group.examples.length < MOST_EXAMPLES) group.examples.push(request.entity.key);
    },
    answer: () => ({
      count,
      groups: [...groups.values()].sort((a, b) => order(a) - order(b) || b.count - a.count),
      budgets: [...budgets.values()],
    }),
  };
}

function order({ decision }: PopulationGroup): number {
  return ["allow", "ask", "refuse"].indexOf(decision);
}
