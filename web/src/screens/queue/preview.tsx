/** An incident beside the queue, as much of it as one needs to decide whether to open it. */
import { useQuery } from "@tanstack/react-query";
import { memo, type ReactNode } from "react";
import type { IncidentDetail, IncidentSummary } from "../../../../src/api/contract/incident.ts";
import { read } from "../../api/client.ts";
import { Button } from "../../ui/button.tsx";
import { Defanged } from "../../ui/defanged.tsx";
import { Drawer } from "../../ui/dialog.tsx";
import { Section } from "../../ui/page.tsx";
import { DispositionBadge, PriorityBadge, SeverityBadge, StatusBadge } from "../../ui/scale-badges.tsx";
import { ErrorState, Loading } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { TypeName } from "../../ui/type-name.tsx";
import { useSettled } from "../../ui/use-settled.ts";
import { incident as incidentWords } from "../../words/incident.ts";
import { queue } from "../../words/queue.ts";
import { entityTypes } from "../../words/scales.ts";
import type { EditKind } from "../incident/edits/edit-dialogs.tsx";
import { Due } from "./due.tsx";
import { EditButtons } from "./edit-buttons.tsx";

/** Incidents that are only passed are not asked for. */
const REST_MS = 120;

interface PreviewProps {
  incident: IncidentSummary;
  onClose(): void;
  onOpen(incident: IncidentSummary): void;
  /** Null where incidents are only read. */
  onEdit: ((kind: EditKind, incidents: readonly IncidentSummary[]) => unknown) | null;
}

/** What the row says is there at once; its alerts come when the cursor rests on it. */
export const Preview = memo(function Preview({ incident, onClose, onOpen, onEdit }: PreviewProps) {
  const open = (
    <Button look="primary" keys="enter" onClick={() => onOpen(incident)}>
      {queue.preview.open}
    </Button>
  );
  return (
    <Drawer onClose={onClose} title={incidentWords.title(incident.number)} actions={open}>
      <Body incident={incident} onEdit={onEdit} />
    </Drawer>
  );
});

function Body({ incident, onEdit }: Pick<PreviewProps, "incident" | "onEdit">) {
  return (
    <>
      <div className="border-b border-line p-4">
        <p className="text-base font-semibold">
          <Defanged text={incident.title} />
        </p>
        <div className="mt-2 flex flex-wrap items-center gap-1.5">
          <SeverityBadge value={incident.severity} field={incidentWords.facts.severity} />
          <PriorityBadge value={incident.priority} field={incidentWords.facts.priority} />
          <StatusBadge value={incident.status} field={incidentWords.facts.status} />
          <DispositionBadge value={incident.disposition} field={incidentWords.facts.disposition} />
          <Due incident={incident} />
        </div>
        {onEdit !== null && (
          <div className="mt-3 flex gap-1.5">
            <EditButtons owner={incident.owner} onEdit={(kind) => onEdit(kind, [incident])} />
          </div>
        )}
      </div>
      <Facts incident={incident} />
      <Alerts id={incident.id} />
    </>
  );
}

function Facts({ incident }: { incident: IncidentSummary }) {
  const { dispositionReason, handoffReason, typeId, entityType, entityName, entityKey, openedAt, techniques } =
    incident;
  return (
    <dl className="grid grid-cols-[6rem_1fr] gap-x-3 gap-y-1.5 border-b border-line p-4 text-sm">
      {handoffReason !== null && (
        <Fact name={queue.preview.handoff}>
          <Defanged text={handoffReason} />
        </Fact>
      )}
      <Fact name={queue.preview.reason}>
        <Defanged text={dispositionReason} />
      </Fact>
      <Fact name={queue.preview.entity}>
        {entityTypes[entityType]} <Defanged text={entityName || entityKey} code />
      </Fact>
      <Fact name={queue.preview.type}>
        <TypeName id={typeId} />
      </Fact>
      {techniques.length > 0 && <Fact name="ATT&CK">{techniques.join(", ")}</Fact>}
      <Fact name={queue.columns.opened}>
        <Time at={openedAt} />
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}

function Alerts({ id }: { id: string }) {
  const rests = useSettled(id, REST_MS) === id;
  const { data, error, refetch } = useQuery({
    queryKey: ["incident", id],
    queryFn: ({ signal }) => read<IncidentDetail>(`/v1/incidents/${id}`, {}, signal),
    enabled: rests,
  });
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading what={queue.preview.alerts} lines={4} />;
  return (
    <Section title={`${queue.preview.alerts} (${data.alertCount})`}>
      <ul className="flex flex-col gap-2">
        {data.alerts.slice(0, 10).map((alert) => (
          <li key={alert.id} className="flex items-start gap-2">
            <SeverityBadge value={alert.severity} />
            <span className="min-w-0 flex-1">
              <Defanged text={alert.title} />
            </span>
            <span className="text-xs text-muted">
              <Time at={alert.time} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
