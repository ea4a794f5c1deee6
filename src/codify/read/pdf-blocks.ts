/** Lines of a PDF as headings, paragraphs and lists: by how large they are, where they begin, and what they begin with. */
import { type Block, type ListItem, MAX_NESTING } from "./document.ts";
import type { PdfLine } from "./pdf-lines.ts";

const MARK = /^(?:[•◦▪▫●○■□☐☑✓‣⁃·*–-]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+(?=\S)/u;
const BOX = /^[□☐☑✓]/u;
/** Larger than what most is written in by this much is a heading. */
const LARGER = 1.12;

/** The blocks of all lines, in their order. */
export function blocksOfLines(lines: readonly PdfLine[]): Block[] {
  const body = bodySize(lines);
  const sizes = [...new Set(lines.map(({ size }) => size).filter((size) => size > body * LARGER))].sort(
    (a, b) => b - a,
  );
  const cursor = { at: 0 };
  const blocks: Block[] = [];
  while (cursor.at < lines.length) {
    const line = lines[cursor.at] as PdfLine;
    if (line.size > body * LARGER) blocks.push(headingAt(lines, cursor, sizes.indexOf(line.size) + 1));
    else if (MARK.test(line.text)) blocks.push({ kind: "list", items: itemsAt(lines, cursor, body, 0) });
    else blocks.push({ kind: "paragraph", ...passageAt(lines, cursor, body) });
  }
  return blocks;
}

/** What most letters are written in. */
function bodySize(lines: readonly PdfLine[]): number {
  const letters = new Map<number, number>();
  for (const { size, text } of lines) letters.set(size, (letters.get(size) ?? 0) + text.length);
  return [...letters].sort(([, a], [, b]) => b - a)[0]?.[0] ?? 1;
}

/** Lines of one size that follow at once are one heading. */
function headingAt(lines: readonly PdfLine[], cursor: { at: number }, level: number): Block {
  const first = lines[cursor.at] as PdfLine;
  let text = first.text;
  cursor.at += 1;
  for (let last = first; ; cursor.at += 1) {
    const next = lines[cursor.at];
    if (next === undefined || next.size !== first.size || next.page !== last.page || last.y - next.y > first.size * 1.8)
      return { kind: "heading", level: Math.min(level, 6), text, spot: { unit: "page", number: first.page } };
    text += ` ${next.text}`;
    last = next;
  }
}

/** Items as deep as the first one; those further right belong to the one above. */
function itemsAt(lines: readonly PdfLine[], cursor: { at: number }, body: number, depth: number): ListItem[] {
  const edge = (lines[cursor.at] as PdfLine).x;
  const items: ListItem[] = [];
  for (let line = lines[cursor.at]; line !== undefined && MARK.test(line.text); line = lines[cursor.at]) {
    if (line.size > body * LARGER || line.x < edge - body * 0.5) break;
    const last = items.at(-1);
    if (last !== undefined && line.x > edge + body * 0.5 && depth < MAX_NESTING)
      last.blocks.push({ kind: "list", items: itemsAt(lines, cursor, body, depth + 1) });
    else {
      const { text, spot } = passageAt(lines, cursor, body);
      items.push({
        checkbox: BOX.test(text),
        blocks: [{ kind: "paragraph", text: text.replace(MARK, ""), spot }],
      });
    }
  }
  return items;
}

/** A paragraph goes on as long as lines follow closely that begin no item; also over the end of a page in the middle of a sentence. */
function passageAt(lines: readonly PdfLine[], cursor: { at: number }, body: number) {
  const first = lines[cursor.at] as PdfLine;
  let text = first.text;
  cursor.at += 1;
  for (let last = first; ; cursor.at += 1) {
    const next = lines[cursor.at];
    const spot = { unit: "page" as const, number: first.page };
    if (next === undefined || next.size > body * LARGER || MARK.test(next.text)) return { text, spot };
    const follows = next.page === last.page ? last.y - next.y <= body * 1.7 : !/[.!?:]$/.test(last.text);
    if (!follows || next.x < first.x - body * 4) return { text, spot };
    text = /\p{L}-$/u.test(text) ? text.slice(0, -1) + next.text : `${text} ${next.text}`;
    last = next;
  }
}
