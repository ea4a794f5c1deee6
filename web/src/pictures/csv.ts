/** A picture's figures as a table. */
export type Cell = string | number | null;

export interface PictureTable {
  columns: readonly string[];
  rows: readonly (readonly Cell[])[];
  /** Columns that hold shares of one: people read them in percent, programs as they are. */
  shares?: readonly string[];
}

/** A figure as people read it. */
export function cellText(cell: Cell, share: boolean): string {
  if (cell === null) return "–";
  return share && typeof cell === "number" ? `${Math.round(cell * 1000) / 10} %` : String(cell);
}

/** As CSV (RFC 4180). Text that a spreadsheet would take for a formula gets an apostrophe before it: it may be an attacker's. */
export function csvOf({ columns, rows }: PictureTable): string {
  return [columns, ...rows].map((row) => `${row.map(fieldOf).join(",")}\r\n`).join("");
}

function fieldOf(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
