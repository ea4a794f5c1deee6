/** How things look at the terminal: tables, fields, times. Every cell goes through {@link safeLine}. */
import { cut, fitColumns, GAP, widthOf, wrapped } from "./fit.ts";
import { safeLine } from "./safe-text.ts";

export type Cell = string | number | boolean | null | undefined;

export interface TableOptions {
  /** Said when there are no rows: what that means, and what to do next. */
  empty?: string;
  /** Columns that go first where the terminal is too narrow for all. */
  spare?: string[];
}

/** Beside a heading's indent and the terminal's edge. */
const MARGIN = 2;
/** Where a terminal is narrower, its own line breaks do no more harm than ours. */
const NARROWEST = 40;

/** The columns there are to write in; undefined where the reader is a file or a program, which gets every word. */
function room(): number | undefined {
  return process.stdout.isTTY ? Math.max(NARROWEST, process.stdout.columns - MARGIN) : undefined;
}

/**
 * A table with a head. In a terminal that is too narrow for it, its widest text is cut, then the spare columns go, and at last each row is shown
 * as lines; to a file or a pipe it is always whole.
 */
export function table(head: string[], rows: Cell[][], { empty, spare = [] }: TableOptions = {}): string {
  if (rows.length === 0) return empty ?? "Nothing.";
  const titles = head.map((title) => title.toUpperCase());
  const texts = rows.map((row) => row.map(cellText));
  const wide = room();
  const order = spare.map((name) => head.indexOf(name));
  const columns = fitColumns(titles, texts, wide ?? Number.POSITIVE_INFINITY, order);
  if (columns === null) return texts.map((row) => fields(head.map((name, index) => [name, row[index]]))).join("\n\n");
  const gap = " ".repeat(GAP);
  const lines = [titles, ...texts].map((row) =>
    columns
      .map(({ index, width }) => padded(cut(row[index] ?? "", width), width))
      .join(gap)
      .trimEnd(),
  );
  const gone = head.filter((_name, index) => !columns.some((column) => column.index === index));
  if (gone.length > 0) lines.push(`(no room for: ${gone.join(", ")}; a wider terminal or --json shows all)`);
  return lines.join("\n");
}

/** Filters that compare no name: words, conditions and times say themselves how they are read. */
const NO_NAMES = new Set(["text", "filter", "since", "until"]);

/** What an empty list means: nothing that passes the filters, or nothing at all, and then perhaps where it comes from. */
export function emptyText(what: string, filter: object, otherwise = ""): string {
  const given = Object.entries(filter).filter(([, value]) => value !== undefined);
  if (given.length === 0) return `There are no ${what} yet. ${otherwise}`.trim();
  const shown = given.map(([name, value]) => safeLine(value === true ? name : `${name} ${String(value)}`)).join(", ");
  const hints = [
    given.some(([name, value]) => !NO_NAMES.has(name) && typeof value === "string" && /\p{L}/u.test(value))
      ? " Names are compared as they are written, in upper and lower case."
      : "",
    given.some(([name]) => name === "text") ? " Each word has to begin a word of the record." : "",
  ];
  return `No ${what} with ${shown}.${hints.join("")}`;
}

/** Names and values, one a line. */
export function fields(rows: [name: string, value: Cell][]): string {
  const shown = rows.filter(([, value]) => value !== undefined);
  const label = Math.max(...shown.map(([name]) => widthOf(name))) + 1;
  const wide = room();
  return shown
    .flatMap(([name, value]) => {
      const text = cellText(value);
      const lines = wide === undefined ? [text] : wrapped(text, wide - label - GAP);
      return lines.map((line, index) => `${padded(index === 0 ? `${name}:` : "", label + GAP)}${line}`);
    })
    .join("\n");
}

/** Sentences, broken to the terminal's width. */
export function prose(text: string): string {
  const wide = room();
  return text
    .split("\n")
    .flatMap((line) => (wide === undefined ? [line] : wrapped(line, wide)))
    .join("\n");
}

/** A heading and what is under it. */
export function section(title: string, text: string): string {
  return `\n${title}\n${indent(text)}`;
}

export function indent(text: string): string {
  return text
    .split("\n")
    .map((line) => `  ${line}`)
    .join("\n");
}

/** A moment in local time with its zone; a dash when there is none. */
export function time(iso: string | null | undefined): string {
  if (iso === null || iso === undefined) return "-";
  const parts = Object.fromEntries(FORMAT.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]));
  return `${parts.year}-${parts.month}-${parts.day} ${parts.hour}:${parts.minute}:${parts.second} ${parts.timeZoneName}`;
}

const FORMAT = new Intl.DateTimeFormat("en-GB", {
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
  timeZoneName: "short",
});

/** What an entity is marked as, in words. */
export function marksOf(of: { privileged: boolean; serviceAccount: boolean; protected: boolean }): string {
  const marks = [of.privileged && "privileged", of.serviceAccount && "service account", of.protected && "protected"];
  return marks.filter((mark) => mark !== false).join(", ");
}

/** A value as one line of JSON. */
export function compact(value: unknown): string {
  return safeLine(JSON.stringify(value) ?? "");
}

function cellText(value: Cell): string {
  if (value === null || value === undefined || value === "") return "-";
  return safeLine(String(value));
}

function padded(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - widthOf(text)));
}
