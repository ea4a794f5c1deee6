/** Comparison expressions: what stands between the brackets, where AND binds closer than OR. */
import { faultError } from "../expression/fault.ts";
import { parseRange } from "./address-range.ts";
import type { Comparison, Literal, ObjectPath, OrderOperator, PathStep, Test } from "./ast.ts";
import { hashFault } from "./hash-shape.ts";
import { literalOf } from "./literal.ts";
import { regexFault } from "./regex.ts";
import { KEYWORDS, type TokenCursor } from "./token-cursor.ts";
import type { Token } from "./tokenize.ts";

const ORDER: Readonly<Record<string, OrderOperator>> = {
  "=": "=",
  "==": "=",
  "!=": "!=",
  "<>": "!=",
  "<": "<",
  "<=": "<=",
  ">": ">",
  ">=": ">=",
};
const WORD_OPERATORS = ["IN", "LIKE", "MATCHES", "ISSUBSET", "ISSUPERSET"];
const MAX_STEPS = 30;

/** Reads comparisons joined by AND and OR, up to what is neither. */
export function readComparison(cursor: TokenCursor): Comparison {
  return readJoined(cursor, "OR", "or", () => readJoined(cursor, "AND", "and", () => readTest(cursor)));
}

function readJoined(cursor: TokenCursor, word: string, kind: "and" | "or", read: () => Comparison): Comparison {
  const terms = [read()];
  while (cursor.takes(word)) terms.push(read());
  return terms.length === 1 ? (terms[0] as Comparison) : { kind, terms };
}

function readTest(cursor: TokenCursor): Comparison {
  if (cursor.takes("("))
    return cursor.nested(() => {
      const inner = readComparison(cursor);
      cursor.needs(")");
      return inner;
    });
  if (cursor.sees("NOT") || cursor.sees("EXISTS")) {
    const negated = cursor.takes("NOT");
    cursor.needs("EXISTS");
    return { kind: "test", path: readPath(cursor), negated, test: { kind: "exists" } };
  }
  const path = readPath(cursor);
  const negated = cursor.takes("NOT");
  return { kind: "test", path, negated, test: readOperator(cursor, path) };
}

function readOperator(cursor: TokenCursor, path: ObjectPath): Test {
  const { value, kind } = cursor.next;
  const order = kind === "sign" && Object.hasOwn(ORDER, value) ? ORDER[value] : undefined;
  if (order !== undefined) {
    cursor.advance();
    return { kind: "order", operator: order, literal: readOrdered(cursor, path, order) };
  }
  if (cursor.takes("IN")) return { kind: "in", literals: readSet(cursor, path) };
  if (cursor.takes("LIKE")) return { kind: "like", pattern: readText(cursor, () => null).value };
  if (cursor.takes("MATCHES")) return { kind: "matches", pattern: readText(cursor, regexFault).value };
  if (cursor.takes("ISSUBSET")) return { kind: "subset", range: readText(cursor, rangeFault).value };
  if (cursor.takes("ISSUPERSET")) return { kind: "superset", range: readText(cursor, rangeFault).value };
  throw cursor.unexpected("a comparison (=, !=, <, <=, >, >=, IN, LIKE, MATCHES, ISSUBSET, ISSUPERSET)", [
    ...WORD_OPERATORS,
    "NOT",
  ]);
}

/** `type:property`, then `.property`, `[0]` or `[*]` as often as wanted. */
function readPath(cursor: TokenCursor): ObjectPath {
  const type = readName(cursor, "the type of an object, as in file:name", true);
  if (!cursor.takes(":")) throw cursor.unexpected('":" and a property', []);
  const steps: PathStep[] = [{ kind: "key", key: readKey(cursor) }];
  for (;;) {
    const { offset } = cursor.next;
    if (cursor.takes(".")) steps.push({ kind: "key", key: readKey(cursor) });
    else if (cursor.takes("[")) steps.push(readIndex(cursor));
    else return { type, steps };
    if (steps.length > MAX_STEPS)
      throw faultError(cursor.text, {
        code: "stix.too-deep",
        message: `the path has more than ${MAX_STEPS} steps`,
        offset,
      });
  }
}

