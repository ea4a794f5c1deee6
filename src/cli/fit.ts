/** How wide a text is at the terminal, and how a table gets into the room there is. */

/** Between two columns. */
export const GAP = 2;
/** What a column of text keeps at least; below it a word can no longer be guessed. */
const FLOOR = 12;
/** Shown in full or not at all: an id and a moment that are cut name nothing. */
const RIGID = /^(?:[0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-\d\d-\d\d .*)$/;
const WIDE =
  /\p{Extended_Pictographic}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/u;

/** The columns of the terminal a text takes. */
export function widthOf(text: string): number {
  let width = 0;
  for (const char of text) width += /\p{M}/u.test(char) ? 0 : WIDE.test(char) ? 2 : 1;
  return width;
}

/** A column that is shown: which one, and how wide. */
export interface Column {
  index: number;
  width: number;
}

/**
 * Widths for a table's columns within `room`: the widest give way first, then the `spare` columns go, in their order. Null when even that is
 * too wide, and the rows are better shown one below the other.
 */
export function fitColumns(head: string[], rows: string[][], room: number, spare: number[]): Column[] | null {
  const natural = head.map((title, index) => Math.max(widthOf(title), ...rows.map((row) => widthOf(row[index] ?? ""))));
  // The first column is the one to name a row by in the next command.
  const floors = natural.map((width, index) =>
    index === 0 || rows.some((row) => RIGID.test(row[index] ?? "")) ? width : Math.min(width, FLOOR),
  );
  for (let gone = 0; gone <= spare.length; gone += 1) {
    const left = head.map((_title, index) => index).filter((index) => !spare.slice(0, gone).includes(index));
    const gaps = GAP * (left.length - 1);
    if (left.reduce((sum, index) => sum + floors[index]!, gaps) > room) continue;
    return shrunk(left, natural, floors, room - gaps);
  }
  return null;
}

function shrunk(left: number[], natural: number[], floors: number[], room: number): Column[] {
  const columns = left.map((index) => ({ index, width: natural[index]! }));
  let over = columns.reduce((sum, { width }) => sum + width, 0) - room;
  for (; over > 0; over -= 1) {
    const able = columns.filter(({ index, width }) => width > floors[index]!);
    const widest = able.reduce((most, one) => (one.width > most.width ? one : most));
    widest.width -= 1;
  }
  return columns;
}

/** A text within a width: as it is, or its beginning and an ellipsis. */
export function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let kept = "";
  let used = 1;
  for (const char of text) {
    used += widthOf(char);
    if (used > width) break;
    kept += char;
  }
  return `${kept}…`;
}

/** A text in lines of at most `width`, broken at blanks where there are some. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let rest = text;
  while (widthOf(rest) > width) {
    const piece = cut(rest, width + 1).slice(0, -1);
    const blank = rest[piece.length] === " " ? piece.length : piece.lastIndexOf(" ");
    const end = blank > width / 2 ? blank : piece.length;
    lines.push(rest.slice(0, end));
    rest = rest.slice(end).trimStart();
  }
  return [...lines, rest];
}
