/** Patterns and observations written to do harm: each is answered, in words, within a bound. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isCordonError } from "../errors.ts";
import { matchPattern } from "./match.ts";
import { readObservations } from "./observation.ts";
import { parsePattern } from "./parse.ts";

const RUNS = Number(process.env.FUZZ_RUNS ?? 300);
/** Far more than any takes on a machine that has something else to do. */
const LIMIT_MS = 5_000;

function within<T>(run: () => T): T {
  const start = performance.now();
  const value = run();
  expect(performance.now() - start).toBeLessThan(LIMIT_MS);
  return value;
}

/** The code of a refusal; "done" when there is none. Anything but an error of this room is let through. */
function outcome(run: () => unknown): string {
  try {
    run();
    return "done";
  } catch (error) {
    if (isCordonError(error) && error.code.startsWith("stix.")) return error.code;
    throw error;
  }
}

function people(count: number, fields: (index: number) => object = () => ({})): unknown[] {
  return Array.from({ length: count }, (_, index) => {
    const time = new Date(index * 1000).toISOString();
    const objects = { "0": { type: "x", n: index, ...fields(index) } };
    return { type: "observed-data", first_observed: time, last_observed: time, number_observed: 1, objects };
  });
}

const match = (pattern: string, observed: unknown) =>
  outcome(() => matchPattern(parsePattern(pattern), readObservations(observed)));

describe("hostile patterns", () => {
  test.each([
    ["parentheses without end", `${"(".repeat(15_000)}[a:x = 1]`, "stix.too-deep"],
    ["comparisons in parentheses without end", `[${"(".repeat(15_000)}a:x = 1]`, "stix.too-deep"],
    ["a path without end", `[a:x${".y".repeat(9_000)} = 1]`, "stix.too-deep"],
    ["qualifiers without end", `([a:x = 1])${" WITHIN 1 SECONDS".repeat(5_000)}`, "stix.too-deep"],
    ["a megabyte", `[a:x = '${"y".repeat(1_000_000)}']`, "stix.too-long"],
    ["words without end", "AND ".repeat(24_000), "stix.too-long"],
    ["an open text of backslashes", `[a:x = '${"\\\\".repeat(40_000)}`, "stix.syntax"],
    ["comments that are never closed", "/*".repeat(50_000), "stix.syntax"],
    ["quotes without end", "'".repeat(30_001), "stix.syntax"],
    ["a number without end", `[a:x = ${"9".repeat(90_000)}]`, "stix.bad-literal"],
    ["a fraction without end", `[a:x = 0.${"9".repeat(90_000)}]`, "done"],
    ["a regular expression that multiplies", "[a:x MATCHES '((a{100}){100}){100}']", "stix.bad-operand"],
    ["a regular expression without end", `[a:x MATCHES '${"(a|b)*".repeat(5_000)}']`, "stix.bad-operand"],
    ["a control character", "[a:x = 1]\u0000", "stix.syntax"],
    ["half a surrogate", "[a:\ud800 = 1]", "stix.syntax"],
    ["letters that only look like letters", "[\u0430:x = 1]", "stix.syntax"],
  ])("%s", (_name, pattern, code) => {
    expect(within(() => outcome(() => parsePattern(pattern)))).toBe(code);
  });

  test("any text at all is parsed, or refused with a place in it", () => {
    const piece = fc.oneof(
      fc.constantFrom(
        ..."[ ] ( ) : . , * = != < AND OR NOT IN LIKE MATCHES EXISTS WITHIN REPEATS TIMES START".split(" "),
      ),
      fc.constantFrom(
        "a:x",
        "a:x = 1",
        "[a:x = 1]",
        "5",
        "SECONDS",
        "t'",
        "h'00'",
        "b'AA=='",
        "'",
        "\\",
        "/*",
        "//",
        "\n",
      ),
      fc.string({ unit: "binary", maxLength: 6 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join(" ");
        try {
          parsePattern(text);
        } catch (error) {
          if (!isCordonError(error)) throw error;
          const { line, column } = error.details as { line: number; column: number };
          const lines = text.split("\n");
          expect(error.code).toMatch(/^stix\./);
          expect(column).toBeLessThanOrEqual((lines[line - 1] as string).length + 1);
        }
      }),
      { numRuns: RUNS },
    );
  });
});

