/** What a playbook does, in sentences for those who do not read YAML, beside its figures. */

import type { PlaybookDetail } from "../../../../src/api/contract/content.ts";
import { useCapabilityTitle } from "../../api/capabilities.ts";
import { actorName } from "../../ui/actor-name.ts";
import { Facts } from "../../ui/facts.tsx";
import { FindingList } from "../../ui/finding-list.tsx";
import { Section } from "../../ui/page.tsx";
import { ErrorState, Loading } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { playbook as words } from "../../words/playbooks.ts";
import { ExplainText } from "./explain-text.tsx";
import { FigureList } from "./figure-list.tsx";
import { MaturityBadge } from "./stage-badges.tsx";
import { useFigures, useOutline } from "./use-playbooks.ts";

export function ExplainTab({ playbook }: { playbook: PlaybookDetail }) {
  const { data, error, refetch } = useOutline(playbook.source);
  const figures = useFigures({ by: "version", playbook: playbook.name });
  const title = useCapabilityTitle();
  const { maturity, number, createdAt, createdBy, capabilities, hash } = playbook;
  const facts = [
    { name: words.facts.maturity, value: <MaturityBadge value={maturity} /> },
    { name: words.facts.version, value: words.shown(number) },
    {
      name: words.facts.written,
      value: (
        <>
          <Time at={createdAt} /> · {actorName(createdBy)}
        </>
      ),
    },
    { name: words.facts.capabilities, value: capabilities.map(title).join(", ") },
    { name: words.facts.hash, value: <span className="font-mono text-xs">{hash.slice(0, 12)}</span> },
  ];
  return (
    <div className="flex min-h-full max-lg:flex-col">
      <div className="min-w-0 flex-1">
        {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
        {error === null && data === undefined && <Loading what={words.loading} lines={14} />}
        {data?.text != null && <ExplainText text={data.text} />}
        {data?.ok === false && (
          <Section title={words.unreadable}>
            <FindingList findings={data.findings} />
          </Section>
        )}
      </div>
      <div className="w-full shrink-0 border-line lg:w-88 lg:border-l">
        <Section title={words.figures.title}>
          {figures.error !== null && <ErrorState error={figures.error} onRetry={() => void figures.refetch()} />}
          {figures.isPending && <Loading what={words.figures.title} lines={5} />}
          {figures.data !== undefined && <FigureList figures={figures.data.get(String(number))} />}
        </Section>
        <Section title={words.facts.title}>
          <Facts facts={facts} />
        </Section>
      </div>
    </div>
  );
}
