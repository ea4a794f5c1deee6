/** `7d` in a filter, which CEL has no literal for: read as `duration("168h")`, with the way back to the places in the text as it was written. */

/** In the order they are looked for: texts and comments, which are left alone, then names and numbers, then a span. */
const TOKENS =
  /r?("""|'''|"|')(?:\\[\s\S]|(?!\1)[\s\S])*\1|\/\/[^\n]*|[A-Za-z_]\w*|\d+\.\w*|(?<span>\d{1,5}[smhd])\b|\d\w*/g;

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

export interface Spelled {
  text: string;
  /** The place in what was written that a place in `text` stands for. */
  back(offset: number): number;
}

/** The text with every span spelled out. */
export function spellSpans(written: string): Spelled {
  const shifts: { from: number; to: number; length: number; written: number }[] = [];
  let text = "";
  let last = 0;
  for (const match of written.matchAll(TOKENS)) {
    const span = match.groups?.span;
    if (span === undefined) continue;
    text += written.slice(last, match.index);
    const spelled = `duration("${Number(span.slice(0, -1)) * SECONDS[span.at(-1)!]!}s")`;
    shifts.push({ from: text.length, to: text.length + spelled.length, length: span.length, written: match.index });
    text += spelled;
    last = match.index + span.length;
  }
  return {
    text: text + written.slice(last),
    back(offset) {
      const before = shifts.findLast(({ from }) => from <= offset);
      if (before === undefined) return offset;
      return offset < before.to ? before.written : offset - before.to + before.written + before.length;
    },
  };
}
