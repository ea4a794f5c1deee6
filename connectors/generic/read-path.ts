/** Paths into JSON: `a.b`, `a[0].b`, `["key.with.dots"]`. Read, never evaluated. */

export type Path = readonly (string | number)[];

const PART = /\.?([A-Za-z_@$][\w@$-]*)|\[(\d{1,6})\]|\["((?:[^"\\]|\\["\\]){1,300})"\]/y;

/** The parts of a path, or null when it is none. A leading `$.` is allowed. Longest: 500 characters, 32 parts. */
export function parsePath(text: string): Path | null {
  if (text === "" || text.length > 500) return null;
  const source = text.startsWith("$.") || text.startsWith("$[") ? text.slice(1) : text;
  const parts: (string | number)[] = [];
  let at = 0;
  while (at < source.length) {
    PART.lastIndex = at;
    const match = PART.exec(source);
    if (match === null || parts.length === 32 || (source[at] !== "." && source[at] !== "[" && at > 0)) return null;
    if (match[2] !== undefined) parts.push(Number(match[2]));
    else parts.push(match[1] ?? (match[3] ?? "").replace(/\\(["\\])/g, "$1"));
    at = PART.lastIndex;
  }
  return parts;
}

/** What is at the path, or undefined. Own properties only: nothing inherited can be reached. */
export function readPath(value: unknown, path: Path): unknown {
  let at = value;
  for (const part of path) {
    if (at === null || typeof at !== "object" || !Object.hasOwn(at, part)) return undefined;
    at = (at as Record<string | number, unknown>)[part];
  }
  return at;
}
