/** The draft as a graph and as sentences. Choosing a step in the graph goes to its line, and the other way round. */
import { Workflow } from "lucide-react";
import { Flow } from "../../ui/flow.tsx";
import { EmptyState, ErrorState, Loading } from "../../ui/states.tsx";
import { editor as words } from "../../words/playbooks.ts";
import { ExplainText } from "./explain-text.tsx";
import { statesOfSimulation } from "./simulation-states.ts";
import { StepBar } from "./step-bar.tsx";
import type { Draft } from "./use-draft.ts";

export function DraftGraph({ draft }: { draft: Draft }) {
  const { graph, chosen, goTo, simulation } = draft;
  if (graph === null) return <NotYet draft={draft} />;
  const choose = (id: string) => {
    const place = graph.nodes.find((node) => node.id === id)?.place;
    if (place != null) goTo(place.line);
  };
  return (
    <div className="flex h-full min-h-0 flex-col">
      <StepBar draft={draft} />
      <div className="min-h-0 flex-1">
        <Flow
          label={words.parts.graph}
          graph={graph}
          chosen={chosen}
          onChoose={choose}
          {...(simulation !== null && { states: statesOfSimulation(simulation), way: simulation.passed })}
        />
      </div>
    </div>
  );
}

export function DraftSentences({ draft }: { draft: Draft }) {
  if (draft.sentences === null) return <NotYet draft={draft} />;
  return (
    <>
      {draft.stale && <p className="border-b border-line px-4 py-2 text-xs text-warn">{words.stale}</p>}
      <ExplainText text={draft.sentences} />
    </>
  );
}

function NotYet({ draft: { outline } }: { draft: Draft }) {
  if (outline.error !== null) return <ErrorState error={outline.error} onRetry={() => void outline.refetch()} />;
  if (outline.data === undefined) return <Loading what={words.parts.graph} />;
  return (
    <EmptyState icon={<Workflow className="size-8" aria-hidden />} title={words.findings(outline.data.findings.length)}>
      {words.waits}
    </EmptyState>
  );
}
