import { describe, expect, test } from "vitest";
import { found, programOf, runOf } from "../../test/support/playbook.ts";
import type { Observable } from "../model/observable.ts";
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
    expect(incidentPatternFault(pattern)).toBeNull();
    expect(holds(pattern)).toBe(expected);
  });

  test("finds nothing where nothing was seen", () => expect(holds("[ipv4-addr:value != 'x']", [])).toBe(false));

  test.each([
    ["[url:value = 'x'] FOLLOWEDBY [file:name = 'y']", "does not say when"],
    ["([url:value = 'x']) WITHIN 5 SECONDS", "does not say when"],
    ["[url:value = 'x'] REPEATS 2 TIMES", "how often"],
    ["[url:value = 'x' AND file:name = 'y']", "several kinds"],
    ["[windows-registry-key:key = 'x']", "no observable"],
    ["[url:valu = 'x']", "no observable"],
    ["[url:value = ", "expected"],
  ])("is refused: %s", (pattern, why) => {
    expect(incidentPatternFault(pattern)?.message).toContain(why);
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

  test("is checked where it stands, and is written down", () => {
    expect(found(decide("[url:valu = 'x']"))).toEqual(["8:37 expression.bad-pattern"]);
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
