/**
 * A long list of rows, of which only those in sight exist. It is a grid for screen readers; one row at a time has the cursor, which the keys of
 * the screen move. Columns have fixed shares of the width, so nothing moves when rows load.
 */
import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useRef } from "react";
import { cx } from "./classes.ts";

export interface Column<T> {
  key: string;
  title: ReactNode;
  /** A track of CSS grid: `6rem`, `minmax(12rem, 1fr)`. */
  width: string;
  cell(row: T): ReactNode;
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
  const grid = { gridTemplateColumns: columns.map(({ width }) => width).join(" ") };
  const active = rows[cursor];
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
        style={{ ...grid, height: HEAD_PX }}
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
          return (
            <TableRow key={props.rowKey(row)} {...props} {...{ row, grid }} place={index} start={start - HEAD_PX} />
          );
        })}
      </div>
    </div>
  );
}

const rowId = (key: string) => `row-${key}`;

function TableRow<T>(
  props: TableProps<T> & { row: T; place: number; start: number; grid: { gridTemplateColumns: string } },
) {
  const { row, place, start, grid, columns, cursor } = props;
  const chosen = props.isChosen?.(row) ?? false;
  return (
    <div
      role="row"
      id={rowId(props.rowKey(row))}
      aria-rowindex={place + 2}
      aria-selected={props.isChosen === undefined ? place === cursor : chosen}
      onClick={() => {
        props.onCursor(place);
        props.onOpen(row);
      }}
      style={{ ...grid, height: ROW_PX, transform: `translateY(${start}px)` }}
      className={cx(
        "absolute inset-x-0 top-0 grid cursor-pointer items-center gap-2 border-b border-line px-4 hover:bg-hover",
        chosen && "bg-chosen",
        place === cursor && "shadow-[inset_2px_0_0_var(--accent)]",
        place === cursor && !chosen && "bg-hover",
      )}
    >
      {columns.map(({ key, cell }) => (
        <div key={key} role="gridcell" className="min-w-0 truncate">
          {cell(row)}
        </div>
      ))}
    </div>
  );
}
