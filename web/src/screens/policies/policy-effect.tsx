/** Effects of the past that would be decided otherwise. */
import type { PolicyEffect as Effect } from "../../../../src/api/contract/change-effect.ts";
import { useCapabilityTitle } from "../../api/capabilities.ts";
import { Defanged } from "../../ui/defanged.tsx";
import { Facts } from "../../ui/facts.tsx";
import { IncidentLink } from "../../ui/incident-link.tsx";
import { Section } from "../../ui/page.tsx";
import { PlaybookName } from "../../ui/playbook-name.tsx";
import { RowTime } from "../../ui/time.tsx";
import { content } from "../../words/content.ts";
import { policies } from "../../words/policies.ts";
import { EffectExamples } from "../content/effect-examples.tsx";

const { effect: words, decisions } = policies;

export function PolicyEffect({ effect }: { effect: Effect }) {
  const { effects, changed, cut, inForce, draft, moves, examples } = effect;
  return (
    <>
      <Section title={words.sum}>
        <Facts
          facts={[
            { name: words.looked, value: effects },
            { name: words.changed, value: changed },
            { name: words.before, value: words.decided(inForce.allow, inForce.ask, inForce.refuse) },
            { name: words.draft, value: words.decided(draft.allow, draft.ask, draft.refuse) },
          ]}
        />
        <p className="mt-2 text-sm text-muted">
          {effects === 0 ? words.noEffects : changed === 0 ? words.none : words.budgets}
        </p>
        {cut && <p className="mt-1 text-sm text-warn">{content.effect.cut}</p>}
      </Section>
      {moves.length > 0 && (
        <Section title={words.moves}>
          <ul className="text-sm">
            {moves.map(({ capability, from, to, effects: count }) => (
              <li key={`${capability} ${from} ${to}`}>
                <span className="font-mono text-xs">{capability}</span>{" "}
                {words.move(decisions[from], decisions[to], count)}
              </li>
            ))}
          </ul>
        </Section>
      )}
      <EffectExamples examples={examples}>{(example) => <Example example={example} />}</EffectExamples>
    </>
  );
}

function Example({ example }: { example: Effect["examples"][number] }) {
  const { incident, playbook, capability, entity, from, to, reason, at } = example;
  const can = useCapabilityTitle();
  return (
    <>
      <p className="flex flex-wrap gap-x-2">
        <IncidentLink id={incident} text={content.effect.incident(incident)} />
        <span>{content.effect.fromTo(decisions[from], decisions[to])}</span>
        <span className="ml-auto text-xs text-muted">
          <RowTime at={at} />
        </span>
      </p>
      <p className="text-muted [overflow-wrap:anywhere]">
        <PlaybookName name={playbook} />, <span title={capability}>{can(capability)}</span>: <Defanged text={entity} />
      </p>
      {reason !== "" && (
        <p className="text-muted">
          <Defanged text={reason} />
        </p>
      )}
    </>
  );
}
