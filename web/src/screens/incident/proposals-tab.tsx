/** What was proposed for the incident, and what triage makes of it. */

import type { Proposal } from "../../../../src/model/proposal.ts";
import { usePages } from "../../api/pages.ts";
import { More } from "../../ui/more.tsx";
import { ErrorState, Loading } from "../../ui/states.tsx";
import { proposals as words } from "../../words/proposals.ts";
import { ProposalCard } from "../proposals/proposal-card.tsx";
import { AskModel } from "./ask-model.tsx";
import type { Detail } from "./incident-detail.ts";
import { TriageSection } from "./triage-section.tsx";

export default function ProposalsTab({ incident }: { incident: Detail }) {
  const pages = usePages<Proposal>(["proposals"], "/v1/proposals", { incident: incident.id });
  if (pages.error !== null) return <ErrorState error={pages.error} onRetry={() => void pages.refetch()} />;
  if (pages.rows === undefined) return <Loading what={words.loading} />;
  return (
    <>
      {pages.rows.length === 0 && <p className="border-b border-line px-4 py-3 text-sm text-muted">{words.noneHere}</p>}
      {pages.rows.length > 0 && (
        <ul aria-label={words.title} className="border-b border-line">
          {pages.rows.map((proposal) => (
            <ProposalCard key={proposal.id} proposal={proposal} />
          ))}
        </ul>
      )}
      <More {...pages} />
      <AskModel number={incident.number} />
      <TriageSection number={incident.number} />
    </>
  );
}
