/** What was done: runs, each effect with what the guard said, containment, approvals, and the questions that wait. */
import type { ReactNode } from "react";
import { Badge, type Tone } from "../../ui/badge.tsx";
import { Defanged } from "../../ui/defanged.tsx";
import { Section } from "../../ui/page.tsx";
import { ScreenLink } from "../../ui/screen-link.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { incident as words } from "../../words/incident.ts";
import { effectClasses } from "../../words/scales.ts";
import { EffectTimeline } from "../overview/effects-picture.tsx";
import { nodeOf } from "../runs/run-states.ts";
import type { Detail } from "./incident-detail.ts";
import { OpenForms } from "./open-forms-section.tsx";

const TONES: Readonly<Record<string, Tone>> = {
  ...{ done: "good", verified: "good", approved: "good", released: "quiet", applied: "info" },
  ...{ running: "violet", waiting: "warn", awaiting: "warn", pending: "warn", active: "warn", releasing: "violet" },
  ...{ failed: "danger", denied: "danger", refused: "danger", unknown: "critical" },
};

export function ResponseTab({ incident }: { incident: Detail }) {
  const { runs, effects, containment, approvals } = incident;
  const { response } = words;
  if (runs.length + effects.length + approvals.length === 0) return <EmptyState title={response.empty} />;
  return (
    <>
      <OpenForms id={incident.id} />
      <Section title={response.runs}>
        {runs.map((run) => (
          <Row key={run.id} status={run.status} at={run.startedAt}>
            <ScreenLink to={`/runs/${run.id}`} className="font-medium">
              {run.playbook}
            </ScreenLink>{" "}
            {run.outcome !== null && <Defanged text={run.outcome} />}
          </Row>
        ))}
      </Section>
      {approvals.length > 0 && (
        <Section title={response.approvals}>
          {approvals.map((approval) => (
            <Row key={approval.id} status={approval.status} at={approval.requestedAt}>
              <Defanged text={approval.summary} />
              <span className="text-muted">
                {" "}
                · <Defanged text={approval.reason} />
              </span>
            </Row>
          ))}
        </Section>
      )}
      {containment.length > 0 && (
        <Section title={response.containment}>
          {containment.map((lease) => (
            <Row key={lease.id} status={lease.status} at={lease.startedAt}>
              <span className="font-medium">{lease.capability}</span> <Defanged text={lease.entityKey} code />
              <span className="text-muted">
                {" "}
                · {response.until} <Time at={lease.expiresAt} />
              </span>
            </Row>
          ))}
        </Section>
      )}
      {effects.length > 1 && <EffectTimeline effects={effects} />}
      <Section title={response.effects}>
        {effects.map((effect) => (
          <Row key={effect.id} status={effect.status} at={effect.intendedAt}>
            <ByStep effect={effect} /> {effect.entityKey !== "none" && <Defanged text={effect.entityKey} code />}
            <span className="text-muted">
              {" "}
              · {effectClasses[effect.effectClass]} · {effect.connection} · <Defanged text={effect.guard.reason} />
            </span>
          </Row>
        ))}
      </Section>
    </>
  );
}

/** To the step of the run that caused it, where one did. */
function ByStep({ effect: { runId, step, capability } }: { effect: Detail["effects"][number] }) {
  if (runId === null) return <span className="font-medium">{capability}</span>;
  return (
    <ScreenLink to={`/runs/${runId}`} search={{ step: nodeOf(step) }} className="font-medium">
      {capability}
    </ScreenLink>
  );
}

function Row({ status, at, children }: { status: string; at: string; children: ReactNode }) {
  return (
    <div className="flex items-start gap-3 py-1.5">
      <span className="w-24 shrink-0">
        <Badge tone={TONES[status] ?? "quiet"}>{status}</Badge>
      </span>
      <div className="min-w-0 flex-1">{children}</div>
      <span className="text-xs text-muted">
        <Time at={at} />
      </span>
    </div>
  );
}
