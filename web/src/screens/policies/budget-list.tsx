/** What budgets leave room for, and how much of it is used now. */
import type { PolicyExplained } from "../../../../src/api/contract/policy.ts";
import { budgetWords } from "../../ui/budget-words.ts";
import { Facts } from "../../ui/facts.tsx";
import { Section } from "../../ui/page.tsx";
import { policies } from "../../words/policies.ts";

const words = policies.budgets;
type Budget = PolicyExplained["budgets"][number];

export function BudgetList({ budgets }: { budgets: readonly Budget[] }) {
  if (budgets.length === 0) return null;
  const byPolicy = Map.groupBy(budgets, ({ key }) => budgetWords([key])[0]?.policy ?? key);
  return (
    <Section title={words.title}>
      <Facts
        facts={[...byPolicy].map(([name, all]) => ({ name, value: all.map((one) => <Line key={one.key} of={one} />) }))}
      />
    </Section>
  );
}

function Line({ of: { key, text, used, allowed } }: { of: Budget }) {
  const limit = budgetWords([key], [text])[0]?.words ?? text;
  return <span className="block">{words.used(limit, used, allowed)}</span>;
}
