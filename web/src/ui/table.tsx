/**
 * A long list of rows, of which only those in sight exist. It is a grid for screen readers; one row at a time has the cursor, which the keys of
 * the screen move. Columns have fixed shares of the width, so nothing moves when rows load.
 */
import { useVirtualizer } from "@tanstack/react-virtual";
import { type CSSProperties, memo, type ReactNode, useCallback, useEffect, useLayoutEffect, useRef } from "react";
import { cx } from "./classes.ts";
import { type Marks, useMark } from "./marks.ts";
import { HEAD_PX, ROW_PX, rowId, useCursorInSight } from "./table-cursor.ts";

export interface Column<T> {
  key: string;
  title: ReactNode;
  /** A track of CSS grid: `6rem`, `minmax(12rem, 1fr)`. */
  width: string;
  /** Drawn again only when the row is another, or is chosen or not any more. */
  cell(row: T, chosen: boolean): ReactNode;
  /** The room it takes to be shown; the screen says how much there is by a `@container` around the table. */
  from?: "narrow" | "medium" | "wide";
  /** Cut off where it does not fit. What always does is spared that: each cut costs the browser something with each frame. */
  cut?: boolean;
}

export interface TableProps<T> {
  label: string;
  columns: readonly Column<T>[];
  /** Undefined: not loaded yet, and as tall as if it were. */
  rows: readonly T[];
  /** How many there are in all, when that is known. */
  total?: number | undefined;
  rowKey(row: T): string;
  /** The row with the cursor, and those that are chosen. */
  marks: Marks;
  /** Rows are chosen; where they are not, the one with the cursor is the selected one. */
  choosable?: boolean;
  onOpen(row: T): void;
  /** The end of what is loaded comes into sight. */
  onEnd?(): void;
}

export function Table<T>(props: TableProps<T>) {
  const { columns, rows, marks, choosable = false } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
    scrollMargin: HEAD_PX,
    scrollPaddingStart: HEAD_PX,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const latest = useRef(props);
  latest.current = props;
  useEffect(() => {
    if (rows.length > 0 && last >= rows.length - 30) latest.current.onEnd?.();
  }, [last, rows.length]);
  useLayoutEffect(() => {
    marks.list(rows.map(latest.current.rowKey));
  }, [marks, rows]);
  useLayoutEffect(() => () => marks.list([]), [marks]);
  useCursorInSight(scroller, marks);
  const press = useCallback(
    (place: number, row: T) => {
      marks.moveTo(place);
      latest.current.onOpen(row);
    },
    [marks],
  );
  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={props.label}
      aria-rowcount={(props.total ?? rows.length) + 1}
      tabIndex={0}
      style={tracksOf(columns)}
      className="min-h-0 flex-1 overflow-x-hidden overflow-y-auto outline-none [contain:strict] focus-visible:shadow-[inset_0_0_0_2px_var(--focus)]"
    >
      <div
        role="row"
        aria-rowindex={1}
        style={{ height: HEAD_PX, width: ROW_WIDTH }}
        className={cx(TRACKS, "sticky top-0 z-10 border-b border-line bg-panel px-4 text-xs font-medium text-muted")}
      >
        {columns.map(({ key, title, from = "narrow" }) => (
          <div key={key} role="columnheader" className={cx("truncate", SHOWN_FROM[from])}>
            {title}
          </div>
        ))}
      </div>
      <div role="rowgroup" style={{ height: virtual.getTotalSize(), width: ROW_WIDTH, position: "relative" }}>
        {items.map(({ index, start }) => {
          const row = rows[index] as T;
          const name = props.rowKey(row);
          const place = { name, place: index, start: start - HEAD_PX };
          return <TableRow<T> key={name} {...{ row, columns, marks, choosable, press }} {...place} />;
        })}
      </div>
    </div>
  );
}

/** As wide as the table, or as the screen says with `--row-width`: where that stays, what opens beside the table lies over its last columns and lays out no row. */
const ROW_WIDTH = "var(--row-width, 100%)";
/** By the style sheet, so that no row is drawn again when there is less room. */
const TRACKS =
  "grid grid-cols-[var(--wide)] items-center gap-2 @max-[58rem]:grid-cols-[var(--medium)] @max-[30rem]:grid-cols-[var(--narrow)]";
const SHOWN_FROM = { narrow: undefined, medium: "@max-[30rem]:hidden", wide: "@max-[58rem]:hidden" } as const;

function tracksOf<T>(columns: readonly Column<T>[]): CSSProperties {
  const without = (...left: string[]) =>
    columns
      .filter(({ from = "narrow" }) => !left.includes(from))
      .map(({ width }) => width)
      .join(" ");
  return { "--wide": without(), "--medium": without("wide"), "--narrow": without("wide", "medium") } as CSSProperties;
}

interface TableRowProps<T> {
  name: string;
  row: T;
  columns: readonly Column<T>[];
  marks: Marks;
  choosable: boolean;
  place: number;
  start: number;
  press(place: number, row: T): void;
}

/** Remembered, and each looks at its own marks: a key that moves the cursor draws two rows again, and of these not their cells. */
const TableRow = memo(function TableRow<T>(props: TableRowProps<T>) {
  const { name, row, columns, marks, choosable, place, start, press } = props;
  const current = useMark(marks, () => marks.cursor() === place);
  const chosen = useMark(marks, () => marks.isChosen(name));
  return (
    <div
      role="row"
      id={rowId(name)}
      aria-rowindex={place + 2}
      aria-selected={choosable ? chosen : current}
      onClick={() => press(place, row)}
      // No transform: the browser would sort a layer a row.
      style={{ height: ROW_PX, top: start }}
      className={cx(
        TRACKS,
        "absolute inset-x-0 isolate cursor-pointer border-b border-line px-4 hover:bg-hover",
        chosen && "bg-chosen",
        current && "shadow-[inset_2px_0_0_var(--accent)]",
        current && !chosen && "bg-hover",
      )}
    >
      <Cells<T> {...{ row, columns, chosen }} />
    </div>
  );
}) as <T>(props: TableRowProps<T>) => ReactNode;

type CellsProps<T> = Pick<TableRowProps<T>, "row" | "columns"> & { chosen: boolean };

const Cells = memo(function Cells<T>({ row, columns, chosen }: CellsProps<T>) {
  return columns.map(({ key, cell, from = "narrow", cut }) => (
    <div key={key} role="gridcell" className={cx("min-w-0", cut ? "truncate" : "whitespace-nowrap", SHOWN_FROM[from])}>
      {cell(row, chosen)}
    </div>
  ));
}) as <T>(props: CellsProps<T>) => ReactNode;
