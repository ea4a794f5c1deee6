/** One step of a run: each attempt with what came out, and each effect with what went in and what the guard said. */
import { X } from "lucide-react";
import type { PlaybookGraph } from "../../../../src/api/contract/playbook-editor.ts";
import type { EffectView, RunDetail } from "../../../../src/api/contract/run.ts";
import { Badge } from "../../ui/badge.tsx";
import { IconButton } from "../../ui/button.tsx";
import { Code } from "../../ui/code.tsx";
import { Defanged } from "../../ui/defanged.tsx";
import type { StepState } from "../../ui/flow-node.tsx";
import { Section } from "../../ui/page.tsx";
import { Time } from "../../ui/time.tsx";
import { run as words } from "../../words/runs.ts";
import { RerunButton } from "./rerun-button.tsx";
import { nodeOf } from "./run-states.ts";
import { StepEffect } from "./step-effect.tsx";

interface StepDetailProps {
  id: string;
  run: RunDetail;
  effects: readonly EffectView[];
  graph: PlaybookGraph | undefined;
  states: ReadonlyMap<string, StepState> | undefined;
  onClose(): void;
}

export function StepDetail({ id, run, effects, graph, states, onClose }: StepDetailProps) {
  const node = graph?.nodes.find((one) => one.id === id);
  const records = run.steps.filter(({ step }) => step === id);
  const caused = effects.filter(({ step }) => nodeOf(step) === id).toReversed();
  const state = states?.get(id);
  const kind = node?.kind ?? records[0]?.kind ?? "";
  return (
    <>
      <header className="flex items-start gap-2 border-b border-line px-4 py-3">
        <div className="min-w-0 flex-1">
          <h2 className="font-semibold [overflow-wrap:anywhere]">
            <Defanged text={node?.label ?? id} />
          </h2>
          <p className="mt-1 flex flex-wrap items-center gap-2 text-xs text-muted">
            <span>{words.kinds[kind] ?? kind}</span>
            {node?.capability != null && <span className="font-mono">{node.capability}</span>}
            <span className="font-mono">{id}</span>
          </p>
        </div>
        {(records.length > 0 || caused.length > 0) && (
          <RerunButton run={run} step={id} kind={kind} title={node?.label ?? id} />
        )}
        <IconButton label={words.close} onClick={onClose} icon={<X className="size-4" aria-hidden />} />
      </header>
      {records.length === 0 && caused.length === 0 && (
        <p className="px-4 py-3 text-sm text-muted">{state === "waiting" ? words.here : words.notReached}</p>
      )}
      {caused.map((effect) => (
        <StepEffect key={effect.id} effect={effect} />
      ))}
      {records.map((record) => (
        <StepRecord key={record.position} record={record} />
      ))}
    </>
  );
}

function StepRecord({ record: { attempt, status, at, output, error } }: { record: RunDetail["steps"][number] }) {
  const failed = status === "failed";
  const empty = output === null || output === undefined;
  return (
    <Section title={failed ? words.failure : words.output}>
      <p className="mb-2 flex flex-wrap items-center gap-2 text-xs text-muted">
        <Badge tone={failed ? "danger" : "good"}>{failed ? words.states.failed : words.states.passed}</Badge>
        <span>{words.attempt(attempt)}</span>
        <Time at={at} />
      </p>
      {error !== null && <Code label={words.failure} text={JSON.stringify(error, null, 2)} />}
      {error === null && empty && <p className="text-sm text-muted">{words.noOutput}</p>}
      {!empty && <Code label={words.output} text={JSON.stringify(output, null, 2)} />}
    </Section>
  );
}
