/** The rows of the queue, or why there are none. */
import { Inbox } from "lucide-react";
import { memo, type ReactNode, useDeferredValue, useMemo } from "react";
import { ApiError } from "../../api/problem.ts";
import { Button } from "../../ui/button.tsx";
import type { Marks } from "../../ui/marks.ts";
import { EmptyState, ErrorState, Loading } from "../../ui/states.tsx";
import { Table } from "../../ui/table.tsx";
import { queue } from "../../words/queue.ts";
import type { IncidentRows } from "./incident-rows.ts";
import { queueColumns } from "./queue-columns.tsx";
import { isNarrowed, type QueueSearch, type SearchChange } from "./queue-search.ts";

interface QueueRowsProps {
  found: IncidentRows;
  marks: Marks;
  total: number | undefined;
  search: QueueSearch;
  /** Rows are chosen to do something with them. */
  mayEdit: boolean;
  /** The row that was pressed has the cursor. */
  onOpen(): void;
  onSearch(to: SearchChange): void;
}

export const QueueRows = memo(function QueueRows(props: QueueRowsProps) {
  const { marks, total, search, mayEdit, onOpen, onSearch } = props;
  const { isPending, error, refetch, more, rows: now } = props.found;
  const columns = useMemo(() => queueColumns(marks, mayEdit), [marks, mayEdit]);
  // Fifty rows that change at once are drawn between frames, not instead of them.
  const rows = useDeferredValue(now);
  const none = now.length === 0;
  const clear = <Button onClick={() => onSearch(() => ({}))}>{queue.clearFilters}</Button>;
  // What cannot be asked so is as wrong the next time.
  if (error instanceof ApiError && error.status === 400) return <ErrorState error={error} action={clear} />;
  if (error !== null && none) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (isPending) return <Loading what={queue.rows} lines={16} />;
  if (none) return <NothingThere narrowed={isNarrowed(search)} clear={clear} />;
  return (
    <Table
      label={queue.table}
      {...{ columns, rows, total, marks, onOpen }}
      choosable={mayEdit}
      rowKey={({ id }) => id}
      onEnd={() => void more?.()}
    />
  );
});

function NothingThere({ narrowed, clear }: { narrowed: boolean; clear: ReactNode }) {
  const icon = <Inbox className="size-8" aria-hidden />;
  if (!narrowed)
    return (
      <EmptyState icon={icon} title={queue.empty}>
        {queue.emptyHint}
      </EmptyState>
    );
  return (
    <EmptyState icon={icon} title={queue.emptyFiltered} action={clear}>
      {queue.emptyFilteredHint}
    </EmptyState>
  );
}
