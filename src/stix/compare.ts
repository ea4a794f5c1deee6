/** Equality and order between a value of an object and a literal of the pattern (STIX 2.1, section 9.6.1). */
import type { Literal, OrderOperator } from "./ast.ts";
import { parseTime } from "./literal.ts";

/** Below, above or equal to 0 as the value is before, behind or the same as the literal; null when the two cannot be compared. */
export function compareTo(value: unknown, literal: Literal): number | null {
  switch (literal.kind) {
    case "number":
      return typeof value === "number" ? value - literal.value : null;
    case "bool":
      return typeof value === "boolean" ? Number(value) - Number(literal.value) : null;
    case "time": {
      const time = typeof value === "string" ? parseTime(value) : null;
      return time === null ? null : time - literal.value;
    }
    case "bytes":
      return bytesAgainst(value, literal.value);
    case "text":
      if (value instanceof Uint8Array) {
        const bytes = latin1(literal.value);
        return bytes === null ? null : Buffer.compare(value, bytes);
      }
      return typeof value === "string" ? compareText(value, literal.value) : null;
  }
}

/** Whether the operator holds. What cannot be compared is not equal, and is neither before nor behind. */
export function holdsOrder(value: unknown, operator: OrderOperator, literal: Literal): boolean {
  const compared = compareTo(value, literal);
  if (compared === null) return operator === "!=";
  switch (operator) {
    case "=":
      return compared === 0;
    case "!=":
      return compared !== 0;
    case "<":
      return compared < 0;
    case "<=":
      return compared <= 0;
    case ">":
      return compared > 0;
    case ">=":
      return compared >= 0;
  }
}

function bytesAgainst(value: unknown, literal: Uint8Array): number | null {
  if (value instanceof Uint8Array) return Buffer.compare(value, literal);
  const bytes = typeof value === "string" ? latin1(value) : null;
  return bytes === null ? null : Buffer.compare(bytes, literal);
}

/** A text as bytes, one for each character; null when one of them is past U+00FF. */
function latin1(text: string): Buffer | null {
  const bytes = Buffer.from(text, "latin1");
  return bytes.toString("latin1") === text ? bytes : null;
}

/** By code points, which is not the order of UTF-16. */
function compareText(a: string, b: string): number {
  return a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b));
}
