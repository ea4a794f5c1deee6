/** Typed literals: what stands between the quotes of `t'…'`, `h'…'` and `b'…'`, and numbers that stay exact. */
import { faultError } from "../expression/fault.ts";
import type { Literal } from "./ast.ts";
import type { Token } from "./tokenize.ts";

const TIME = /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):([0-5]\d):([0-5]\d|60)(?:\.(\d{1,20}))?Z$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/**
 * The literal of a token; null when the token is none. Throws InputError `stix.bad-literal` with the place when its text is not of its type.
 */
export function literalOf(text: string, token: Token): Literal | null {
  const bad = (what: string, expected: string) =>
    faultError(text, {
      code: "stix.bad-literal",
      message: `this is no ${what}, which is written ${expected}`,
      offset: token.offset,
      expected,
    });
  switch (token.kind) {
    case "text":
      return { kind: "text", value: token.value };
    case "float":
      return { kind: "number", value: Number(token.value) };
    case "integer": {
      const value = Number(token.value);
      // STIX 2.1, section 2.8: integers are from -(2^53)+1 to 2^53-1.
      if (!Number.isSafeInteger(value)) throw bad("exact number", "with at most 53 bits");
      return { kind: "number", value };
    }
    case "time": {
      const value = parseTime(token.value);
      if (value === null) throw bad("timestamp", "t'YYYY-MM-DDTHH:MM:SS.sssZ'");
      return { kind: "time", value };
    }
    case "hex":
      if (!/^(?:[0-9a-fA-F]{2})*$/.test(token.value))
        throw bad("hexadecimal text", "h'…' with two digits for each byte");
      return { kind: "bytes", value: new Uint8Array(Buffer.from(token.value, "hex")) };
    case "base64":
      if (token.value === "" || !BASE64.test(token.value)) throw bad("Base64", "b'…' in groups of four characters");
      return { kind: "bytes", value: new Uint8Array(Buffer.from(token.value, "base64")) };
    case "word":
      return token.value === "true" || token.value === "false" ? { kind: "bool", value: token.value === "true" } : null;
    default:
      return null;
  }
}

/**
 * Milliseconds since 1970, with fractions, of an RFC 3339 time in UTC; null for anything else. A day past the month's end counts on into the
 * next month, as the grammar lets it stand.
 */
export function parseTime(value: string): number | null {
  const found = TIME.exec(value);
  if (found === null) return null;
  const [, year, month, day, hour, minute, second, fraction = "0"] = found;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  date.setUTCHours(Number(hour), Number(minute), Number(second));
  return date.getTime() + Number(`0.${fraction}`) * 1000;
}
