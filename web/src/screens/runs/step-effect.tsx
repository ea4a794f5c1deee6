/** One effect of a step: what it was asked with, what the guard decided and why, how often it was tried, and what was read back. */
import { Scale } from "lucide-react";
import type { EffectView } from "../../../../src/api/contract/run.ts";
import { useCapabilityTitle } from "../../api/capabilities.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";
import { Code } from "../../ui/code.tsx";
import { Defanged } from "../../ui/defanged.tsx";
import { EntityName } from "../../ui/entity-name.tsx";
import { Section } from "../../ui/page.tsx";
import { Time } from "../../ui/time.tsx";
import { run as words } from "../../words/runs.ts";
import { effectClasses } from "../../words/scales.ts";
import { EffectStatusBadge } from "../containment/effect-status.tsx";

const TONES: Readonly<Record<EffectView["guard"]["decision"], Tone>> = { allow: "good", ask: "warn", refuse: "danger" };

export function StepEffect({ effect }: { effect: EffectView }) {
  const title = useCapabilityTitle();
  const { capability, effectClass, connection, entityType, entityKey, args, attempts, status, readBack, error } =
    effect;
  return (
    <>
      <Section title={words.guard}>
        <Decision guard={effect.guard} />
      </Section>
      <Section title={title(capability)}>
        <p className="flex flex-wrap items-center gap-2 text-sm">
          <EffectStatusBadge value={status} />
          {entityKey !== "none" && <EntityName type={entityType} name={entityKey} />}
        </p>
        <p className="mt-1 mb-2 text-xs text-muted">
          {effectClasses[effectClass]} · {connection} · {words.attempts(attempts)} · <Time at={effect.intendedAt} />
        </p>
        <p className="mb-1 text-xs text-muted">{words.input}</p>
        <Code label={words.input} text={JSON.stringify(args, null, 2)} />
        <Recorded label={words.readBack} value={readBack} />
        <Recorded label={words.failure} value={error} />
      </Section>
    </>
  );
}

function Decision({ guard: { decision, reason, policies } }: Pick<EffectView, "guard">) {
  return (
    <div className="text-sm">
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone={TONES[decision]} icon={Scale}>
          {words.decisions[decision]}
        </Badge>
        {policies.length > 0 && <span className="text-xs text-muted">{words.policies(policies.join(", "))}</span>}
      </p>
      <p className="mt-1 [overflow-wrap:anywhere]">
        <Defanged text={reason} />
      </p>
    </div>
  );
}

function Recorded({ label, value }: { label: string; value: Record<string, unknown> | null }) {
  if (value === null || Object.keys(value).length === 0) return null;
  return (
    <>
      <p className="mt-2 mb-1 text-xs text-muted">{label}</p>
      <Code label={label} text={JSON.stringify(value, null, 2)} />
    </>
  );
}
