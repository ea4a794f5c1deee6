/** Pieces of text on pages, as lines: a PDF knows where letters stand, and nothing of lines. */
import { cleanText } from "./document.ts";

/** A run of letters; places count from the lower left. */
export interface PdfPiece {
  str: string;
  x: number;
  y: number;
  width: number;
  fontSize: number;
}

export interface PdfLine {
  text: string;
  /** Where it begins, from the left. */
  x: number;
  y: number;
  size: number;
  page: number;
}

/** A line that stands on so many pages is their head or foot. */
const REPEATED = 3;

/** The lines of all pages from the top, without what repeats from page to page. */
export function linesOf(pages: readonly (readonly PdfPiece[])[]): PdfLine[] {
  const lines = pages.flatMap((pieces, index) => linesOfPage(pieces, index + 1));
  const pagesOf = new Map<string, Set<number>>();
  for (const line of lines) pagesOf.set(sameOf(line), (pagesOf.get(sameOf(line)) ?? new Set()).add(line.page));
  const atEdge = (line: PdfLine) => isEdge(line, lines);
  return lines.filter((line) => (pagesOf.get(sameOf(line))?.size ?? 0) < REPEATED || !atEdge(line));
}

/** Page numbers aside. */
function sameOf({ text }: PdfLine): string {
  return text.replaceAll(/\d+/g, "#");
}

/** One of the two highest or the two lowest of its page. */
function isEdge(line: PdfLine, lines: readonly PdfLine[]): boolean {
  const page = lines.filter((other) => other.page === line.page);
  return page.indexOf(line) < 2 || page.indexOf(line) >= page.length - 2;
}

function linesOfPage(pieces: readonly PdfPiece[], page: number): PdfLine[] {
  const rows: PdfPiece[][] = [];
  for (const piece of pieces) {
    if (piece.str.trim() === "") continue;
    const row = rows.at(-1);
    const last = row?.at(-1);
    const tolerance = Math.max(piece.fontSize, last?.fontSize ?? 0) * 0.4;
    if (row !== undefined && last !== undefined && Math.abs(last.y - piece.y) <= tolerance) row.push(piece);
    else rows.push([piece]);
  }
  return rows
    .map((row) =>
      lineOf(
        [...row].sort((a, b) => a.x - b.x),
        page,
      ),
    )
    .filter(({ text }) => text !== "")
    .sort((a, b) => b.y - a.y || a.x - b.x);
}

/** Pieces with room between them are words of their own. */
function lineOf(row: readonly PdfPiece[], page: number): PdfLine {
  let text = "";
  let end = Number.NEGATIVE_INFINITY;
  for (const { str, x, width, fontSize } of row) {
    if (text !== "" && x - end > fontSize * 0.15) text += " ";
    text += str;
    end = x + width;
  }
  const largest = Math.max(...row.map(({ fontSize }) => fontSize));
  return { text: cleanText(text), x: row[0]?.x ?? 0, y: row[0]?.y ?? 0, size: Math.round(largest * 2) / 2, page };
}
