/** Steps moved, taken out and put in by lines of the text, so that everything else, comments too, stays as it was written. */

interface Block {
  /** Lines from 0: the first of the step, with the comments right above it, and the one after its last. */
  from: number;
  to: number;
}

const DASH = /^( *)- /;

/** The step that begins at a line (from 1), put before its neighbour above or behind the one below. Null where there is none in its list. */
export function movedStep(source: string, line: number, by: -1 | 1): string | null {
  const lines = source.split("\n");
  const own = blockAt(lines, line - 1);
  if (own === null) return null;
  const other = by === 1 ? blockAfter(lines, own) : blockBefore(lines, own);
  if (other === null) return null;
  const [first, second] = by === 1 ? [own, other] : [other, own];
  return [
    ...lines.slice(0, first.from),
    ...lines.slice(second.from, second.to),
    ...lines.slice(first.from, first.to),
    ...lines.slice(second.to),
  ].join("\n");
}

/** Without the step. Null where it is the only one of its list, or not written on lines of its own. */
export function withoutStep(source: string, line: number): string | null {
  const lines = source.split("\n");
  const own = blockAt(lines, line - 1);
  if (own === null || (blockAfter(lines, own) === null && blockBefore(lines, own) === null)) return null;
  return [...lines.slice(0, own.from), ...lines.slice(own.to)].join("\n");
}

/** With a step behind the one at the line, as deep as that, and the line (from 1) where it begins. */
export function withStepAfter(
  source: string,
  line: number,
  step: readonly string[],
): [text: string, line: number] | null {
  const lines = source.split("\n");
  const own = blockAt(lines, line - 1);
  if (own === null) return null;
  const indent = " ".repeat(depthOf(lines, own));
  const made = step.map((text, place) => `${indent}${place === 0 ? "- " : "  "}${text}`);
  const end = own.to - emptyBefore(lines, own.to);
  return [[...lines.slice(0, end), ...made, ...lines.slice(end)].join("\n"), end + 1];
}

function blockAt(lines: readonly string[], place: number): Block | null {
  const dash = DASH.exec(lines[place] ?? "");
  if (dash === null) return null;
  const depth = dash[1]!.length;
  let to = place + 1;
  while (to < lines.length && !endsAt(lines[to]!, depth)) to += 1;
  // What is empty at the end of the file stays there.
  if (to === lines.length) to -= emptyBefore(lines, to);
  const from = place - commentsBefore(lines, place, depth);
  // Comments right above the next step are that one's.
  return { from, to: to - (DASH.exec(lines[to] ?? "")?.[1]?.length === depth ? commentsBefore(lines, to, depth) : 0) };
}

/** Whether a line is no longer of a step whose dash stands at the depth. */
function endsAt(line: string, depth: number): boolean {
  return line.trim() !== "" && !line.trimStart().startsWith("#") && indentOf(line) <= depth;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function commentsBefore(lines: readonly string[], place: number, depth: number): number {
  let count = 0;
  while (place - count > 0 && isComment(lines[place - count - 1]!, depth)) count += 1;
  return count;
}

function isComment(line: string, depth: number): boolean {
  return line.trimStart().startsWith("#") && indentOf(line) === depth;
}

function emptyBefore(lines: readonly string[], place: number): number {
  let count = 0;
  while (place - count > 0 && lines[place - count - 1]!.trim() === "") count += 1;
  return count;
}

function depthOf(lines: readonly string[], { from, to }: Block): number {
  const first = lines.slice(from, to).find((line) => DASH.test(line)) ?? "";
  return indentOf(first);
}

function blockAfter(lines: readonly string[], own: Block): Block | null {
  const depth = depthOf(lines, own);
  let next = own.to;
  while (next < lines.length && isComment(lines[next]!, depth)) next += 1;
  return DASH.exec(lines[next] ?? "")?.[1]?.length === depth ? blockAt(lines, next) : null;
}

function blockBefore(lines: readonly string[], own: Block): Block | null {
  const depth = depthOf(lines, own);
  for (let place = own.from - 1; place >= 0; place -= 1) {
    if (!endsAt(lines[place]!, depth)) continue;
    return DASH.exec(lines[place]!)?.[1]?.length === depth ? blockAt(lines, place) : null;
  }
  return null;
}
