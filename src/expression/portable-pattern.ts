/**
 * A regular expression of RE2 (https://github.com/google/re2/wiki/Syntax) as Postgres writes it
 * (https://www.postgresql.org/docs/current/functions-matching.html#POSIX-SYNTAX-DETAILS): only what means the same in both.
 */

export interface PortablePattern {
  pattern: string;
  /** Letters match in upper and lower case. */
  fold: boolean;
}

/** In brackets, so that no locale has a say. */
const CLASSES: Readonly<Record<string, string>> = { d: "0-9", w: "0-9A-Za-z_", s: "\\t\\n\\f\\r " };
const CONTROL: Readonly<Record<string, string>> = { t: "\\t", n: "\\n", r: "\\r", f: "\\f" };
const PUNCTUATION = /^[!-/:-@[-`{-~]$/;

/** The pattern for Postgres, or in words what of it has no certain counterpart. Expects a pattern that RE2 takes. */
export function portablePattern(re2: string): PortablePattern | { fault: string } {
  const fold = re2.startsWith("(?i)");
  const source = fold ? re2.slice(4) : re2;
  // Which letters are the same in another case is a table of Unicode's, and the two have not the same edition.
  if (fold && /[^\t\n\r -~]/.test(source)) return { fault: "(?i) with other than ASCII letters" };
  let pattern = "";
  for (let at = 0; at < source.length; ) {
    const taken = takePart(source, at);
    if ("fault" in taken) return taken;
    pattern += taken.text;
    at += taken.length;
  }
  return { pattern, fold };
}

type Taken = { text: string; length: number } | { fault: string };

function takePart(source: string, at: number): Taken {
  const char = source[at] as string;
  if (char === "[") return takeClass(source, at);
  if (char === "\\") return takeEscape(source[at + 1] ?? "");
  if (char === ".") return { text: "[^\\n]", length: 1 };
  if (char === "(") return takeOpening(source.slice(at, at + 3));
  const repeated = /^(?:[*+?]|\{\d+(?:,\d*)?\})[?+]?/.exec(source.slice(at))?.[0];
  if (repeated === undefined) return { text: char === "{" || char === "}" ? `\\${char}` : char, length: 1 };
  // Whether it takes much or little first does not change whether it matches.
  const lazy = repeated.length > 1 && repeated.endsWith("?");
  return { text: lazy ? repeated.slice(0, -1) : repeated, length: repeated.length };
}

function takeOpening(start: string): Taken {
  if (start[1] !== "?") return { text: "(", length: 1 };
  return start === "(?:" ? { text: "(?:", length: 3 } : { fault: `${start}…, flags and named groups` };
}

function takeEscape(char: string): Taken {
  const inside = CLASSES[char.toLowerCase()];
  if (inside !== undefined) return { text: char === char.toLowerCase() ? `[${inside}]` : `[^${inside}]`, length: 2 };
  if (CONTROL[char] !== undefined) return { text: CONTROL[char], length: 2 };
  return PUNCTUATION.test(char) ? { text: `\\${char}`, length: 2 } : { fault: `\\${char}` };
}

/** Brackets with single characters and ranges; classes in classes and `[:names:]` are not carried over. */
function takeClass(source: string, at: number): Taken {
  const found = /^\[(\^?)(\]?(?:\\[\s\S]|[^\]\\])*)\]/.exec(source.slice(at));
  if (found === null || found[2]!.includes("[:")) return { fault: "this kind of […]" };
  const [whole, negated, inside] = found as unknown as [string, string, string];
  let text = "";
  for (const part of inside.matchAll(/\\([\s\S])|([\s\S])/g)) {
    const [, escaped, plain] = part;
    if (plain !== undefined) text += plain === "[" || plain === "]" ? `\\${plain}` : plain;
    else if (CLASSES[escaped as string] !== undefined) text += CLASSES[escaped as string];
    else if (CONTROL[escaped as string] !== undefined) text += CONTROL[escaped as string];
    else if (PUNCTUATION.test(escaped as string)) text += `\\${escaped}`;
    else return { fault: `\\${escaped} in […]` };
  }
  return { text: `[${negated}${text}]`, length: whole.length };
}
