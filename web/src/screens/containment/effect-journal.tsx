/** The journal of one effect, in the order in which it was written: intent, decision, attempts, outcome, read-back. */
import { useQuery } from "@tanstack/react-query";
import { Check, CircleDashed, Eye, FileJson, type LucideIcon, PenLine, RefreshCw, Scale, X } from "lucide-react";
import type { ReactNode } from "react";
import type { EffectDetail } from "../../../../src/api/contract/run.ts";
import { useCapabilityTitle } from "../../api/capabilities.ts";
import { read } from "../../api/client.ts";
import { usePlaybookTitle } from "../../api/playbook-titles.ts";
import { budgetWords } from "../../ui/budget-words.ts";
import { Code } from "../../ui/code.tsx";
import { Defanged } from "../../ui/defanged.tsx";
import { EntityName } from "../../ui/entity-name.tsx";
import { Section } from "../../ui/page.tsx";
import { ScreenLink } from "../../ui/screen-link.tsx";
import { ErrorState, Loading } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { journal as words } from "../../words/containment.ts";
import { nodeOf } from "../runs/run-states.ts";
import { EffectStatusBadge } from "./effect-status.tsx";

export function EffectJournal({ id, title }: { id: string; title: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: ["effect", id],
    queryFn: ({ signal }) => read<EffectDetail>(`/v1/effects/${id}`, {}, signal),
  });
  return (
    <Section title={title}>
      {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading what={words.loading} lines={4} />}
      {data !== undefined && <JournalSteps effect={data} />}
    </Section>
  );
}

function JournalSteps({ effect }: { effect: EffectDetail }) {
  const { status, attempts, settledAt } = effect;
  const bad = status === "failed" || status === "unknown" || status === "refused";
  return (
    <ol className="flex flex-col gap-3">
      <Intent effect={effect} />
      <Decision effect={effect} />
      <Step icon={RefreshCw} name={words.steps.attempts}>
        {words.attempts(attempts)}
      </Step>
      <Step icon={bad ? X : settledAt === null ? CircleDashed : Check} name={words.steps.outcome} at={settledAt}>
        <EffectStatusBadge value={status} />
        <Recorded label={words.output} value={effect.output} />
        <Recorded label={words.error} value={effect.error} />
      </Step>
      <Step icon={Eye} name={words.steps.readBack}>
        {effect.readBack === null ? (settledAt === null ? words.pending : words.noReadBack) : null}
        <Recorded label={words.seen} value={effect.readBack} />
      </Step>
      <Step icon={FileJson} name={words.steps.handedOn}>
        <Recorded label={words.activity} value={effect.activity} />
      </Step>
    </ol>
  );
}

function Intent({ effect }: { effect: EffectDetail }) {
  const title = useCapabilityTitle();
  const playbookTitle = usePlaybookTitle();
  return (
    <Step icon={PenLine} name={words.steps.intent} at={effect.intendedAt}>
      <p>
        {title(effect.capability)}
        {effect.entityKey !== "none" && (
          <>
            {": "}
            <EntityName type={effect.entityType} name={effect.entityKey} />
          </>
        )}
      </p>
      <p className="text-xs text-muted">
        {words.intent(effect.step, effect.playbook === "" ? "" : playbookTitle(effect.playbook))}
        {effect.reverses !== null && ` · ${words.undoes}`}
        {effect.runId !== null && (
          <>
            {" · "}
            <ScreenLink to={`/runs/${effect.runId}`} search={{ step: nodeOf(effect.step) }}>
              {words.toRun}
            </ScreenLink>
          </>
        )}
      </p>
      {effect.countermeasures.length > 0 && (
        <p className="text-xs text-muted">{words.countermeasures(effect.countermeasures.join(", "))}</p>
      )}
      <Recorded label={words.arguments} value={effect.args} />
      <Recorded label={words.identity} value={{ argsHash: effect.argsHash, idempotencyKey: effect.idempotencyKey }} />
    </Step>
  );
}

function Decision({ effect: { guard } }: { effect: EffectDetail }) {
  return (
    <Step icon={Scale} name={words.steps.decision}>
      <p>
        <span className="font-medium">{words.decisions[guard.decision]}: </span>
        <Defanged text={guard.reason} />
      </p>
      <p className="text-xs text-muted">
        {guard.policies.length > 0 && words.policies(guard.policies.join(", "))}{" "}
        {budgetWords(guard.budgets, guard.limits)
          .map(({ policy, words: limits }) => words.budgets(policy, limits))
          .join(" ")}
      </p>
    </Step>
  );
}

function Step(props: { icon: LucideIcon; name: string; at?: string | null; children: ReactNode }) {
  const { icon: Icon, name, at } = props;
  return (
    <li className="flex gap-2.5">
      <Icon className="mt-0.5 size-4 shrink-0 text-muted" aria-hidden />
      <div className="min-w-0 flex-1 text-sm">
        <p className="text-xs text-muted">
          {name} {typeof at === "string" && <Time at={at} />}
        </p>
        {props.children}
      </div>
    </li>
  );
}

function Recorded({ label, value }: { label: string; value: Record<string, unknown> | null }) {
  if (value === null || Object.keys(value).length === 0) return null;
  return (
    <details className="mt-1">
      <summary className="w-fit text-xs text-accent">{label}</summary>
      <div className="mt-1">
        <Code label={label} text={JSON.stringify(value, null, 2)} />
      </div>
    </details>
  );
}
