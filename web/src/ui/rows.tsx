/** A short list as a table that reads as one, and on a phone as one card a row; for long ones there is {@link Table}. */
import type { ReactNode } from "react";
import { cx } from "./classes.ts";

export interface RowsColumn<T> {
  key: string;
  title: string;
  cell(row: T): ReactNode;
  /** Numbers and buttons stand at the right. */
  right?: boolean;
}

interface RowsProps<T> {
  label: string;
  columns: readonly RowsColumn<T>[];
  rows: readonly T[];
  rowKey(row: T): string;
}

export function Rows<T>({ label, columns, rows, rowKey }: RowsProps<T>) {
  return (
    <div className="overflow-x-auto" tabIndex={0} role="group" aria-label={label}>
      <table className="w-full border-collapse text-sm max-md:grid">
        <thead className="max-md:sr-only">
          <tr className="border-b border-line text-left text-xs text-muted">
            {columns.map(({ key, title, right }) => (
              <th key={key} scope="col" className={cx("py-1.5 pr-4 font-medium last:pr-0", right && "text-right")}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="max-md:grid">
          {rows.map((row) => (
            <tr key={rowKey(row)} className="border-b border-line last:border-b-0 max-md:grid max-md:py-1.5">
              {columns.map(({ key, title, cell, right }) => (
                <td
                  key={key}
                  data-title={title}
                  className={cx(
                    "py-1.5 pr-4 align-middle last:pr-0 max-md:flex max-md:items-center max-md:justify-between max-md:gap-4 max-md:py-0.5 max-md:pr-0 max-md:before:shrink-0 max-md:before:text-xs max-md:before:text-muted max-md:before:content-[attr(data-title)]",
                    right && "text-right tabular-nums whitespace-nowrap",
                  )}
                >
                  {/* One box, so that what stands in a cell stays together beside its title. */}
                  <div className="max-md:min-w-0 max-md:text-right">{cell(row)}</div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
