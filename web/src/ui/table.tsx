/**
 * A long list of rows, of which only those in sight exist. It is a grid for screen readers; one row at a time has the cursor, which the keys of
 * the screen move. Columns have fixed shares of the width, so nothing moves when rows load.
 */
import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, type ReactNode, useCallback, useEffect, useRef } from "react";
import { cx } from "./classes.ts";

export interface Column<T> {
  key: string;
  title: ReactNode;
  /** A track of CSS grid: `6rem`, `minmax(12rem, 1fr)`. */
  width: string;
  /** Drawn again only when the row is another, or is chosen or not any more. */
  cell(row: T, chosen: boolean): ReactNode;
  /** The screen leaves it out where the table is narrow. */
  wideOnly?: boolean;
}

export interface TableProps<T> {
  label: string;
  columns: readonly Column<T>[];
  /** Undefined: not loaded yet, and as tall as if it were. */
  rows: readonly T[];
  /** How many there are in all, when that is known. */
  total?: number | undefined;
  rowKey(row: T): string;
  /** The row with the cursor, by its place. */
  cursor: number;
  onCursor(place: number): void;
  onOpen(row: T): void;
  isChosen?(row: T): boolean;
  /** The end of what is loaded comes into sight. */
  onEnd?(): void;
}

const ROW_PX = 36;
const HEAD_PX = 32;

export function Table<T>(props: TableProps<T>) {
  const { columns, rows, cursor } = props;
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
  const { onEnd } = props;
  useEffect(() => {
    if (rows.length > 0 && last >= rows.length - 30) onEnd?.();
  }, [last, rows.length, onEnd]);
  useEffect(() => {
    if (cursor >= 0 && cursor < rows.length) virtual.scrollToIndex(cursor, { align: "auto" });
  }, [cursor, rows.length, virtual]);
  const tracks = columns.map(({ width }) => width).join(" ");
  const active = rows[cursor];
  const latest = useRef(props);
  latest.current = props;
  const press = useCallback((place: number, row: T) => {
    latest.current.onCursor(place);
    latest.current.onOpen(row);
  }, []);
  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={props.label}
      aria-rowcount={(props.total ?? rows.length) + 1}
      aria-activedescendant={active === undefined ? undefined : rowId(props.rowKey(active))}
      tabIndex={0}
      className="min-h-0 flex-1 overflow-y-auto outline-none [contain:strict] focus-visible:shadow-[inset_0_0_0_2px_var(--focus)]"
    >
      <div
        role="row"
        aria-rowindex={1}
        style={{ gridTemplateColumns: tracks, height: HEAD_PX }}
        className="sticky top-0 z-10 grid items-center gap-2 border-b border-line bg-panel px-4 text-xs font-medium text-muted"
      >
        {columns.map(({ key, title }) => (
          <div key={key} role="columnheader" className="truncate">
            {title}
          </div>
        ))}
      </div>
      <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: "relative" }}>
        {items.map(({ index, start }) => {
          const row = rows[index] as T;
          const key = props.rowKey(row);
          const chosen = props.isChosen?.(row) ?? false;
          const current = index === cursor;
          return (
            <TableRow<T>
              key={key}
              id={rowId(key)}
              {...{ row, columns, tracks, chosen, current, press }}
              selected={props.isChosen === undefined ? current : chosen}
              place={index}
              start={start - HEAD_PX}
            />
          );
        })}
      </div>
    </div>
  );
}

const rowId = (key: string) => `row-${key}`;

interface TableRowProps<T> {
  id: string;
  row: T;
  columns: readonly Column<T>[];
  tracks: string;
  place: number;
  start: number;
  current: boolean;
  chosen: boolean;
  selected: boolean;
  press(place: number, row: T): void;
}

/** Remembered: a key that moves the cursor draws two rows again, not all that are in sight. */
const TableRow = memo(function TableRow<T>(props: TableRowProps<T>) {
  const { id, row, columns, tracks, place, start, current, chosen, selected, press } = props;
  return (
    <div
      role="row"
      id={id}
      aria-rowindex={place + 2}
      aria-selected={selected}
      onClick={() => press(place, row)}
      style={{ gridTemplateColumns: tracks, height: ROW_PX, transform: `translateY(${start}px)` }}
      className={cx(
        "absolute inset-x-0 top-0 grid cursor-pointer items-center gap-2 border-b border-line px-4 hover:bg-hover",
        chosen && "bg-chosen",
        current && "shadow-[inset_2px_0_0_var(--accent)]",
        current && !chosen && "bg-hover",
      )}
    >
      {columns.map(({ key, cell }) => (
        <div key={key} role="gridcell" className="min-w-0 truncate">
          {cell(row, chosen)}
        </div>
      ))}
    </div>
  );
}) as <T>(props: TableRowProps<T>) => ReactNode;
