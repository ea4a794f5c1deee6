/** How things look at the terminal: tables, fields, times. Every cell goes through {@link safeLine}. */
import Table from "cli-table3";
import { safeLine } from "./safe-text.ts";

export type Cell = string | number | boolean | null | undefined;

const PLAIN = { head: [], border: [], compact: true };
const LINES = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: "  ",
};

/** A table with a head; "Nothing." when there are no rows. */
export function table(head: string[], rows: Cell[][]): string {
  if (rows.length === 0) return "Nothing.";
  const made = new Table({ head: head.map((title) => title.toUpperCase()), style: PLAIN, chars: LINES });
  made.push(...rows.map((row) => row.map(cellText)));
  return trimmed(made.toString());
}

/** Names and values, one a line. */
export function fields(rows: [name: string, value: Cell][]): string {
  const made = new Table({ style: PLAIN, chars: LINES });
  made.push(...rows.filter(([, value]) => value !== undefined).map(([name, value]) => [`${name}:`, cellText(value)]));
  return trimmed(made.toString());
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

/** A value as one line of JSON. */
export function compact(value: unknown): string {
  return safeLine(JSON.stringify(value) ?? "");
}

function cellText(value: Cell): string {
  if (value === null || value === undefined || value === "") return "-";
  return safeLine(String(value));
}

function trimmed(text: string): string {
  return text
    .split("\n")
    .map((line) => line.trimEnd().replace(/^ /, ""))
    .join("\n");
}
