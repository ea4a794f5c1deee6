/** Over patterns and observations that nobody wrote: what is printed is parsed back, and the search finds what trying everything finds. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Comparison, Literal, Observed } from "./ast.ts";
import { Budget } from "./budget.ts";
import { judgeOf } from "./holds.ts";
import { matchPattern } from "./match.ts";
import { type Observation, readObservations } from "./observation.ts";
import { parsePattern } from "./parse.ts";

const iso = (milliseconds: number) => new Date(milliseconds).toISOString();

const literal: fc.Arbitrary<Literal> = fc.oneof(
  fc.record({ kind: fc.constant("text" as const), value: fc.string({ unit: "grapheme", maxLength: 8 }) }),
  fc.record({ kind: fc.constant("number" as const), value: fc.integer({ min: -3, max: 3 }) }),
  fc.record({ kind: fc.constant("number" as const), value: fc.constantFrom(0.5, -12.25) }),
  fc.record({ kind: fc.constant("bytes" as const), value: fc.uint8Array({ maxLength: 4 }) }),
  fc.record({ kind: fc.constant("time" as const), value: fc.integer({ min: 0, max: 4_000_000_000_000 }) }),
);
const key = fc.oneof(fc.constantFrom("n", "name", "x_ref"), fc.string({ minLength: 1, maxLength: 5 }));
const path = fc.record({
  type: fc.constantFrom("file", "network-traffic", "x_a"),
  steps: fc
    .tuple(
      fc.record({ kind: fc.constant("key" as const), key }),
      fc.array(
        fc.oneof(
          fc.record({ kind: fc.constant("key" as const), key }),
          fc.record({ kind: fc.constant("index" as const), index: fc.nat(20) }),
          fc.record({ kind: fc.constant("any" as const) }),
        ),
        { maxLength: 3 },
      ),
    )
    .map(([first, rest]) => [first, ...rest]),
});
const tests = fc.oneof(
  fc.record({
    kind: fc.constant("order" as const),
    operator: fc.constantFrom("=" as const, "!=" as const, "<" as const, "<=" as const, ">" as const, ">=" as const),
    literal,
  }),
  literal.chain((one) => fc.record({ kind: fc.constant("in" as const), literals: fc.constantFrom([one], [one, one]) })),
  fc.record({ kind: fc.constant("like" as const), pattern: fc.string({ maxLength: 6 }) }),
  fc.record({ kind: fc.constantFrom("subset" as const, "superset" as const), range: fc.constant("10.0.0.0/8") }),
  fc.record({ kind: fc.constant("exists" as const) }),
);
const comparison: fc.Arbitrary<Comparison> = fc.letrec<{ any: Comparison }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 2 },
    fc.record({ kind: fc.constant("test" as const), path, negated: fc.boolean(), test: tests }),
    fc.record({
      kind: fc.constantFrom("and" as const, "or" as const),
      terms: fc.array(tie("any"), { minLength: 2, maxLength: 3 }),
    }),
  ),
})).any;

/** Patterns whose brackets are made by `simple`. */
function observedOf(simple: fc.Arbitrary<Comparison>): fc.Arbitrary<Observed> {
  const time = fc.integer({ min: 0, max: 12_000 });
  return fc.letrec<{ any: Observed }>((tie) => ({
    any: fc.oneof(
      { maxDepth: 3, depthSize: "small" },
      fc.record({ kind: fc.constant("observed" as const), comparison: simple }),
      fc.record({
        kind: fc.constantFrom("and" as const, "or" as const, "followed-by" as const),
        terms: fc.array(tie("any"), { minLength: 2, maxLength: 2 }),
      }),
      fc.record({
        kind: fc.constant("within" as const),
        milliseconds: fc.integer({ min: 1, max: 8 }).map((n) => n * 500),
        of: tie("any"),
      }),
      fc.record({ kind: fc.constant("between" as const), start: time, stop: time, of: tie("any") }),
      fc.record({ kind: fc.constant("repeats" as const), times: fc.integer({ min: 1, max: 2 }), of: tie("any") }),
    ),
  })).any;
}

const quoted = (text: string) => `'${text.replaceAll(/['\\]/g, "\\$&")}'`;

function literalText({ kind, value }: Literal): string {
  if (kind === "text") return quoted(value);
  if (kind === "time") return `t'${iso(value)}'`;
  return kind === "bytes" ? `h'${Buffer.from(value).toString("hex")}'` : String(value);
}

function comparisonText(one: Comparison): string {
  if (one.kind !== "test") return `(${one.terms.map(comparisonText).join(one.kind === "and" ? " AND " : " OR ")})`;
  const [first, ...rest] = one.path.steps.map((step) =>
    step.kind === "key" ? `.${quoted(step.key)}` : step.kind === "index" ? `[${step.index}]` : "[*]",
  );
  const at = `${one.path.type}:${first?.slice(1)}${rest.join("")}`;
  const not = one.negated ? "NOT " : "";
  const { test: asked } = one;
  if (asked.kind === "exists") return `${not}EXISTS ${at}`;
  if (asked.kind === "order") return `${at} ${not}${asked.operator} ${literalText(asked.literal)}`;
  if (asked.kind === "in") return `${at} ${not}IN (${asked.literals.map(literalText).join(", ")})`;
  if (asked.kind === "like") return `${at} ${not}LIKE ${quoted(asked.pattern)}`;
  if (asked.kind === "matches") return `${at} ${not}MATCHES ${quoted(asked.pattern)}`;
  return `${at} ${not}${asked.kind === "subset" ? "ISSUBSET" : "ISSUPERSET"} ${quoted(asked.range)}`;
}

