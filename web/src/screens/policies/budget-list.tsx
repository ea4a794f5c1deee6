/** What budgets leave room for, and how much of it is used now. */
import type { PolicyExplained } from "../../../../src/api/contract/policy.ts";
import { Facts } from "../../ui/facts.tsx";
import { Section } from "../../ui/page.tsx";
import { policies } from "../../words/policies.ts";

const words = policies.budgets;

export function BudgetList({ budgets }: { budgets: PolicyExplained["budgets"] }) {
  if (budgets.length === 0) return null;
  return (
    <Section title={words.title}>
      <Facts
        facts={budgets.map(({ key, used, allowed, windowSeconds }) => ({
          name: key,
          value: `${words.used(used, allowed)} ${words.window(windowSeconds)}`,
        }))}
      />
    </Section>
  );
}
