/** The alerts, and of each the evidence: its message, word for word. */
import { useQuery } from "@tanstack/react-query";
import { ChevronDown, ChevronRight } from "lucide-react";
import { useState } from "react";
import type { AlertDetail } from "../../../../src/api/contract/alert.ts";
import { read } from "../../api/client.ts";
import { Code } from "../../ui/code.tsx";
import { Defanged } from "../../ui/defanged.tsx";
import { DispositionBadge, SeverityBadge } from "../../ui/scale-badges.tsx";
import { EmptyState, ErrorState, Loading } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { incident as words } from "../../words/incident.ts";
import type { Detail } from "./incident-detail.ts";

type AlertRow = Detail["alerts"][number];

export function AlertsTab({ incident }: { incident: Detail }) {
  if (incident.alerts.length === 0) return <EmptyState title={words.alerts.empty} />;
  return (
    <ul className="divide-y divide-line">
      {incident.alerts.map((alert) => (
        <AlertItem key={alert.id} alert={alert} />
      ))}
    </ul>
  );
}

function AlertItem({ alert }: { alert: AlertRow }) {
  const [open, setOpen] = useState(false);
  const Arrow = open ? ChevronDown : ChevronRight;
  return (
    <li className="px-4 py-3">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex w-full items-center gap-2 text-left"
      >
        <Arrow className="size-4 shrink-0 text-muted" aria-hidden />
        <SeverityBadge value={alert.severity} />
        <span className="min-w-0 flex-1 font-medium">
          <Defanged text={alert.title} />
        </span>
        {alert.duplicates > 0 && <span className="text-xs text-muted">{words.alerts.repeats(alert.duplicates)}</span>}
        <DispositionBadge value={alert.initialDisposition} />
      </button>
      <p className="mt-1 pl-6 text-sm text-muted">
        <Defanged text={alert.entityKey} code /> · <Defanged text={alert.source} /> · {words.alerts.rule}{" "}
        <Defanged text={alert.ruleId} /> · <Time at={alert.time} />
      </p>
      <p className="mt-0.5 pl-6 text-sm text-muted">
        {words.alerts.why}: <Defanged text={alert.reason} />
      </p>
      {open && <Evidence id={alert.id} />}
    </li>
  );
}

function Evidence({ id }: { id: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: ["alert", id],
    queryFn: ({ signal }) => read<AlertDetail>(`/v1/alerts/${id}`, {}, signal),
  });
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading what={words.alerts.loading} lines={5} />;
  const raw = data.raw?.text ?? JSON.stringify(data.finding, null, 2);
  return (
    <div className="mt-2 pl-6">
      <p className="mb-1 text-xs text-muted">
        {words.alerts.raw}
        {data.raw?.truncated === true && ` · ${words.alerts.rawCut}`}
      </p>
      <Code label={words.alerts.rawLabel} text={indented(raw)} />
    </div>
  );
}

/** JSON as people read it; anything else as it is. */
function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
