/**
 * From a pattern's text to its tokens, after the grammar of STIX 2.1 (section 9; oasis-open/cti-pattern-validator). Linear in the text: every
 * token is read by a sticky regular expression without nesting.
 */
import { faultError } from "../expression/fault.ts";

export type TokenKind = "word" | "text" | "integer" | "float" | "hex" | "base64" | "time" | "sign" | "end";

export interface Token {
  kind: TokenKind;
  /** As it is written; of quoted literals what is between the quotes, escapes undone. */
  value: string;
  /** Offset into the text. */
  offset: number;
}

/** Characters of one pattern; lists of indicators are long. */
const MAX_LENGTH = 100_000;
const MAX_TOKENS = 20_000;

const SKIPPED = /(?:[\s\u0085]|\/\*[\s\S]*?\*\/|\/\/[^\r\n]*)+/y;
const WORD = /[A-Za-z_][A-Za-z0-9_-]*/y;
const QUOTED = /([thb]?)'((?:[^'\\]|\\['\\])*)'/y;
/** A quoted text up to where it goes wrong. */
const OPEN = /'(?:[^'\\]|\\['\\])*/y;
const FLOAT = /[+-]?[0-9]*\.[0-9]+/y;
const INTEGER = /[+-]?(?:0|[1-9][0-9]*)/y;
const SIGN = /==|!=|<>|<=|>=|[=<>[\]().,:*]/y;

const TYPED: Readonly<Record<string, TokenKind>> = { t: "time", h: "hex", b: "base64", "": "text" };

/** The tokens, and an `end` behind the last. Throws InputError `stix.too-long` or `stix.syntax` with the place in its details. */
export function tokenize(text: string): Token[] {
  if (text.length > MAX_LENGTH) {
    const message = `the pattern has ${text.length} characters, at most ${MAX_LENGTH} are read`;
    throw faultError(text, { code: "stix.too-long", message, offset: 0 });
  }
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    at += taken(SKIPPED, text, at)?.[0].length ?? 0;
    if (at >= text.length) break;
    const { token, length } = tokenAt(text, at);
    tokens.push(token);
    at += length;
    if (tokens.length > MAX_TOKENS) {
      const message = `the pattern has more than ${MAX_TOKENS} words and signs`;
      throw faultError(text, { code: "stix.too-long", message, offset: at });
    }
  }
  return [...tokens, { kind: "end", value: "", offset: text.length }];
}

function tokenAt(text: string, offset: number): { token: Token; length: number } {
  const quoted = taken(QUOTED, text, offset);
  if (quoted !== null) {
    const [all, type = "", body = ""] = quoted;
    const value = body.replaceAll(/\\(['\\])/g, "$1");
    return { token: { kind: TYPED[type] ?? "text", value, offset }, length: all.length };
  }
  for (const [kind, shape] of [
    ["word", WORD],
    ["float", FLOAT],
    ["integer", INTEGER],
    ["sign", SIGN],
  ] as const) {
    const [value] = taken(shape, text, offset) ?? [];
    if (value !== undefined) return { token: { kind, value, offset }, length: value.length };
  }
  throw unreadable(text, offset);
}

function unreadable(text: string, offset: number): Error {
  if (text[offset] !== "'") {
    const found = String.fromCodePoint(text.codePointAt(offset) ?? 0);
    return faultError(text, { code: "stix.syntax", message: `${JSON.stringify(found)} does not belong here`, offset });
  }
  const end = offset + (taken(OPEN, text, offset)?.[0].length ?? 0);
  if (end >= text.length) {
    const message = "this text is never closed";
    return faultError(text, {
      code: "stix.syntax",
      message,
      offset,
      expected: "a closing '",
      fix: "write ' behind it",
    });
  }
  const message = "a backslash stands only before ' or another backslash";
  return faultError(text, { code: "stix.syntax", message, offset: end, fix: "write the backslash twice" });
}

function taken(shape: RegExp, text: string, at: number): RegExpExecArray | null {
  shape.lastIndex = at;
  return shape.exec(text);
}
