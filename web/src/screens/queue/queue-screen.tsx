/** What waits for people: incidents, to be found, sorted out and taken. */

import { useNavigate, useSearch } from "@tanstack/react-router";
import { lazy, memo, Suspense, useCallback, useMemo, useState } from "react";
import type { IncidentSummary } from "../../../../src/api/contract/incident.ts";
import { may, useMe } from "../../api/session.ts";
import { Coming } from "../../app/coming.tsx";
import { Facets } from "../../ui/facets.tsx";
import { useMarks } from "../../ui/marks.ts";
import { onceMore } from "../../ui/once-more.ts";
import { Page } from "../../ui/page.tsx";
import { queue } from "../../words/queue.ts";
import type { EditKind } from "../incident/edits/edit-dialogs.tsx";
import { BulkBar } from "./bulk-bar.tsx";
import { useIncidentRows } from "./incident-rows.ts";
import { PreviewOfCursor } from "./preview-of-cursor.tsx";
import { type CountedFacet, useFacets } from "./queue-counts.ts";
import { useQueueKeys } from "./queue-keys.ts";
import { QueueRows } from "./queue-rows.tsx";
import {
  chosenOf,
  type FacetField,
  type QueueSearch,
  queryOf,
  type SearchChange,
  withToggled,
} from "./queue-search.ts";
import { QueueToolbar } from "./queue-toolbar.tsx";
import { asNow, subjectsOf } from "./subjects.ts";

const EditDialogs = lazy(onceMore(() => import("../incident/edits/edit-dialogs.tsx")));

/** Settled as it is asked for: what moves in the list meanwhile is not what somebody had in mind. */
interface Editing {
  kind: EditKind;
  incidents: readonly IncidentSummary[];
}

/** Where the cursor is and what is chosen is not its affair: a key that changes only that draws none of this again. */
export default function QueueScreen() {
  const search = useSearch({ strict: false }) as QueueSearch;
  const navigate = useNavigate();
  const go = useCallback(
    (to: SearchChange) => void navigate({ to: "/", search: to as never, replace: true }),
    [navigate],
  );
  const query = useMemo(() => queryOf(search), [search]);
  const found = useIncidentRows(query);
  const { rows } = found;
  const { facets, total, isWhole } = useFacets(search, query);
  const marks = useMarks();
  const [preview, setPreview] = useState(false);
  const [editing, setEditing] = useState<Editing | null>(null);
  const [narrowing, setNarrowing] = useState(true);
  const openIncident = useCallback(
    ({ number }: IncidentSummary) => void navigate({ to: `/incidents/${number}` as "/" }),
    [navigate],
  );
  const edit = useCallback(
    (kind: EditKind, incidents: readonly IncidentSummary[] = subjectsOf(rows, marks)) => {
      if (incidents.length > 0) setEditing({ kind, incidents });
      return incidents.length > 0;
    },
    [rows, marks],
  );
  const show = useCallback(() => setPreview(true), []);
  const hide = useCallback(() => setPreview(false), []);
  const { data: me } = useMe();
  const mayEdit = may(me, "analyst");
  useQueueKeys({
    marks,
    mayEdit,
    open: () => rows.filter(({ id }) => id === marks.current()).map(openIncident),
    edit,
    togglePreview: () => setPreview(!preview),
    toggleFacets: () => setNarrowing(!narrowing),
    leave: preview ? hide : marks.chooseNone,
  });
  return (
    <Page title={queue.title} aside={<Total count={total} />} actions={<QueueToolbar search={search} onSearch={go} />}>
      <div className="flex min-h-0 flex-1 bg-panel">
        {narrowing && (!isWhole || facets.length > 0) && <QueueFacets {...{ search, facets }} onSearch={go} />}
        <div className="@container flex min-w-0 flex-1 [--row-width:100cqi]">
          <div className="flex min-w-0 flex-1 flex-col">
            <BulkBar marks={marks} onEdit={edit} />
            <QueueRows {...{ found, marks, total, search, mayEdit }} onOpen={show} onSearch={go} />
          </div>
          <PreviewOfCursor
            {...{ rows, marks }}
            shown={preview}
            onClose={hide}
            onOpen={openIncident}
            onEdit={mayEdit ? edit : null}
          />
        </div>
      </div>
      <Suspense fallback={<Coming />}>
        {editing !== null && (
          <EditDialogs
            kind={editing.kind}
            incidents={asNow(editing.incidents, rows)}
            onClose={() => setEditing(null)}
          />
        )}
      </Suspense>
    </Page>
  );
}

interface QueueFacetsProps {
  search: QueueSearch;
  facets: readonly CountedFacet[];
  onSearch(to: SearchChange): void;
}

const QueueFacets = memo(function QueueFacets({ search, facets, onSearch }: QueueFacetsProps) {
  return (
    <div className="w-52 shrink-0 overflow-y-auto border-r border-line max-lg:hidden">
      <Facets
        label={queue.facets}
        facets={facets.map((facet) => ({ ...facet, chosen: chosenOf(search, facet.field) }))}
        onToggle={(field, value) => onSearch((before) => withToggled(before, field as FacetField, value))}
      />
    </div>
  );
});

function Total({ count }: { count: number | undefined }) {
  return <span className="text-xs text-muted tabular-nums">{count === undefined ? "" : queue.total(count)}</span>;
}
