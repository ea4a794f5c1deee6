import { describe, expect, test } from "vitest";
import { InputError } from "../errors.ts";
import { parseComparison, parsePattern } from "./parse.ts";

function faultOf(text: string): { code: string; at: string; message: string; fix?: string } {
  try {
    parsePattern(text);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { line, column, fix } = error.details as { line: number; column: number; fix?: string };
    return { code: error.code, at: `${line}:${column}`, message: error.message, ...(fix === undefined ? {} : { fix }) };
  }
  throw new Error(`${text} was taken`);
}

describe("a pattern", () => {
  test("binds AND closest, then OR, then FOLLOWEDBY", () => {
    const of = (name: string) => ({
      kind: "observed",
      comparison: {
        kind: "test",
        path: { type: name, steps: [{ kind: "key", key: "x" }] },
        negated: false,
        test: { kind: "order", operator: "=", literal: { kind: "number", value: 1 } },
      },
    });
    expect(parsePattern("[a:x=1] FOLLOWEDBY [b:x=1] OR [c:x=1] AND [d:x=1]")).toEqual({
      kind: "followed-by",
      terms: [of("a"), { kind: "or", terms: [of("b"), { kind: "and", terms: [of("c"), of("d")] }] }],
    });
    expect(parsePattern("([a:x=1] FOLLOWEDBY [b:x=1]) AND [c:x=1]")).toMatchObject({
      kind: "and",
      terms: [{ kind: "followed-by" }, of("c")],
    });
  });

  test("has qualifiers of what stands before them, from the inside out", () => {
    expect(parsePattern("[a:x=1] OR [b:x=1] REPEATS 3 TIMES WITHIN 1.5 SECONDS")).toMatchObject({
      kind: "or",
      terms: [{ kind: "observed" }, { kind: "within", milliseconds: 1500, of: { kind: "repeats", times: 3 } }],
    });
    expect(parsePattern("[a:x=1] START t'1970-01-01T00:00:01Z' STOP t'1970-01-01T00:00:02.5Z'")).toMatchObject({
      kind: "between",
      start: 1000,
      stop: 2500,
    });
  });

  test("may have comments and line ends between its words", () => {
    const text = "[ a:x = 1 /* one */\n  AND a:y = 2 ] // and nothing else";
    expect(parsePattern(text)).toMatchObject({ kind: "observed", comparison: { kind: "and" } });
  });
});

describe("a comparison", () => {
  test("has literals of every type", () => {
    const literalOf = (text: string) => {
      const comparison = parseComparison(`a:x = ${text}`);
      return comparison.kind === "test" && comparison.test.kind === "order" ? comparison.test.literal : null;
    };
    expect(literalOf("'it\\'s \\\\ a [text]'")).toEqual({ kind: "text", value: "it's \\ a [text]" });
    expect(literalOf("-12")).toEqual({ kind: "number", value: -12 });
    expect(literalOf("+.5")).toEqual({ kind: "number", value: 0.5 });
    expect(literalOf("true")).toEqual({ kind: "bool", value: true });
    expect(literalOf("h'00fF'")).toEqual({ kind: "bytes", value: new Uint8Array([0, 255]) });
    expect(literalOf("b'AAE='")).toEqual({ kind: "bytes", value: new Uint8Array([0, 1]) });
    expect(literalOf("t'2024-02-29T12:00:00.25Z'")).toEqual({ kind: "time", value: 1_709_208_000_250 });
  });

  test("has every operator, and its negation", () => {
    const kinds = ["!= 1", "<> 1", "== 1", "IN ('a')", "LIKE 'a%'", "MATCHES '^a'"].map((rest) => {
      const comparison = parseComparison(`a:x NOT ${rest}`);
      if (comparison.kind !== "test") return null;
      const { test: asked } = comparison;
      return `${comparison.negated} ${asked.kind} ${asked.kind === "order" ? asked.operator : ""}`.trim();
    });
    expect(kinds).toEqual(["true order !=", "true order !=", "true order =", "true in", "true like", "true matches"]);
    expect(parseComparison("EXISTS a:x.'b-c'[0][*]")).toEqual({
      kind: "test",
      path: {
        type: "a",
        steps: [{ kind: "key", key: "x" }, { kind: "key", key: "b-c" }, { kind: "index", index: 0 }, { kind: "any" }],
      },
      negated: false,
      test: { kind: "exists" },
    });
    expect(parseComparison("NOT EXISTS a:x")).toMatchObject({ negated: true, test: { kind: "exists" } });
  });
});

describe("what is wrong is said with its place and the nearest fix", () => {
  test.each([
    ["file:size = 1", "stix.syntax", "1:1"],
    ["", "stix.syntax", "1:1"],
    ["[a:x = 1", "stix.syntax", "1:9"],
    ["[a:x = 1]\n  OR [a:y ? 1]", "stix.syntax", "2:11"],
    ["[a:x = 'open]", "stix.syntax", "1:8"],
    ["[a:x MATCHES 'a\\.b']", "stix.syntax", "1:16"],
    ["[a:x-y = 1]", "stix.syntax", "1:4"],
    ["[a:START = 1]", "stix.syntax", "1:4"],
    ["[a:x < true]", "stix.syntax", "1:8"],
    ["[a:x = t'2024-13-01T00:00:00Z']", "stix.bad-literal", "1:8"],
    ["[a:x = 9007199254740993]", "stix.bad-literal", "1:8"],
    ["[a:x = h'abc']", "stix.bad-literal", "1:8"],
    ["[a:x[-1] = 1]", "stix.bad-literal", "1:6"],
    ["[a:x = 1] REPEATS 0 TIMES", "stix.bad-literal", "1:19"],
    ["[a:x IN (1, 'a')]", "stix.mixed-set", "1:13"],
    ["[a:x ISSUBSET '10.0.0.0/33']", "stix.bad-operand", "1:15"],
    ["[a:x ISSUPERSET '0x7f.1']", "stix.bad-operand", "1:17"],
    ["[file:hashes.MD5 IN ('d41d8cd98f00b204e9800998ecf8427e', 'd4')]", "stix.bad-hash", "1:58"],
    ["[a:x = 1] WITHIN 1 SECONDS WITHIN 1 SECONDS", "stix.duplicate-qualifier", "1:28"],
  ])("%s", (text, code, at) => {
    expect(faultOf(text)).toMatchObject({ code, at });
  });

  test("with the word that was meant", () => {
    expect(faultOf("[a:x = 1] folowedby [b:x = 1]").fix).toBe('did you mean "FOLLOWEDBY"?');
    expect(faultOf("[a:x lik 'b']").fix).toBe('did you mean "LIKE"?');
    expect(faultOf("[a:x-y = 1]").fix).toBe("write 'x-y'");
  });

  test.each([
    ["a(?=b)", "look-ahead"],
    ["(?<!a)b", "look-behind"],
    ["(?>a)b", "atomic"],
    ["a++", "possessive"],
    ["(a)\\1", "references back"],
    ["(?R)", "recursion"],
    ["(a{1000}){1000}", "repeat"],
  ])("and what RE2 cannot do: %s", (regex, why) => {
    const { code, message } = faultOf(`[a:x MATCHES '${regex.replaceAll("\\", "\\\\")}']`);
    expect(code).toBe("stix.bad-operand");
    expect(message).toContain(why);
  });
});
