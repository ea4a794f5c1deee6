/** Asks the language model about the incident, where there is one: what it says appears as a proposal, for a person to answer. */
import type { Proposal, ProposalKind } from "../../../../src/model/proposal.ts";
import { useChange } from "../../api/change.ts";
import { call } from "../../api/client.ts";
import { Button } from "../../ui/button.tsx";
import { Section } from "../../ui/page.tsx";
import { Wrong } from "../../ui/wrong.tsx";
import { proposals } from "../../words/proposals.ts";
import { useModelToAsk } from "../proposals/use-model.ts";

const words = proposals.ask;
type Kind = Extract<ProposalKind, "disposition" | "summary" | "next-steps">;
const KINDS: readonly Kind[] = ["disposition", "summary", "next-steps"];

export function AskModel({ number }: { number: number }) {
  const model = useModelToAsk("postIncidentsIncidentProposals");
  const ask = useChange<Proposal, Kind>({
    send: (kind) => call("POST", `/v1/incidents/${number}/proposals`, { kind }),
    touches: ["proposals", "incident", "counts"],
    said: (_answer, kind) => words.said(proposals.kinds[kind]),
  });
  if (model === undefined) return null;
  return (
    <Section title={words.title}>
      <p className="mb-2 max-w-3xl text-sm text-muted">{words.hint(model)}</p>
      <div className="flex flex-wrap gap-1.5">
        {KINDS.map((kind) => (
          <Button
            key={kind}
            busy={ask.isPending && ask.variables === kind}
            disabled={ask.isPending}
            onClick={() => ask.mutate(kind)}
          >
            {proposals.kinds[kind]}
          </Button>
        ))}
      </div>
      <Wrong error={ask.error} />
    </Section>
  );
}
