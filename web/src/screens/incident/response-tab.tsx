/** What was done: runs, each effect with what the guard said, containment, approvals, and the questions that wait. */
import type { ReactNode } from "react";
import { useCapabilityTitle } from "../../api/capabilities.ts";
import { Defanged } from "../../ui/defanged.tsx";
import { Section } from "../../ui/page.tsx";
import { PlaybookName } from "../../ui/playbook-name.tsx";
import { ScreenLink } from "../../ui/screen-link.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { incident as words } from "../../words/incident.ts";
import { outcomeInWords } from "../../words/runs.ts";
import { effectClasses } from "../../words/scales.ts";
import { Held } from "../approvals/held.tsx";
import { ApprovalStatusBadge } from "../approvals/status-badge.tsx";
import { EffectStatusBadge } from "../containment/effect-status.tsx";
import { LeaseStatusBadge } from "../containment/lease-status.tsx";
import { EffectTimeline } from "../overview/effects-picture.tsx";
import { nodeOf } from "../runs/run-states.ts";
import { RunStatusBadge } from "../runs/run-status.tsx";
import type { Detail } from "./incident-detail.ts";
import { OpenForms } from "./open-forms-section.tsx";

export function ResponseTab({ incident }: { incident: Detail }) {
  const { runs, effects, containment, approvals } = incident;
  const { response } = words;
  const title = useCapabilityTitle();
  if (runs.length + effects.length + approvals.length === 0)
    return <EmptyState title={response.empty}>{response.emptyHint}</EmptyState>;
  return (
    <>
      <OpenForms id={incident.id} />
      <Section title={response.runs}>
        {runs.map((run) => (
          <Row
            key={run.id}
            status={<RunStatusBadge value={run.status} held={run.held !== undefined} />}
            at={run.startedAt}
          >
            <ScreenLink to={`/runs/${run.id}`} className="font-medium">
              <PlaybookName name={run.playbook} />
            </ScreenLink>{" "}
            {run.outcome !== null && <Defanged text={outcomeInWords(run.outcome)} />}
            {run.held !== undefined && <Held freeze={run.held} />}
          </Row>
        ))}
      </Section>
      {approvals.length > 0 && (
        <Section title={response.approvals}>
          {approvals.map((approval) => (
            <Row key={approval.id} status={<ApprovalStatusBadge value={approval.status} />} at={approval.requestedAt}>
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
            <Row key={lease.id} status={<LeaseStatusBadge value={lease.status} />} at={lease.startedAt}>
              <span className="font-medium">{title(lease.capability)}</span> <Defanged text={lease.entityKey} code />
              <span className="text-muted">
                {" "}
                · {response.ends(lease.status)} <Time at={lease.releasedAt ?? lease.expiresAt} />
              </span>
            </Row>
          ))}
        </Section>
      )}
      {effects.length > 1 && <EffectTimeline effects={effects} />}
      <Section title={response.effects}>
        {effects.map((effect) => (
          <Row key={effect.id} status={<EffectStatusBadge value={effect.status} />} at={effect.intendedAt}>
            <ByStep effect={effect} title={title(effect.capability)} />{" "}
            {effect.entityKey !== "none" && <Defanged text={effect.entityKey} code />}
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
function ByStep({ effect: { runId, step }, title }: { effect: Detail["effects"][number]; title: string }) {
  if (runId === null) return <span className="font-medium">{title}</span>;
  return (
    <ScreenLink to={`/runs/${runId}`} search={{ step: nodeOf(step) }} className="font-medium">
      {title}
    </ScreenLink>
  );
}

function Row({ status, at, children }: { status: ReactNode; at: string; children: ReactNode }) {
  return (
    <div className="flex items-start gap-3 py-1.5">
      <span className="w-36 shrink-0 max-md:w-auto">{status}</span>
      <div className="min-w-0 flex-1">{children}</div>
      <span className="text-xs text-muted">
        <Time at={at} />
      </span>
    </div>
  );
}
