import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { found, programOf, runOf } from "../../test/support/playbook.ts";
import type { Observable } from "../model/observable.ts";
import { type Observation, observationsOf } from "../model/observation.ts";
import { incidentPatternFault, stixFunction } from "./incident-pattern.ts";

const SEEN: Observable[] = [
  { type: "ip", value: "192.0.2.1" },
  { type: "ip", value: "2001:db8::1" },
  { type: "url", value: "http://example.com/a.exe" },
  { type: "hash", value: "d41d8cd98f00b204e9800998ecf8427e" },
  { type: "file", value: "a.exe" },
  { type: "user", value: "ada" },
  { type: "port", value: "443" },
];
const holds = (pattern: string, seen: readonly Observable[] = SEEN) =>
  (stixFunction.call as (seen: readonly Observable[], pattern: string) => boolean)(seen, pattern);

describe("a pattern asked of an incident", () => {
  test.each([
    ["[ipv4-addr:value ISSUBSET '192.0.2.0/24']", true],
    ["[ipv6-addr:value = '2001:db8::1']", true],
    ["[url:value LIKE '%.exe'] AND [file:name MATCHES '^a[.]']", true],
    ["[file:hashes.MD5 = 'd41d8cd98f00b204e9800998ecf8427e']", true],
    ["[file:name = 'b.exe' OR user-account:account_login = 'ada']", true],
    ["[domain-name:value = 'example.com']", false],
    ["[file:name = 'a.exe'] AND [file:name = 'a.exe']", false],
    ["[ipv4-addr:value NOT = '192.0.2.1']", false],
  ])("%s", (pattern, expected) => {
    expect(incidentPatternFault(pattern, "observables")).toBeNull();
    expect(holds(pattern)).toBe(expected);
  });

  test("finds nothing where nothing was seen", () => expect(holds("[ipv4-addr:value != 'x']", [])).toBe(false));

  test.each([
    ["[url:value = 'x'] FOLLOWEDBY [file:name = 'y']", "do not say when"],
    ["([url:value = 'x']) WITHIN 5 SECONDS", "do not say when"],
    ["[url:value = 'x'] REPEATS 2 TIMES", "how often"],
    ["[url:value = 'x' AND file:name = 'y']", "several kinds"],
    ["[windows-registry-key:key = 'x']", "no observable"],
    ["[url:valu = 'x']", "no observable"],
    ["[url:value = ", "expected"],
  ])("is refused: %s", (pattern, why) => {
    expect(incidentPatternFault(pattern, "observables")?.message).toContain(why);
  });
});

/** Alerts that saw a file of this name each, `minutes` after one another; `more` of which nobody wrote down what they saw. */
const seen = (minutes: number, names: string, more = 0): Observation[] =>
  observationsOf(
    [...names].map((name, index) => ({
      time: new Date(Date.UTC(2026, 0, 1, 0, index * minutes)),
      observables: [{ type: "file", value: name }],
    })),
    names.length + more,
  );
const [A, B] = ["[file:name = 'a']", "[file:name = 'b']"];
const holdsOf = (observations: Observation[], pattern: string) =>
  (stixFunction.call as (seen: readonly Observation[], pattern: string) => boolean)(observations, pattern);

