/** Asks the language model about the incident, where there is one: what it says appears as a proposal, for a person to answer. */
import { useQuery } from "@tanstack/react-query";
import type { Model } from "../../../../src/api/contract/model.ts";
import type { Proposal, ProposalKind } from "../../../../src/model/proposal.ts";
import { useChange } from "../../api/change.ts";
import { call, read } from "../../api/client.ts";
import { can, useMe } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { Section } from "../../ui/page.tsx";
import { Wrong } from "../../ui/wrong.tsx";
import { proposals } from "../../words/proposals.ts";

const words = proposals.ask;
type Kind = Extract<ProposalKind, "disposition" | "summary" | "next-steps">;
const KINDS: readonly Kind[] = ["disposition", "summary", "next-steps"];

export function AskModel({ number }: { number: number }) {
  const { data: me } = useMe();
  const may = can(me, "postIncidentsIncidentProposals");
  const { data: model } = useQuery({
    queryKey: ["model"],
    queryFn: ({ signal }) => read<Model>("/v1/model", {}, signal),
    enabled: may && can(me, "getModel"),
  });
  const ask = useChange<Proposal, Kind>({
    send: (kind) => call("POST", `/v1/incidents/${number}/proposals`, { kind }),
    touches: ["proposals", "incident", "counts"],
    said: (_answer, kind) => words.said(proposals.kinds[kind]),
  });
  if (!may || model === undefined || model.settings === null) return null;
  return (
    <Section title={words.title}>
      <p className="mb-2 max-w-3xl text-sm text-muted">{words.hint(model.settings.model)}</p>
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