function patternText(one: Observed): string {
  if (one.kind === "observed") return `[${comparisonText(one.comparison)}]`;
  if ("terms" in one) {
    const word = { and: " AND ", or: " OR ", "followed-by": " FOLLOWEDBY " }[one.kind];
    return `(${one.terms.map(patternText).join(word)})`;
  }
  const of = `(${patternText(one.of)})`;
  if (one.kind === "within") return `${of} WITHIN ${one.milliseconds / 1000} SECONDS`;
  if (one.kind === "repeats") return `${of} REPEATS ${one.times} TIMES`;
  return `${of} START t'${iso(one.start)}' STOP t'${iso(one.stop)}'`;
}

/** Every way to bind sightings, tried one by one: what the standard says, word for word, without a thought for its cost. */
function bindings(one: Observed, sightings: readonly Observation[]): number[][] {
  const spanOf = (binding: number[]) => {
    const bound = binding.map((index) => sightings[index] as Observation);
    return { latestFirst: Math.max(...bound.map((o) => o.first)), earliestLast: Math.min(...bound.map((o) => o.last)) };
  };
  const joined = (left: number[][], right: number[][]) =>
    left.flatMap((a) => right.filter((b) => !b.some((index) => a.includes(index))).map((b) => [a, b] as const));
  switch (one.kind) {
    case "observed": {
      const judge = judgeOf(one.comparison, new Budget());
      return sightings.flatMap((sighting, index) => (judge(sighting) ? [[index]] : []));
    }
    case "or":
      return one.terms.flatMap((term) => bindings(term, sightings));
    case "and":
      return one.terms
        .map((term) => bindings(term, sightings))
        .reduce((left, right) => joined(left, right).map(([a, b]) => [...a, ...b]));
    case "followed-by":
      return one.terms
        .map((term) => bindings(term, sightings))
        .reduce((left, right) =>
          joined(left, right)
            .filter(([a, b]) => spanOf(a).latestFirst <= spanOf(b).earliestLast)
            .map(([a, b]) => [...a, ...b]),
        );
    case "repeats":
      return Array.from({ length: one.times }, () => bindings(one.of, sightings)).reduce((left, right) =>
        joined(left, right).map(([a, b]) => [...a, ...b]),
      );
    case "within":
      return bindings(one.of, sightings).filter((binding) => {
        const { latestFirst, earliestLast } = spanOf(binding);
        return latestFirst - earliestLast <= one.milliseconds;
      });
    case "between":
      return bindings(one.of, sightings).filter((binding) =>
        binding.every((index) => {
          const { first, last } = sightings[index] as Observation;
          return one.start < one.stop && first < one.stop && last >= one.start;
        }),
      );
  }
}

/** How many sightings a binding has. */
function brackets(one: Observed): number {
  if (one.kind === "observed") return 1;
  if ("terms" in one) return one.terms.reduce((sum, term) => sum + brackets(term), 0);
  return brackets(one.of) * (one.kind === "repeats" ? one.times : 1);
}

const letter = fc.constantFrom("a", "b", "c");
const letterTest: fc.Arbitrary<Comparison> = fc
  .array(letter, { minLength: 1, maxLength: 2 })
  .map((letters) => parsePattern(`[x:is IN (${letters.map((each) => `'${each}'`).join(", ")})]`))
  .map((pattern) => (pattern.kind === "observed" ? pattern.comparison : { kind: "and", terms: [] }));
const observed = fc.record({ is: letter, from: fc.nat(10), to: fc.nat(3), count: fc.integer({ min: 1, max: 2 }) });

describe("any pattern", () => {
  test("that is printed is parsed back to itself", () => {
    fc.assert(
      fc.property(observedOf(comparison), (pattern) => {
        expect(parsePattern(patternText(pattern))).toEqual(pattern);
      }),
      { numRuns: 300 },
    );
  });

  test("matches exactly when some way of binding does", () => {
    fc.assert(
      fc.property(observedOf(letterTest), fc.array(observed, { maxLength: 4 }), (pattern, found) => {
        const observations = readObservations(
          found.map(({ is, from, to, count }) => ({
            type: "observed-data",
            first_observed: iso(from * 1000),
            last_observed: iso((from + to) * 1000),
            number_observed: count,
            objects: { "0": { type: "x", is } },
          })),
        );
        const sightings = observations.flatMap((each) => Array.from({ length: each.count }, () => each));
        fc.pre(brackets(pattern) <= 5); // trying everything takes as long as it sounds
        expect(matchPattern(pattern, observations) !== null).toBe(bindings(pattern, sightings).length > 0);
      }),
      { numRuns: 500 },
    );
  });
});