function readKey(cursor: TokenCursor): string {
  return cursor.next.kind === "text" ? cursor.advance().value : readName(cursor, "a property", false);
}

function readName(cursor: TokenCursor, expected: string, hyphens: boolean): string {
  const { kind, value, offset } = cursor.next;
  if (kind !== "word" || KEYWORDS.includes(value)) throw cursor.unexpected(expected, []);
  if (!hyphens && value.includes("-")) {
    const message = `"${value.slice(0, 60)}" has a hyphen, and stands without quotes`;
    throw faultError(cursor.text, {
      code: "stix.syntax",
      message,
      offset,
      expected,
      fix: `write '${value.slice(0, 60)}'`,
    });
  }
  return cursor.advance().value;
}

function readIndex(cursor: TokenCursor): PathStep {
  const { offset } = cursor.next;
  const index = cursor.takes("*") ? null : Number(cursor.needsKind("integer", 'an index, or "*"').value);
  cursor.needs("]");
  if (index === null) return { kind: "any" };
  if (index >= 0 && index <= 1_000_000) return { kind: "index", index };
  // The grammar knows negative indexes, and the standard gives them no meaning.
  throw faultError(cursor.text, {
    code: "stix.bad-literal",
    message: "there is no item with this index",
    offset,
    expected: "an index from 0",
  });
}

function readOrdered(cursor: TokenCursor, path: ObjectPath, operator: OrderOperator): Literal {
  const { offset } = cursor.next;
  const literal = readLiteral(cursor, path);
  if (literal.kind !== "bool" || operator === "=" || operator === "!=") return literal;
  const message = "true and false have no order";
  throw faultError(cursor.text, { code: "stix.syntax", message, offset, fix: "use = or !=" });
}

function readLiteral(cursor: TokenCursor, path: ObjectPath): Literal {
  const token = cursor.next;
  const literal = literalOf(cursor.text, token);
  if (literal === null) throw cursor.unexpected("a value", ["true", "false"]);
  if (literal.kind === "text") checkHash(cursor, path, token, literal.value);
  cursor.advance();
  return literal;
}

function checkHash(cursor: TokenCursor, path: ObjectPath, { offset }: Token, value: string): void {
  const name = hashFault(path, value);
  if (name === null) return;
  const message = `"${value.slice(0, 60)}" cannot be a ${name} hash`;
  throw faultError(cursor.text, { code: "stix.bad-hash", message, offset });
}

/** Values of one type in parentheses; there may be none. */
function readSet(cursor: TokenCursor, path: ObjectPath): Literal[] {
  cursor.needs("(");
  const literals: Literal[] = [];
  if (cursor.takes(")")) return literals;
  do {
    const { offset } = cursor.next;
    const literal = readLiteral(cursor, path);
    const [first = literal] = literals;
    if (literal.kind !== first.kind) {
      const message = `the values of a set are of one type, and this is a ${literal.kind} after a ${first.kind}`;
      throw faultError(cursor.text, { code: "stix.mixed-set", message, offset });
    }
    literals.push(literal);
  } while (cursor.takes(","));
  cursor.needs(")");
  return literals;
}

function readText(cursor: TokenCursor, faultOf: (text: string) => string | null): Token {
  const token = cursor.needsKind("text", "a text in single quotes");
  const fault = faultOf(token.value);
  if (fault === null) return token;
  const message = `'${token.value.slice(0, 60)}' cannot be used: ${fault}`;
  throw faultError(cursor.text, { code: "stix.bad-operand", message, offset: token.offset });
}

function rangeFault(text: string): string | null {
  return parseRange(text) === null ? "it is neither an address nor a range such as 10.0.0.0/8 or 2001:db8::/32" : null;
}
