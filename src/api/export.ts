/** Records as text to hand on: a line each, in pages read one after the other, so that a million takes the memory of a page. */
import type { Paged } from "../store/page.ts";
import type { ExportFormat } from "./contract/query.ts";
import { csvLine } from "./csv.ts";
import { Streamed } from "./streamed.ts";

export type Row = Record<string, unknown> & { id: string };

const TYPES: Readonly<Record<ExportFormat, string>> = {
  ndjson: "application/x-ndjson",
  ocsf: "application/x-ndjson",
  csv: "text/csv; charset=utf-8; header=present",
};

/** Rows of a page: some megabytes where they are whole findings. */
export const EXPORTED_AT_ONCE = 500;
/** A page may take longer than a list's: nobody looks at it while it is made. */
export const EXPORT_MS = 120_000;

export interface Export {
  format: ExportFormat;
  /** Of CSV, in order; the first is the id, by which a reader goes on after a break. */
  columns: readonly string[];
  /** Where to begin: after this record; a CSV that goes on has no head. */
  cursor: string | undefined;
  read(cursor: string | undefined): Promise<Paged<Row>>;
  /** A row as an OCSF event; its `metadata.uid` is the row's id. */
  ocsf(row: Row): unknown;
}

/** The whole export, from its first page on, which is read at once: what is wrong with the question is said before anything is sent. */
export async function exported(of: Export): Promise<Streamed> {
  const first = await of.read(of.cursor);
  return new Streamed(TYPES[of.format], pages(of, first));
}

async function* pages(of: Export, first: Paged<Row>): AsyncGenerator<string> {
  if (of.format === "csv" && of.cursor === undefined) yield csvLine(of.columns);
  for (let page = first; ; page = await of.read(page.next ?? undefined)) {
    if (page.items.length > 0) yield page.items.map((row) => lineOf(of, row)).join("");
    if (page.next === null) return;
  }
}

function lineOf({ format, columns, ocsf }: Export, row: Row): string {
  if (format === "csv") return csvLine(columns.map((name) => row[name]));
  return `${JSON.stringify(format === "ocsf" ? ocsf(row) : row)}\n`;
}
