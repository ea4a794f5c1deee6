/** The graph beside the steps. What is chosen stands in the address. */
import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import type { EffectView, RunDetail } from "../../../../src/api/contract/run.ts";
import { usePlaybookTitle } from "../../api/playbook-titles.ts";
import { useAddress } from "../../app/address.ts";
import { useKeys } from "../../app/keys.ts";
import { Flow } from "../../ui/flow.tsx";
import { ErrorState, Loading } from "../../ui/states.tsx";
import { run as words } from "../../words/runs.ts";
import { useGraph } from "../playbooks/use-graph.ts";
import { RunFacts } from "./run-facts.tsx";
import { statesOf, wayOf } from "./run-states.ts";
import { StepDetail } from "./step-detail.tsx";
import { StepList } from "./step-list.tsx";

export function RunBody({ run, effects }: { run: RunDetail; effects: readonly EffectView[] }) {
  const [{ step: chosen = "" }, setAddress] = useAddress();
  const navigate = useNavigate();
  const title = usePlaybookTitle();
  const { data: graph, error, refetch } = useGraph(run.playbook, run.playbookVersion);
  const states = useMemo(() => graph && statesOf(run, effects, graph), [run, effects, graph]);
  const way = useMemo(
    () =>
      wayOf(
        run.steps.map(({ step }) => step),
        states,
      ),
    [run, states],
  );
  const choose = (step: string) => setAddress({ step: step === chosen ? "" : step }, { replace: true });
  const order = [...new Set(run.steps.map(({ step }) => step))];
  const move = (by: number) => {
    const place = order.indexOf(chosen);
    const next = order[Math.max(0, Math.min(order.length - 1, place + by))];
    if (next !== undefined && next !== chosen) choose(next);
  };
  useKeys(words.facts, [
    { keys: "j", words: words.keys.next, run: () => move(1) },
    { keys: "k", words: words.keys.previous, run: () => move(-1) },
    { keys: "i", words: words.keys.incident, run: () => void navigate({ to: `/incidents/${run.incidentId}` as "/" }) },
  ]);
  return (
    <div className="flex min-h-0 flex-1 bg-panel max-lg:flex-col max-lg:overflow-y-auto">
      <div className="min-h-96 min-w-0 flex-1">
        {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
        {error === null && graph === undefined && <Loading what={words.loadingGraph} />}
        {graph !== undefined && states !== undefined && (
          <Flow label={words.graph(title(run.playbook))} {...{ graph, states, way, chosen }} onChoose={choose} />
        )}
      </div>
      <div
        className="w-full shrink-0 border-line lg:w-104 lg:overflow-y-auto lg:border-l"
        role="group"
        tabIndex={0}
        aria-label={words.steps}
      >
        {chosen === "" ? (
          <>
            <RunFacts run={run} />
            <StepList run={run} graph={graph} onChoose={choose} />
          </>
        ) : (
          <StepDetail key={chosen} {...{ run, effects, graph, states }} id={chosen} onClose={() => choose(chosen)} />
        )}
      </div>
    </div>
  );
}