describe("hostile observations", () => {
  test("do not make a match endless by how they can be combined", () => {
    const all = (count: number) => Array.from({ length: count }, () => "[x:n >= 0]").join(" AND ");
    const never = "[x:n >= 0] FOLLOWEDBY [x:n < 1] FOLLOWEDBY [x:n >= 0 AND x:n < 1]";
    for (const [pattern, count] of [
      [all(13), 12],
      [`(${all(12)}) WITHIN 3 SECONDS`, 40],
      [`(${all(3)}) REPEATS 200 TIMES`, 900],
      ["([x:n >= 0] REPEATS 20 TIMES AND [x:n < 20] REPEATS 20 TIMES) WITHIN 38 SECONDS", 400],
      [`([x:n >= 0] REPEATS 999999999 TIMES) REPEATS 999999999 TIMES`, 9],
      [never, 2_000],
    ] as const)
      expect(within(() => match(pattern, people(count)))).toMatch(/^(done|stix\.too-costly)$/);
  });

  test("do not multiply by references in circles", () => {
    const ids = Array.from({ length: 200 }, (_, index) => String(index));
    const objects = Object.fromEntries(ids.map((id) => [id, { type: "x", some_refs: ids, size: 1 }]));
    const time = "2026-01-01T00:00:00Z";
    const one = { type: "observed-data", first_observed: time, last_observed: time, number_observed: 1, objects };
    const path = `x:${"some_refs[*].".repeat(14)}size`;
    expect(within(() => match(`[${path} = 2]`, one))).toMatch(/^(done|stix\.too-costly)$/);
  });

  test("do not hold LIKE and MATCHES up by their length", () => {
    const long = people(3, () => ({ text: "a".repeat(3_000_000) }));
    expect(within(() => match(`[x:text LIKE '${"%a".repeat(200)}b']`, long))).toBe("stix.too-costly");
    expect(within(() => match("[x:text MATCHES '(a*)*b']", long))).toBe("stix.too-costly");
    const fits = people(3, () => ({ text: "a".repeat(10_000) }));
    expect(within(() => match("[x:text MATCHES '(a*)*(a*)*(a*)*b']", fits))).toBe("done");
    expect(within(() => match("[x:text LIKE '%a%a%a%a%a%b']", fits))).toBe("done");
  });

  test("are never read past their own properties", () => {
    const keys = ["__proto__", "constructor", "prototype", "toString", "length", "hasOwnProperty"];
    for (const name of keys) {
      expect(matchPattern(parsePattern(`[EXISTS x:'${name}']`), readObservations(people(1)))).toBeNull();
      const own = people(1, () => JSON.parse(`{"${name}": {"a": 1}}`) as object);
      expect(match(`[x:'${name}'.a = 1]`, own)).toBe("done");
    }
    expect({}).not.toHaveProperty("a");
  });

  test("of any shape are read, or refused with their place", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.jsonValue(), (value, other) => {
        const [good] = people(1, () => ({ value, some_refs: other, y_hex: value, z_bin: other }));
        for (const json of [
          value,
          [value],
          { type: "bundle", objects: [value, other] },
          good,
          { ...(good as object), objects: value },
        ])
          expect(
            match("[x:some_refs[*].y > 1 OR x:y_hex = h'00' OR x:value LIKE '%' OR x:z_bin MATCHES 'a']", json),
          ).toMatch(/^(done|stix\.bad-observation)$/);
      }),
      { numRuns: Math.ceil(RUNS / 3) },
    );
  });
});
