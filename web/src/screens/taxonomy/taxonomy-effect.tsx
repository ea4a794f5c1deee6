/** Incidents of the past that would be named, ranked or responded to otherwise. */
import type { TaxonomyEffect as Effect, FromTo } from "../../../../src/api/contract/change-effect.ts";
import { usePlaybookTitle } from "../../api/playbook-titles.ts";
import { useTypeName } from "../../api/type-names.ts";
import { Defanged } from "../../ui/defanged.tsx";
import { Facts } from "../../ui/facts.tsx";
import { IncidentLink } from "../../ui/incident-link.tsx";
import { Section } from "../../ui/page.tsx";
import { content } from "../../words/content.ts";
import { taxonomy } from "../../words/taxonomy.ts";
import { EffectExamples } from "../content/effect-examples.tsx";

const { effect: words } = taxonomy;
const MOVES = ["types", "priorities", "dispositions", "playbooks"] as const;

export function TaxonomyEffect({ effect }: { effect: Effect }) {
  const { incidents, changed, changes, cut, examples } = effect;
  const playbookTitle = usePlaybookTitle();
  const typeName = useTypeName();
  return (
    <>
      <Section title={words.sum}>
        <Facts
          facts={[
            { name: words.looked, value: incidents },
            { name: words.changed, value: changed },
            { name: words.type, value: changes.type },
            { name: words.priority, value: changes.priority },
            { name: words.disposition, value: changes.disposition },
            { name: words.playbook, value: changes.playbook },
          ]}
        />
        {changed === 0 && <p className="mt-2 text-sm text-muted">{incidents === 0 ? words.noIncidents : words.none}</p>}
        {cut && <p className="mt-1 text-sm text-warn">{content.effect.cut}</p>}
      </Section>
      {MOVES.filter((kind) => effect[kind].length > 0).map((kind) => (
        <Section key={kind} title={words.moves[kind]}>
          <ul className="text-sm">
            {effect[kind].map(({ from, to, incidents: count }) => (
              <li key={`${from} ${to}`}>
                {fromTo({ from, to }, kind === "types" ? typeName : kind === "playbooks" ? playbookTitle : undefined)}:{" "}
                {words.incidents(count)}
              </li>
            ))}
          </ul>
        </Section>
      ))}
      <EffectExamples examples={examples}>{(example) => <Example example={example} />}</EffectExamples>
    </>
  );
}

function Example({ example }: { example: Effect["examples"][number] }) {
  const { number, title, type, priority, disposition, playbook, reason } = example;
  const typeName = useTypeName();
  const playbookTitle = usePlaybookTitle();
  const moved = [priority, disposition].filter(({ from, to }) => from !== to).map((one) => fromTo(one));
  if (playbook.from !== playbook.to) moved.push(fromTo(playbook, playbookTitle));
  if (type.from !== type.to) moved.unshift(fromTo(type, typeName));
  return (
    <>
      <p>
        <IncidentLink id={number} text={`${content.effect.incident(number)}: ${title}`} />
      </p>
      <p>{moved.join(", ")}</p>
      <p className="text-muted">
        <Defanged text={reason} />
      </p>
    </>
  );
}

function fromTo({ from, to }: FromTo, named = (value: string) => value): string {
  const said = (value: string | null) => (value === null ? content.effect.none : named(value));
  return content.effect.fromTo(said(from), said(to));
}
