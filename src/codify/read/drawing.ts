/** Trees drawn with lines (`├── YES └── …`), as people put decisions into a fence. */
import { type Block, cleanText, type ListItem, MAX_NESTING, type Spot } from "./document.ts";

const LINES = /[├└│─┌┐┘┤┬┴┼]/;
/** Lines, arrows and blanks before a line's first word. */
const BEFORE = /^[\s├└│─┌┐┘┤┬┴┼►▶▼→>|+`-]*/;
const BRANCH = /[├└]/;

/** Whether a text draws a tree: some of its lines begin with a branch of one. */
export function isDrawn(text: string): boolean {
  return text.split("\n").filter((line) => BRANCH.test(line.slice(0, 200))).length >= 2;
}

interface Drawn {
  column: number;
  text: string;
  spot: Spot;
}

/** The tree as a list in lists: what begins further right belongs to what is above it. A line without a branch goes on with the one before. */
export function listOfDrawing(text: string, { unit, number }: Spot): Block[] {
  const drawn: Drawn[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    const column = BEFORE.exec(line)?.[0].length ?? 0;
    const words = cleanText(line.slice(column).replaceAll(new RegExp(LINES, "g"), " "));
    if (words === "") continue;
    const last = drawn.at(-1);
    if (last !== undefined && !BRANCH.test(line.slice(0, column)) && column > last.column - 4 && column > 0)
      last.text = `${last.text} ${words}`;
    else drawn.push({ column, text: words, spot: { unit, number: number + index } });
  }
  return blocksFrom(drawn, { at: 0 }, -1, 0);
}

function blocksFrom(drawn: readonly Drawn[], cursor: { at: number }, column: number, depth: number): Block[] {
  const items: ListItem[] = [];
  for (let next = drawn[cursor.at]; next !== undefined && next.column > column; next = drawn[cursor.at]) {
    cursor.at += 1;
    const own: Block = { kind: "paragraph", text: next.text, spot: next.spot };
    const below = depth < MAX_NESTING ? blocksFrom(drawn, cursor, next.column, depth + 1) : [];
    items.push({ checkbox: false, blocks: [own, ...below] });
  }
  return items.length === 0 ? [] : [{ kind: "list", items }];
}
