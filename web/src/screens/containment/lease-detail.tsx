/** One containment: since when, until when, why, by whom, its way back, and the journal of what was done. */
import { useQuery } from "@tanstack/react-query";
import { TriangleAlert } from "lucide-react";
import type { EffectView } from "../../../../src/api/contract/run.ts";
import type { Lease } from "../../../../src/model/effect.ts";
import { useCapabilityTitle } from "../../api/capabilities.ts";
import { read } from "../../api/client.ts";
import { usePlaybookTitle } from "../../api/playbook-titles.ts";
import { actorName } from "../../ui/actor-name.ts";
import { Countdown } from "../../ui/countdown.tsx";
import { Defanged } from "../../ui/defanged.tsx";
import { EntityName } from "../../ui/entity-name.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Section } from "../../ui/page.tsx";
import { ErrorState, Loading } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { journal, containment as words } from "../../words/containment.ts";
import { IncidentName } from "../incident/incident-name.tsx";
import { EffectJournal } from "./effect-journal.tsx";
import { LeaseActions } from "./lease-actions.tsx";
import { LeaseStatusBadge } from "./lease-status.tsx";
import { LookSection } from "./look.tsx";
import { ownerName } from "./owner-name.ts";

export function LeaseDetail({ id }: { id: string }) {
  const title = useCapabilityTitle();
  const { data, error, refetch } = useQuery({
    queryKey: ["lease", id],
    queryFn: ({ signal }) => read<Lease>(`/v1/containment/${id}`, {}, signal),
  });
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading what={words.loading} />;
  return (
    <>
      <div className="min-h-0 flex-1 overflow-y-auto" role="group" tabIndex={0} aria-label={words.title}>
        <header className="flex flex-col gap-2 border-b border-line px-4 py-3">
          <h2 className="text-lg font-semibold text-balance">{title(data.capability)}</h2>
          <div className="flex flex-wrap items-center gap-3">
            <LeaseStatusBadge value={data.status} />
            <EntityName type={data.entityType} name={data.entityKey} />
          </div>
        </header>
        <LeaseFacts lease={data} title={title} />
        {data.releasedAt === null && <LookSection id={data.id} />}
        <Undoing lease={data} />
        <EffectJournal id={data.effectId} title={journal.title} />
      </div>
      <LeaseActions lease={data} title={title(data.capability)} />
    </>
  );
}

function LeaseFacts({ lease, title }: { lease: Lease; title(capability: string): string }) {
  const { startedAt, expiresAt, releasedAt, releasedBy, incidentId, error } = lease;
  const playbookTitle = usePlaybookTitle();
  const message = typeof error?.message === "string" ? error.message : "";
  return (
    <Section title={words.statuses[lease.status]}>
      <Facts
        facts={[
          { name: words.facts.since, value: <Time at={startedAt} /> },
          {
            name: words.facts.until,
            value: releasedAt === null && (
              <>
                <Time at={expiresAt} /> <Countdown from={startedAt} until={expiresAt} bar />
              </>
            ),
          },
          { name: words.facts.ended, value: releasedAt !== null && <Time at={releasedAt} /> },
          { name: words.facts.endedBy, value: releasedBy === null ? null : actorName(releasedBy, playbookTitle) },
          { name: words.facts.owner, value: ownerName(lease.owner, playbookTitle) },
          { name: words.facts.why, value: lease.reason === "" ? null : <Defanged text={lease.reason} /> },
          {
            name: words.facts.incident,
            value: incidentId !== null && <IncidentName id={incidentId} otherwise={words.toIncident} />,
          },
          { name: words.facts.connection, value: lease.connection },
          {
            name: words.facts.reversal,
            value: (
              <>
                {title(lease.reversal)} <span className="font-mono text-xs text-muted">{lease.reversal}</span>
              </>
            ),
          },
        ]}
      />
      {message !== "" && releasedAt === null && (
        <p role="alert" className="mt-3 rounded-md bg-danger-ground p-2.5 text-sm text-danger">
          {words.notYet} <Defanged text={message} />
        </p>
      )}
    </Section>
  );
}

/** How it was undone, once it was; and whether somebody had been there before. */
function Undoing({ lease: { effectId, reversal, entityKey, releasedAt } }: { lease: Lease }) {
  const { data } = useQuery({
    queryKey: ["effects", "undoing", effectId],
    enabled: releasedAt !== null,
    queryFn: async ({ signal }) => {
      const query = { capability: reversal, entity: entityKey, limit: 200 };
      const { items } = await read<{ items: EffectView[] }>("/v1/effects", query, signal);
      return items.find(({ reverses }) => reverses === effectId) ?? null;
    },
  });
  if (data === undefined || data === null) return null;
  const note = data.readBack?.note;
  return (
    <>
      {typeof note === "string" && (
        <p className="flex items-start gap-2 border-b border-line bg-warn-ground px-4 py-2.5 text-sm text-warn">
          <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
          {words.byHand(note)}
        </p>
      )}
      <EffectJournal id={data.id} title={words.facts.reversal} />
    </>
  );
}
