/** The parser of STIX 2.1 patterns. */
import { faultError } from "../expression/fault.ts";
import type { Comparison, Observed } from "./ast.ts";
import { literalOf } from "./literal.ts";
import { readComparison } from "./parse-comparison.ts";
import { KEYWORDS, TokenCursor } from "./token-cursor.ts";

type QualifierWord = "WITHIN" | "REPEATS" | "START";
const QUALIFIERS: readonly QualifierWord[] = ["WITHIN", "REPEATS", "START"];

/** On one parenthesized expression; each makes the tree deeper. */
const MAX_QUALIFIERS = 10;
/** STIX 2.1, section 4.14: no observation is counted more often. */
const MAX_TIMES = 999_999_999;

/**
 * Parses a pattern: `[file:name = 'a.exe'] FOLLOWEDBY [process:name LIKE 'a%'] WITHIN 300 SECONDS`. AND binds closest, then OR, then FOLLOWEDBY.
 * Throws InputError `stix.<reason>`; its details hold line and column, from 1, what was expected and the nearest fix.
 */
export function parsePattern(text: string): Observed {
  const cursor = new TokenCursor(text);
  const pattern = readFollowed(cursor);
  if (cursor.next.kind !== "end")
    throw cursor.unexpected("AND, OR, FOLLOWEDBY, a qualifier or the end of the pattern", KEYWORDS);
  return pattern;
}

/** Parses what stands between the brackets of a pattern alone, as conditions of CACAO 2.0 are written: `__ip__:value = '192.0.2.1'`. */
export function parseComparison(text: string): Comparison {
  const cursor = new TokenCursor(text);
  const comparison = readComparison(cursor);
  if (cursor.next.kind !== "end") throw cursor.unexpected("AND, OR or the end of the comparison", KEYWORDS);
  return comparison;
}

function readFollowed(cursor: TokenCursor): Observed {
  return readJoined(cursor, "FOLLOWEDBY", "followed-by", () =>
    readJoined(cursor, "OR", "or", () => readJoined(cursor, "AND", "and", () => readQualified(cursor))),
  );
}

function readJoined(
  cursor: TokenCursor,
  word: string,
  kind: "and" | "or" | "followed-by",
  read: () => Observed,
): Observed {
  const terms = [read()];
  while (cursor.takes(word)) terms.push(read());
  return terms.length === 1 ? (terms[0] as Observed) : { kind, terms };
}

/** An expression and its qualifiers. One in brackets has each qualifier once; one in parentheses may have it again, around all before. */
function readQualified(cursor: TokenCursor): Observed {
  const grouped = cursor.sees("(");
  let observed = readObserved(cursor);
  const seen: QualifierWord[] = [];
  for (;;) {
    const { offset } = cursor.next;
    const word = QUALIFIERS.find((each) => cursor.takes(each));
    if (word === undefined) return observed;
    if (!grouped && seen.includes(word))
      throw faultError(cursor.text, {
        code: "stix.duplicate-qualifier",
        message: `${word} is said twice of one expression`,
        offset,
        fix: "put the expression and its first qualifiers in parentheses",
      });
    seen.push(word);
    if (seen.length > MAX_QUALIFIERS)
      throw faultError(cursor.text, {
        code: "stix.too-deep",
        message: `more than ${MAX_QUALIFIERS} qualifiers`,
        offset,
      });
    observed = readQualifier(cursor, word, observed);
  }
}

function readObserved(cursor: TokenCursor): Observed {
  if (cursor.takes("("))
    return cursor.nested(() => {
      const inner = readFollowed(cursor);
      cursor.needs(")");
      return inner;
    });
  if (!cursor.takes("[")) throw cursor.unexpected("\"[\" and a comparison, as in [file:name = 'a.exe']", []);
  const comparison = readComparison(cursor);
  if (!cursor.takes("]")) throw cursor.unexpected('AND, OR or "]"', ["AND", "OR"]);
  return { kind: "observed", comparison };
}

function readQualifier(cursor: TokenCursor, word: QualifierWord, of: Observed): Observed {
  switch (word) {
    case "WITHIN": {
      const seconds = readPositive(cursor, "a number of seconds", true);
      cursor.needs("SECONDS");
      return { kind: "within", milliseconds: seconds * 1000, of };
    }
    case "REPEATS": {
      const times = readPositive(cursor, "a number of times", false);
      cursor.needs("TIMES");
      return { kind: "repeats", times, of };
    }
    case "START": {
      const start = readTime(cursor);
      cursor.needs("STOP");
      return { kind: "between", start, stop: readTime(cursor), of };
    }
  }
}

function readPositive(cursor: TokenCursor, expected: string, fractions: boolean): number {
  const { kind, value, offset } = cursor.next;
  if ((kind !== "integer" && !(fractions && kind === "float")) || value.startsWith("-"))
    throw cursor.unexpected(`${expected} above 0`, []);
  cursor.advance();
  const number = Number(value);
  if (number > 0 && number <= MAX_TIMES) return number;
  const message = `${value.slice(0, 30)} is out of bounds`;
  throw faultError(cursor.text, { code: "stix.bad-literal", message, offset, expected: `${expected} above 0` });
}

function readTime(cursor: TokenCursor): number {
  const literal = cursor.next.kind === "time" ? literalOf(cursor.text, cursor.next) : null;
  if (literal?.kind !== "time") throw cursor.unexpected("a timestamp t'YYYY-MM-DDTHH:MM:SSZ'", []);
  cursor.advance();
  return literal.value;
}
