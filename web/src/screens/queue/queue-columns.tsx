/** What the queue shows of an incident. */
import type { IncidentSummary } from "../../../../src/api/contract/incident.ts";
import { Defanged } from "../../ui/defanged.tsx";
import { type Marks, useMark } from "../../ui/marks.ts";
import { DispositionBadge, SeverityBadge, StatusBadge } from "../../ui/scale-badges.tsx";
import type { Column } from "../../ui/table.tsx";
import { RowTime } from "../../ui/time.tsx";
import { queue } from "../../words/queue.ts";
import { ui } from "../../words/ui.ts";
import { Due } from "./due.tsx";

const BOX = "size-3.5 align-middle accent-accent";

const { columns } = queue;

export function queueColumns(marks: Marks, choosable: boolean): Column<IncidentSummary>[] {
  return [...(choosable ? [choosing(marks)] : []), ...WHAT_IT_IS, ...HOW_IT_STANDS];
}

function choosing(marks: Marks): Column<IncidentSummary> {
  return {
    key: "choose",
    title: <ChooseAll marks={marks} />,
    width: "1rem",
    cell: (row, chosen) => (
      <input
        type="checkbox"
        tabIndex={-1}
        aria-label={ui.selectRow(String(row.number))}
        checked={chosen}
        onClick={(event) => event.stopPropagation()}
        onChange={() => marks.choose(row.id)}
        className={BOX}
      />
    ),
  };
}

const WHAT_IT_IS: readonly Column<IncidentSummary>[] = [
  {
    key: "number",
    from: "medium",
    title: columns.number,
    width: "2.75rem",
    cell: ({ number }) => <span className="text-muted tabular-nums">{number}</span>,
  },
  {
    key: "severity",
    title: columns.severity,
    width: "6.25rem",
    cell: ({ severity }) => <SeverityBadge value={severity} />,
  },
  {
    key: "title",
    title: columns.title,
    width: "minmax(10rem, 5fr)",
    cell: ({ title, alertCount }) => (
      <span className="flex items-center gap-1.5">
        <span className="truncate font-medium">
          <Defanged text={title} />
        </span>
        {alertCount > 1 && <span className="shrink-0 text-xs text-muted tabular-nums">×{alertCount}</span>}
      </span>
    ),
  },
  {
    key: "status",
    from: "medium",
    title: columns.status,
    width: "6.25rem",
    cell: ({ status }) => <StatusBadge value={status} />,
  },
  {
    key: "entity",
    cut: true,
    title: columns.entity,
    width: "minmax(5rem, 1fr)",
    from: "wide",
    cell: ({ entityName, entityKey }) => (
      <span className="text-muted">
        <Defanged text={entityName || entityKey} />
      </span>
    ),
  },
];

const HOW_IT_STANDS: readonly Column<IncidentSummary>[] = [
  {
    key: "disposition",
    title: columns.disposition,
    width: "8rem",
    from: "wide",
    cell: ({ disposition, initialDisposition }) => (
      <DispositionBadge value={disposition === "unknown" ? initialDisposition : disposition} />
    ),
  },
  {
    key: "owner",
    cut: true,
    title: columns.owner,
    width: "5.5rem",
    from: "wide",
    cell: ({ owner, queue: group }) => (
      <span className="text-muted">{owner ?? (group === null ? "" : `→ ${group}`)}</span>
    ),
  },
  {
    key: "due",
    title: columns.due,
    width: "4.5rem",
    from: "wide",
    cell: (row) => <Due incident={row} />,
  },
  {
    key: "opened",
    title: columns.opened,
    width: "4.25rem",
    from: "wide",
    cell: ({ openedAt }) => (
      <span className="text-muted">
        <RowTime at={openedAt} />
      </span>
    ),
  },
];

function ChooseAll({ marks }: { marks: Marks }) {
  const all = useMark(marks, marks.allChosen);
  return <input type="checkbox" aria-label={ui.selectAll} checked={all} onChange={marks.chooseAll} className={BOX} />;
}
