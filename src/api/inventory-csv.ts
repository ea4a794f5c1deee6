/** An inventory as CSV (RFC 4180), as spreadsheets and asset systems write it: one entity a row, named by its header. Pure. */

import { InputError } from "../errors.ts";
import { nearMiss } from "./check-input.ts";
import type { InventoryView } from "./contract/inventory.ts";

/** In the order of an export. */
export const INVENTORY_COLUMNS = [
  "type",
  "key",
  "name",
  "aliases",
  "criticality",
  "privileged",
  "serviceAccount",
  "protected",
  "owner",
  "department",
  "tags",
];
/** By their names without case, spaces, dashes and underscores. */
const COLUMNS = new Map(INVENTORY_COLUMNS.map((name) => [name.toLowerCase(), name]));
const LISTS = new Set(["aliases", "tags"]);
const FLAGS = new Set(["privileged", "serviceAccount", "protected"]);
const OWN = new Set(["type", "key", "name", "aliases"]);

export interface Cell {
  text: string;
  line: number;
  column: number;
}

/**
 * The rows as entries of an inventory. Cells are separated by commas, or by semicolons where the header has those; several aliases or tags by `|` or, between commas, `;`.
 * Empty cells say nothing. @throws InputError `api.bad-csv` with file, line and column.
 */
export function entriesOfCsv(text: string, file: string): Record<string, unknown>[] {
  return readRows(text, file).map(({ entry }) => entry());
}

/** Each row with its line, to be read one by one: so that one wrong row does not hide the next. @throws InputError `api.bad-csv` where header or quotes are wrong */
export function readRows(text: string, file: string): { line: number; entry(): Record<string, unknown> }[] {
  const body = text.replace(/^\ufeff/, "");
  const first = body.slice(0, Math.max(0, body.search(/\r?\n|$/)));
  const delimiter = !first.includes(",") && first.includes(";") ? ";" : ",";
  const [header, ...rows] = readCells(body, delimiter, file).filter((row) =>
    row.some(({ text: cell }) => cell.trim() !== ""),
  );
  if (header === undefined || rows.length === 0) throw fault(file, 1, 1, "expected a header and at least one row");
  const names = header.map((cell) => columnOf(cell, file));
  for (const needed of ["type", "key"])
    if (!names.includes(needed))
      throw fault(file, header[0]!.line, 1, `the header has no column "${needed}"; it needs type and key`);
  return rows.map((row) => ({ line: row[0]!.line, entry: () => entryOf(row, names, delimiter, file) }));
}

function columnOf(cell: Cell, file: string): string {
  const name = COLUMNS.get(cell.text.toLowerCase().replace(/[\s_-]/g, ""));
  if (name !== undefined) return name;
  throw fault(
    file,
    cell.line,
    cell.column,
    `there is no column "${cell.text.slice(0, 60)}"${nearMiss(cell.text, INVENTORY_COLUMNS)}; the columns are ${INVENTORY_COLUMNS.join(", ")}`,
  );
}

function entryOf(row: Cell[], names: string[], delimiter: string, file: string): Record<string, unknown> {
  const extra = row[names.length];
  if (extra !== undefined)
    throw fault(file, extra.line, extra.column, `the row has more cells than the header's ${names.length}`);
  const entry: Record<string, unknown> = {};
  const attributes: Record<string, unknown> = {};
  row.forEach((cell, index) => {
    const name = names[index] as string;
    const text = cell.text.trim();
    if (text !== "") (OWN.has(name) ? entry : attributes)[name] = cellValue(name, { ...cell, text }, delimiter, file);
  });
  const place = row[0] as Cell;
  if (entry.type === undefined || entry.key === undefined)
    throw fault(file, place.line, 1, "the row has no type or no key");
  return { ...entry, attributes };
}

function cellValue(name: string, { text, line, column }: Cell, delimiter: string, file: string): unknown {
  if (LISTS.has(name))
    return text
      .split(delimiter === "," ? /[|;]/ : /\|/)
      .map((one) => one.trim())
      .filter((one) => one !== "");
  if (name === "type" || name === "criticality") return text.toLowerCase();
  if (!FLAGS.has(name)) return text;
  if (/^(?:true|yes|y|1|x)$/i.test(text)) return true;
  if (/^(?:false|no|n|0)$/i.test(text)) return false;
  throw fault(file, line, column, `"${text.slice(0, 40)}" in ${name}: expected yes or no`);
}

/** Entries as a table that {@link entriesOfCsv} reads back; several aliases or tags are separated by `|`. */
export function csvOf(
  entries: readonly Pick<InventoryView, "type" | "key" | "name" | "aliases" | "attributes">[],
): string {
  const rows = entries.map(({ attributes, ...own }) => {
    const values: Record<string, unknown> = { ...own, ...attributes };
    return INVENTORY_COLUMNS.map((name) => quoted(values[name]));
  });
  return [INVENTORY_COLUMNS, ...rows].map((row) => `${row.join(",")}\r\n`).join("");
}

function quoted(value: unknown): string {
  const text = Array.isArray(value) ? value.join("|") : String(value);
  return /[",;\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The cells of every row, each with where it begins. A quote inside of quotes is written twice. */
export function readCells(text: string, delimiter: string, file: string): Cell[][] {
  const rows: Cell[][] = [[]];
  let at = 0;
  let line = 1;
  let lineStart = 0;
  while (at <= text.length) {
    const start = { line, column: at - lineStart + 1 };
    let value = "";
    if (text[at] === '"') {
      for (at += 1; ; at += 1) {
        if (at >= text.length)
          throw fault(file, start.line, start.column, "the quote that begins here is never closed");
        if (text[at] === '"' && text[at + 1] === '"') at += 1;
        else if (text[at] === '"') break;
        if (text[at] === "\n") {
          line += 1;
          lineStart = at + 1;
        }
        value += text[at];
      }
      at += 1;
      if (at < text.length && text[at] !== delimiter && text[at] !== "\n" && text[at] !== "\r")
        throw fault(
          file,
          line,
          at - lineStart + 1,
          "expected the next cell or the end of the row after the closing quote",
        );
    } else {
      const from = at;
      while (at < text.length && text[at] !== delimiter && text[at] !== "\n" && text[at] !== "\r") at += 1;
      value = text.slice(from, at);
    }
    rows.at(-1)?.push({ text: value, ...start });
    if (text[at] === delimiter) {
      at += 1;
      continue;
    }
    if (at >= text.length) break;
    at += text[at] === "\r" && text[at + 1] === "\n" ? 2 : 1;
    line += 1;
    lineStart = at;
    rows.push([]);
  }
  return rows;
}

function fault(file: string, line: number, column: number, what: string): InputError {
  return new InputError("api.bad-csv", `${file}:${line}:${column}: ${what}`, { details: { line, column } });
}