describe("a pattern asked of what the alerts of an incident saw", () => {
  test.each([
    [`${A} FOLLOWEDBY ${B}`, true],
    [`${B} FOLLOWEDBY ${A}`, false],
    [`${A} REPEATS 3 TIMES`, true],
    [`${A} REPEATS 4 TIMES`, false],
    [`${A} REPEATS 3 TIMES WITHIN 120 SECONDS`, true],
    [`${A} REPEATS 3 TIMES WITHIN 119 SECONDS`, false],
    [`${B} START t'2026-01-01T00:03:00Z' STOP t'2026-01-01T00:04:00Z'`, true],
    [`${B} START t'2026-01-01T00:00:00Z' STOP t'2026-01-01T00:03:00Z'`, false],
    [A, true],
  ])("%s", (pattern, expected) => {
    expect(incidentPatternFault(pattern, "observations")).toBeNull();
    expect(holdsOf(seen(1, "aaab"), pattern)).toBe(expected);
  });

  test("is true where those that are known suffice, false where no others could help, and else nobody's guess", () => {
    const some = seen(1, "aab", 2);
    expect(holdsOf(some, `${A} REPEATS 2 TIMES`)).toBe(true);
    expect(holdsOf(some, `${A} REPEATS 6 TIMES`)).toBe(false);
    for (const open of [`${A} REPEATS 3 TIMES WITHIN 60 SECONDS`, "[url:value = 'x']"])
      expect(() => holdsOf(some, open)).toThrow("more than the facts of the incident have room for");
  });

  test("never says anything but what it says when everything is known", () => {
    const names = fc.string({ unit: fc.constantFrom("a", "b", "c"), minLength: 1, maxLength: 7 });
    const patterns = fc.constantFrom(
      ...[`${A} FOLLOWEDBY ${B}`, `${A} REPEATS 3 TIMES`, `(${A} AND ${B}) WITHIN 60 SECONDS`, `${B} OR ${A}`],
    );
    fc.assert(
      fc.property(names, patterns, fc.nat(7), (all, pattern, kept) => {
        const part = seen(1, all.slice(0, kept), Math.max(0, all.length - kept));
        try {
          expect(holdsOf(part, pattern)).toBe(holdsOf(seen(1, all), pattern));
        } catch (error) {
          expect(error).toMatchObject({ code: "stix.not-all-seen" });
        }
      }),
    );
  });

  test("is not asked of another list", () => {
    expect(() => holdsOf(["ada"] as never, A)).toThrow("incident.observables or incident.observations");
  });

  test("of which as many observables are known as there is room for is open", () => {
    const full = Array.from({ length: 200 }, (_, index): Observable => ({ type: "url", value: `http://${index}` }));
    expect(holds("[url:value = 'http://7']", full)).toBe(true);
    expect(() => holds("[url:value = 'http://x']", full)).toThrow("have room for");
  });
});

describe("a pattern in a playbook", () => {
  const decide = (pattern: string) => `  - if: stix(incident.observables, ${JSON.stringify(pattern)})
    then: [{ end: true-positive, reason: seen }]
    else: [{ end: benign, reason: not seen }]
`;

  test("decides a way", () => {
    const program = programOf(decide("[url:value LIKE '%.exe']"));
    expect(runOf(program, () => ({}), { observables: SEEN }).ending).toBe("true-positive: seen");
    expect(runOf(program, () => ({})).ending).toBe("benign: not seen");
  });

  const BURST = "[file:name = 'a'] REPEATS 3 TIMES WITHIN 60 SECONDS";

  test("decides over time, and gives people what it cannot decide", () => {
    const program = programOf(decide(BURST).replace("observables", "observations"));
    const ending = (observations: Observation[]) => runOf(program, () => ({}), { observations }).ending;
    expect(ending(seen(0, "aaa"))).toBe("true-positive: seen");
    expect(ending(seen(1, "aaa"))).toBe("benign: not seen");
    expect(ending(seen(0, "aa", 1))).toMatch(/^handoff to soc: .*have room for/);
  });

  test("is asked of the alerts that have come while a run waited", () => {
    const program = programOf(`  - { id: more, wait-for: alert-joined, at-most: 1h }
${decide(BURST).replace("incident.observables", "steps.more.observations")}`);
    expect(runOf(program, () => ({ observations: seen(0, "aaa") })).ending).toBe("true-positive: seen");
    expect(runOf(program, () => ({ observations: seen(1, "aaa") })).ending).toBe("benign: not seen");
  });

  test("is checked where it stands, and is written down", () => {
    expect(found(decide("[url:valu = 'x']"))).toEqual(["8:37 expression.bad-pattern"]);
    expect(found(decide(BURST))).toEqual(["8:37 expression.bad-pattern"]);
    expect(found(decide("[url:value = 'x']").replace(/"[^"]*"/, "incident.title"))).toEqual([
      "8:36 expression.bad-pattern",
    ]);
  });

  test("that would cost too much is given to people", () => {
    const many = Array.from(
      { length: 300 },
      (_, index): Observable => ({ type: "url", value: `${"a".repeat(1900)}${index}` }),
    );
    const brackets = Array.from({ length: 8 }, (_, index) => `[url:value MATCHES '(a|aa)*b${index}']`).join(" AND ");
    const { ending } = runOf(programOf(decide(brackets)), () => ({}), { observables: many });
    expect(ending).toContain("handoff to soc");
  });
});
