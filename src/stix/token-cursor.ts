/** The way of the parser through the tokens: it looks one ahead, and complains with place, expectation and near miss. */
import { faultError } from "../expression/fault.ts";
import { nearestName } from "../expression/nearest.ts";
import { type Token, type TokenKind, tokenize } from "./tokenize.ts";

/** Words of the language; they are written in capitals, but for `true` and `false`. */
export const KEYWORDS: readonly string[] =
  "AND OR NOT FOLLOWEDBY LIKE MATCHES ISSUPERSET ISSUBSET EXISTS LAST IN START STOP SECONDS true false WITHIN REPEATS TIMES".split(
    " ",
  );

/** Parentheses and brackets within one another; nobody reads more. */
const MAX_DEPTH = 50;

export class TokenCursor {
  readonly text: string;
  readonly #tokens: Token[];
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.text = text;
    this.#tokens = tokenize(text);
  }

  /** The token that comes next; the last one is `end`, and stays. */
  get next(): Token {
    return this.#tokens[this.#at] as Token;
  }

  /** True when the next token is this sign or keyword. */
  sees(value: string): boolean {
    return (this.next.kind === "sign" || this.next.kind === "word") && this.next.value === value;
  }

  advance(): Token {
    const token = this.next;
    if (token.kind !== "end") this.#at += 1;
    return token;
  }

  /** Takes the sign or keyword if it is next. */
  takes(value: string): boolean {
    if (!this.sees(value)) return false;
    this.advance();
    return true;
  }

  /** Takes the sign or keyword, or complains. */
  needs(value: string): void {
    if (!this.takes(value)) throw this.unexpected(`"${value}"`, [value]);
  }

  /** Takes a token of the kind, or complains. */
  needsKind(kind: TokenKind, expected: string): Token {
    if (this.next.kind !== kind) throw this.unexpected(expected, []);
    return this.advance();
  }

  /** What `read` gives, one level further in. Throws InputError `stix.too-deep` past {@link MAX_DEPTH} levels. */
  nested<T>(read: () => T): T {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) {
      const message = `parentheses are nested more than ${MAX_DEPTH} deep`;
      throw faultError(this.text, { code: "stix.too-deep", message, offset: this.next.offset });
    }
    const value = read();
    this.#depth -= 1;
    return value;
  }

  /** The complaint that something else stands here; `known` are the words that could. */
  unexpected(expected: string, known: readonly string[]): Error {
    const { kind, value, offset } = this.next;
    const found =
      kind === "end" ? "the pattern ends" : `there is ${kind === "text" ? "a text" : `"${value.slice(0, 60)}"`}`;
    const near = kind === "word" ? nearestName(value, known) : undefined;
    return faultError(this.text, {
      code: "stix.syntax",
      message: `${expected} is expected, and ${found}`,
      offset,
      expected,
      ...(near === undefined || near === value ? {} : { fix: `did you mean "${near}"?` }),
    });
  }
}
