/** The rows of a table as lines: which column says what to do, and which when, is told by the columns' names. */
import type { Block, Passage, Spot } from "../read/document.ts";
import type { Line, Sentence } from "./outline.ts";

export type TableBlock = Extract<Block, { kind: "table" }>;

/** Makes sentences, each with its number. */
export interface TableReading {
  sentence(text: string, spot: Spot, is: Sentence["is"]): Sentence;
  lines(text: string, spot: Spot): Line[];
}

const DOES =
  /\b(?:actions?|steps?|tasks?|what to do|responses?|procedures?|activit(?:y|ies)|instructions?|do|remedy|containment)\b/i;
const WHEN =
  /^(?:if|when|conditions?|triggers?|scenario|situation|case|criteria|criterion|finding|result|outcome|if .*|when to .*)\b/i;

/** The lines of a table. A row's condition has what is to be done below it; everything else stands beside its line. */
export function tableLines({ head, rows }: TableBlock, reading: TableReading): Line[] {
  const columns = head.map(({ text }) => text);
  const does = columns.findIndex((name) => DOES.test(name) && !WHEN.test(name));
  const when = does === -1 ? -1 : columns.findIndex((name) => WHEN.test(name));
  const heads = head
    .filter(({ text }) => text !== "")
    .map(
      ({ text, spot }): Line => ({
        sentence: reading.sentence(text.replaceAll("\n", " "), spot, "column"),
        below: [],
        beside: [],
      }),
    );
  return [...heads, ...rows.flatMap((row) => rowLines(row, does, when, reading))];
}

function rowLines(row: readonly Passage[], does: number, when: number, reading: TableReading): Line[] {
  const cells = row.map(({ text, spot }) => reading.lines(text, spot));
  const actions = does === -1 ? [] : (cells[does] ?? []);
  const [condition] = when === -1 ? [] : (cells[when] ?? []);
  const others = cells.flatMap((lines, index) =>
    index === does || (index === when && actions.length > 0) ? [] : lines,
  );
  // Without a column that says what to do, a cell that does is a line like any other.
  const [first] = actions;
  if (first === undefined) return others;
  first.beside.push(...others.map(({ sentence }) => sentence));
  if (condition === undefined) return actions;
  const rest = (cells[when] ?? []).slice(1).map(({ sentence }) => sentence);
  return [{ ...condition, isCondition: true, below: actions, beside: rest }];
}
