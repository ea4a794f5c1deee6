/** The inbox of what models and programs suggest, and what people said to it. */
import { Lightbulb } from "lucide-react";
import type { Proposal } from "../../../../src/model/proposal.ts";
import { usePages } from "../../api/pages.ts";
import { useAddress } from "../../app/address.ts";
import { More } from "../../ui/more.tsx";
import { Page } from "../../ui/page.tsx";
import { EmptyState, ErrorState, Loading } from "../../ui/states.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { proposals as words } from "../../words/proposals.ts";
import { AskFilter } from "./ask-filter.tsx";
import { ProposalCard } from "./proposal-card.tsx";

export default function ProposalsScreen() {
  const [{ tab }, setAddress] = useAddress();
  return (
    <Page title={words.title}>
      <AskFilter />
      <Tabs
        label={words.title}
        value={tab === "answered" ? "answered" : "open"}
        onChange={(to) => setAddress({ tab: to === "open" ? "" : to })}
        tabs={[
          {
            ...{ key: "open", title: words.tabs.open },
            content: <ProposalList status="open" empty={[words.none, words.noneHint]} />,
          },
          {
            ...{ key: "answered", title: words.tabs.answered },
            content: <ProposalList status="accepted,refused" empty={[words.noneAnswered, words.noneAnsweredHint]} />,
          },
        ]}
      />
    </Page>
  );
}

function ProposalList({ status, empty: [title, hint] }: { status: string; empty: readonly [string, string] }) {
  const pages = usePages<Proposal>(["proposals"], "/v1/proposals", { status });
  if (pages.error !== null) return <ErrorState error={pages.error} onRetry={() => void pages.refetch()} />;
  if (pages.rows === undefined) return <Loading what={words.loading} />;
  if (pages.rows.length === 0)
    return (
      <EmptyState icon={<Lightbulb className="size-8" aria-hidden />} title={title}>
        {hint}
      </EmptyState>
    );
  return (
    <>
      <ul aria-label={words.title}>
        {pages.rows.map((proposal) => (
          <ProposalCard key={proposal.id} proposal={proposal} away />
        ))}
      </ul>
      <More {...pages} />
    </>
  );
}
