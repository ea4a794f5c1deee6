/** What versions would have done as shadows, beside what was done: incident by incident, with the difference said first. */
import type { Shadow } from "../../../../src/api/contract/version.ts";
import { usePages } from "../../api/pages.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";
import { Defanged } from "../../ui/defanged.tsx";
import { IncidentLink } from "../../ui/incident-link.tsx";
import { More } from "../../ui/more.tsx";
import { ScreenLink } from "../../ui/screen-link.tsx";
import { EmptyState, ErrorState, Loading } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { playbook, shadows as words } from "../../words/playbooks.ts";

const TONES: Readonly<Record<Shadow["difference"], Tone>> = {
  none: "good",
  outcome: "danger",
  effects: "warn",
  open: "quiet",
};

export function ShadowList({ name }: { name: string }) {
  const path = `/v1/playbooks/${encodeURIComponent(name)}/shadows` as const;
  const list = usePages<Shadow>(["playbooks", name, "shadows"], path);
  if (list.error !== null) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (list.rows === undefined) return <Loading what={words.loading} />;
  if (list.rows.length === 0) return <EmptyState title={words.none}>{words.noneHint}</EmptyState>;
  return (
    <>
      <ul aria-label={words.list} className="flex flex-col">
        {list.rows.map((row) => (
          <li key={row.id} className="border-b border-line px-4 py-3">
            <ShadowRow row={row} />
          </li>
        ))}
      </ul>
      <More {...list} />
    </>
  );
}

function ShadowRow({ row: { id, incidentNumber, startedAt, shadow, real, difference } }: { row: Shadow }) {
  return (
    <>
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone={TONES[difference]}>{words.differences[difference]}</Badge>
        <IncidentLink id={incidentNumber} text={words.incident(incidentNumber)} />
        <ScreenLink to={`/runs/${id}`}>{words.run}</ScreenLink>
        <span className="text-xs text-muted">
          <Time at={startedAt} />
        </span>
      </p>
      <div className="mt-2 grid gap-x-6 gap-y-2 md:grid-cols-2">
        <Side title={words.would(playbook.shown(shadow.version))} run={shadow} />
        {real === null ? (
          <p className="text-sm text-muted">{words.noRun}</p>
        ) : (
          <Side title={words.did(playbook.shown(real.version))} run={real} />
        )}
      </div>
    </>
  );
}

function Side({ title, run: { outcome, effects } }: { title: string; run: NonNullable<Shadow["real"]> }) {
  return (
    <div className="min-w-0 text-sm">
      <p className="text-xs text-muted">{title}</p>
      <p>{outcome === null ? words.goesOn : <Defanged text={outcome} />}</p>
      {effects.map(({ capability, entityKey, decision }) => (
        <p key={`${capability} ${entityKey}`} className="text-xs [overflow-wrap:anywhere]">
          {capability} {entityKey !== "none" && <Defanged text={entityKey} code />}{" "}
          <span className="text-muted">{decision}</span>
        </p>
      ))}
    </div>
  );
}
