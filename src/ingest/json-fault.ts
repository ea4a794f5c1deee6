/** Where a JSON text (RFC 8259) goes wrong. Only run on texts that JSON.parse refused: its messages differ by engine, and some have no place. */

export interface Fault {
  /** Offset in UTF-16 units. */
  at: number;
  reason: string;
}

type Expect = "value" | "value-or-close" | "name" | "name-or-close" | "colon" | "comma-or-close";

const LITERAL = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WANTED: Record<Expect, string> = {
  value: "a value",
  "value-or-close": 'a value or "]"',
  name: "a name in double quotes",
  "name-or-close": 'a name in double quotes or "}"',
  colon: '":"',
  "comma-or-close": '"," or the closing bracket',
};

/** The first fault of one JSON value that has to fill the text, or null when there is none. Needs no stack for deep nesting. */
export function findFault(text: string): Fault | null {
  const open: ("{" | "[")[] = [];
  let expect: Expect | undefined = "value";
  let at = 0;
  while (expect !== undefined) {
    at = skipSpace(text, at);
    if (at >= text.length) return { at, reason: `the text ends where ${WANTED[expect]} was expected` };
    const token = readToken(text, at, expect, open);
    if (token === null) return { at, reason: `expected ${WANTED[expect]}, found ${JSON.stringify(charAt(text, at))}` };
    if ("reason" in token) return token;
    at = token.end;
    expect = token.next;
  }
  at = skipSpace(text, at);
  return at >= text.length ? null : { at, reason: "expected nothing more after the value" };
}

type Token = { end: number; next: Expect | undefined };

function readToken(text: string, at: number, expect: Expect, open: ("{" | "[")[]): Token | Fault | null {
  const char = text[at];
  if (expect === "colon") return char === ":" ? { end: at + 1, next: "value" } : null;
  if (expect === "comma-or-close" && char === ",") return { end: at + 1, next: open.at(-1) === "{" ? "name" : "value" };
  const mayClose = expect.endsWith("-or-close");
  if (mayClose && ((char === "}" && open.at(-1) === "{") || (char === "]" && open.at(-1) === "["))) {
    open.pop();
    return { end: at + 1, next: afterValue(open) };
  }
  if (expect === "comma-or-close") return null;
  if (char === '"') {
    const end = endOfString(text, at);
    if (typeof end !== "number") return end;
    return { end, next: expect.startsWith("name") ? "colon" : afterValue(open) };
  }
  if (expect.startsWith("name")) return null;
  if (char === "{" || char === "[") {
    open.push(char);
    return { end: at + 1, next: char === "{" ? "name-or-close" : "value-or-close" };
  }
  LITERAL.lastIndex = at;
  return LITERAL.test(text) ? { end: LITERAL.lastIndex, next: afterValue(open) } : null;
}

function afterValue(open: readonly string[]): Expect | undefined {
  return open.length === 0 ? undefined : "comma-or-close";
}

function endOfString(text: string, start: number): number | Fault {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return at + 1;
    if (code < 0x20) {
      const ends = skipSpace(text, at) >= text.length;
      return {
        at,
        reason: ends ? "the text ends inside a string" : "a control character inside a string has to be escaped",
      };
    }
    if (code === 0x5c) {
      const sequence = /^\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.exec(text.slice(at, at + 6));
      if (sequence === null)
        return { at, reason: at + 6 > text.length ? "the text ends inside a string" : "no such escape" };
      at += sequence[0].length - 1;
    }
  }
  return { at: text.length, reason: "the text ends inside a string" };
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && " \t\n\r".includes(text[at] ?? "x")) at += 1;
  return at;
}

function charAt(text: string, at: number): string {
  return String.fromCodePoint(text.codePointAt(at) ?? 0xfffd);
}
