/** Messages that consist of `key=value key="quoted value"`. Pure, linear, never throws. */

const KEY = /[\p{L}_@][\p{L}\p{N}_.@:/[\]-]{0,127}(?==)/uy;
const SEPARATOR = /[\s,;]/;
/** One pair alone is prose with an equals sign more often than a record. */
const FEWEST = 2;

/** The pairs, or undefined when the message does not begin with one or holds fewer than two. Words without a key belong to the value before them. */
export function readPairs(message: string): Record<string, string> | undefined {
  const values = new Map<string, string>();
  let at = skip(message, 0);
  let key = keyAt(message, at);
  while (key !== undefined) {
    const value = valueAt(message, at + key.length + 1);
    if (!values.has(key)) values.set(key, value.text);
    at = skip(message, value.end);
    key = keyAt(message, at);
  }
  return values.size >= FEWEST ? Object.fromEntries(values) : undefined;
}

function keyAt(text: string, at: number): string | undefined {
  KEY.lastIndex = at;
  return KEY.exec(text)?.[0];
}

function skip(text: string, from: number): number {
  let at = from;
  while (at < text.length && SEPARATOR.test(text[at] ?? "")) at += 1;
  return at;
}

function valueAt(text: string, start: number): { text: string; end: number } {
  return (text[start] === '"' ? quotedAt(text, start + 1) : undefined) ?? bareAt(text, start);
}

function quotedAt(text: string, start: number): { text: string; end: number } | undefined {
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === '"') return { text: text.slice(start, at).replace(/\\(["\\])/g, "$1"), end: at + 1 };
  }
  return undefined;
}

/** Up to the space before the next key, or the end. */
function bareAt(text: string, start: number): { text: string; end: number } {
  let end = start;
  while (end < text.length) {
    if (SEPARATOR.test(text[end] ?? "") && keyAt(text, end + 1) !== undefined) break;
    end += 1;
  }
  return { text: text.slice(start, end).replace(/[\s,;]{1,8}$/, ""), end };
}
