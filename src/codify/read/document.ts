/** A runbook as a tree, whatever file it came from. A line break in a text parts sentences; blanks are single. */

/** Where something stands, as a person would look for it there. */
export interface Spot {
  unit: "line" | "page" | "paragraph";
  /** From 1. */
  number: number;
}

export interface Passage {
  text: string;
  spot: Spot;
}

export interface ListItem {
  /** Something to tick. */
  checkbox: boolean;
  blocks: Block[];
}

export type Block =
  | ({ kind: "heading"; level: number } & Passage)
  | ({ kind: "paragraph" } & Passage)
  /** A program, a query, a command: what is between its lines is nobody's sentence. */
  | ({ kind: "code" } & Passage)
  | { kind: "list"; items: ListItem[] }
  | { kind: "table"; head: Passage[]; rows: Passage[][] };

export interface RunbookDocument {
  blocks: Block[];
}

/** `line 12`. */
export function spotText({ unit, number }: Spot): string {
  return `${unit} ${number}`;
}

/** Nobody indents further on purpose; what does is flattened. */
export const MAX_NESTING = 20;

/** What cannot be seen or would turn a line around says nothing; blanks become one. Line breaks stay where they are told to. */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\S\n]+/g, " ")
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/gu, (char) => (char === "\n" ? "\n" : ""))
    .replaceAll(/ *\n */g, "\n")
    .replaceAll(/\n+/g, "\n")
    .trim();
}
