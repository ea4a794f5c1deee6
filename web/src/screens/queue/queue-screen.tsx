/** What waits for people: incidents, to be found, sorted out and taken. */
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Inbox } from "lucide-react";
import { lazy, type ReactNode, Suspense, useDeferredValue, useMemo, useState } from "react";
import type { IncidentSummary } from "../../../../src/api/contract/incident.ts";
import { Button } from "../../ui/button.tsx";
import { Facets } from "../../ui/facets.tsx";
import { Page } from "../../ui/page.tsx";
import { EmptyState, ErrorState, Loading } from "../../ui/states.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { queue } from "../../words/queue.ts";
import type { EditKind } from "../incident/edits/edit-dialogs.tsx";
import { BulkBar } from "./bulk-bar.tsx";
import { useIncidentRows } from "./incident-rows.ts";
import { Preview } from "./preview.tsx";
import { queueColumns } from "./queue-columns.tsx";
import { useFacets } from "./queue-counts.ts";
import { useQueueKeys } from "./queue-keys.ts";
import { chosenOf, type FacetField, isNarrowed, type QueueSearch, queryOf, withChosen } from "./queue-search.ts";
import { QueueToolbar } from "./queue-toolbar.tsx";
import { useChosen } from "./use-chosen.ts";

const EditDialogs = lazy(() => import("../incident/edits/edit-dialogs.tsx"));

export default function QueueScreen() {
  const search = useSearch({ strict: false }) as QueueSearch;
  const navigate = useNavigate();
  const go = (to: QueueSearch) => void navigate({ to: "/", search: to as never, replace: true });
  const query = useMemo(() => queryOf(search), [search]);
  const found = useIncidentRows(query);
  const { rows } = found;
  const { facets, total } = useFacets(search, query);
  const [cursor, setCursor] = useState(0);
  const [preview, setPreview] = useState(false);
  const [editing, setEditing] = useState<EditKind | null>(null);
  const [narrowing, setNarrowing] = useState(true);
  const choosing = useChosen(rows);
  const current = rows[Math.min(cursor, rows.length - 1)];
  const subjects = choosing.rows.length > 0 ? choosing.rows : current === undefined ? [] : [current];
  const openIncident = (row: IncidentSummary) => void navigate({ to: `/incidents/${row.number}` as "/" });
  const { all, onChoose, onChooseAll } = choosing;
  const columns = useMemo(
    () => queueColumns({ all, onChoose, onChooseAll }).filter(({ wideOnly }) => !(preview && wideOnly)),
    [all, onChoose, onChooseAll, preview],
  );
  // The row is lit at once; the preview follows when there is time for it.
  const previewed = useDeferredValue(current);
  useQueueKeys({
    ...{ rows, cursor, setCursor, choose: choosing.onChoose, openIncident, edit: setEditing },
    togglePreview: () => setPreview(!preview),
    toggleFacets: () => setNarrowing(!narrowing),
    leave: () => (preview ? setPreview(false) : choosing.none()),
  });
  const narrow = (field: string, chosen: string[]) => go(withChosen(search, field as FacetField, chosen));
  return (
    <Page title={queue.title} aside={<Total count={total} />} actions={<QueueToolbar search={search} onSearch={go} />}>
      <div className="flex min-h-0 flex-1 bg-panel">
        {narrowing && (
          <div className="w-52 shrink-0 overflow-y-auto border-r border-line max-lg:hidden">
            <Facets
              label={queue.facets}
              facets={facets.map((facet) => ({ ...facet, chosen: chosenOf(search, facet.field) }))}
              onChange={narrow}
            />
          </div>
        )}
        <div className="flex min-w-0 flex-1 flex-col">
          {choosing.rows.length > 0 && (
            <BulkBar count={choosing.rows.length} onEdit={setEditing} onNone={choosing.none} />
          )}
          <QueueRows
            {...{ found, columns, cursor, total }}
            isChosen={(row) => choosing.chosen.has(row.id)}
            onCursor={setCursor}
            onOpen={() => setPreview(true)}
            empty={<NothingThere narrowed={isNarrowed(search)} onClear={() => go({})} />}
          />
        </div>
        {preview && previewed !== undefined && (
          <Preview
            incident={previewed}
            onClose={() => setPreview(false)}
            onOpen={() => openIncident(previewed)}
            onEdit={setEditing}
          />
        )}
      </div>
      <Suspense>
        {editing !== null && subjects.length > 0 && (
          <EditDialogs kind={editing} incidents={subjects} onClose={() => setEditing(null)} />
        )}
      </Suspense>
    </Page>
  );
}

interface QueueRowsProps {
  found: ReturnType<typeof useIncidentRows>;
  columns: readonly Column<IncidentSummary>[];
  cursor: number;
  total: number | undefined;
  isChosen(row: IncidentSummary): boolean;
  onCursor(place: number): void;
  onOpen(): void;
  empty: ReactNode;
}

function QueueRows({ found, empty, total, ...table }: QueueRowsProps) {
  const { isPending, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = found;
  // Fifty rows that change at once are drawn between frames, not instead of them.
  const rows = useDeferredValue(found.rows);
  const none = found.rows.length === 0;
  if (error !== null && none) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (isPending) return <Loading what={queue.rows} lines={16} />;
  if (none) return empty;
  return (
    <Table
      label={queue.table}
      {...table}
      {...{ rows, total }}
      rowKey={(row) => row.id}
      onEnd={() => void (hasNextPage && !isFetchingNextPage && fetchNextPage())}
    />
  );
}

function Total({ count }: { count: number | undefined }) {
  return <span className="text-xs text-muted tabular-nums">{count === undefined ? "" : queue.total(count)}</span>;
}

function NothingThere({ narrowed, onClear }: { narrowed: boolean; onClear(): void }) {
  const icon = <Inbox className="size-8" aria-hidden />;
  if (!narrowed)
    return (
      <EmptyState icon={icon} title={queue.empty}>
        {queue.emptyHint}
      </EmptyState>
    );
  return (
    <EmptyState
      icon={icon}
      title={queue.emptyFiltered}
      action={<Button onClick={onClear}>{queue.clearFilters}</Button>}
    >
      {queue.emptyFilteredHint}
    </EmptyState>
  );
}
