/** All incidents of the past together: how many would have gone another way, and what would have been done more and less. */
import type { BacktestSum, Decided } from "../../../../src/api/contract/backtest.ts";
import { Defanged } from "../../ui/defanged.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Section } from "../../ui/page.tsx";
import { past as words } from "../../words/playbooks.ts";
import { allTheSame, otherOutcomes } from "./past-verdict.ts";

export function PastSum({ sum }: { sum: BacktestSum }) {
  const { incidents, same, changed, unanswered, newEffects, goneEffects, decisions, missing } = sum;
  const outcomes = otherOutcomes(sum);
  if (incidents === 0)
    return (
      <Section title={words.sum}>
        <p className="text-sm">{words.noIncidents}</p>
      </Section>
    );
  return (
    <>
      <Section title={words.sum}>
        <Facts
          facts={[
            { name: words.progress, value: incidents },
            { name: words.same, value: same },
            { name: words.changed, value: changed },
            { name: words.unanswered, value: unanswered },
            { name: words.added, value: newEffects },
            { name: words.gone, value: goneEffects },
          ]}
        />
        {allTheSame(sum) && <p className="mt-2 text-sm text-muted">{words.none}</p>}
      </Section>
      <Section title={words.decisions}>
        <Facts
          facts={[
            { name: words.before, value: decidedText(decisions.inForce) },
            { name: words.draft, value: decidedText(decisions.draft) },
          ]}
        />
      </Section>
      {missing.length > 0 && (
        <Section title={words.missing}>
          <ul className="text-sm">
            {missing.map(({ step, what, incidents: count }) => (
              <li key={`${step} ${what}`}>{words.missed(step, what, count)}</li>
            ))}
          </ul>
        </Section>
      )}
      {outcomes.length > 0 && (
        <Section title={words.outcomes}>
          <ul className="text-sm">
            {outcomes.map(({ from, to, incidents: count }) => (
              <li key={`${from} ${to}`}>
                <Defanged text={words.outcome(from, to, count)} />
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

function decidedText({ allow, ask, refuse }: Decided): string {
  return words.decided(allow, ask, refuse);
}
