import { describe, expect, test } from "vitest";
import { evaluateCondition } from "../playbook/scope.ts";
import { fillFacts } from "../taxonomy/example-facts.ts";
import { conditionOf, patternIn } from "./condition.ts";
import type { Variable } from "./variables.ts";

const variable = (name: string, type: Variable["type"]): Variable => ({ name, type, declaration: { type } });
const VARIABLES = new Map([
  ["__ip__", variable("ip", "text")],
  ["__count__", variable("count", "integer")],
  ["__on__", variable("on", "boolean")],
]);
const HASH = "d41d8cd98f00b204e9800998ecf8427e";

/** Whether it holds of these values. */
function holds(text: string): boolean {
  const condition = conditionOf(text, VARIABLES);
  if (typeof condition !== "string") throw new Error(JSON.stringify(condition));
  const observables = [
    { type: "ip" as const, value: "192.0.2.1" },
    { type: "hash" as const, value: HASH },
    { type: "url" as const, value: "http://example.com/a.exe" },
  ];
  const vars = { ip: "192.0.2.1", count: 3, on: true };
  return evaluateCondition(condition, { incident: fillFacts({ observables }), steps: {}, vars });
}

describe("a condition of CACAO", () => {
  test("becomes CEL over variables and observables", () => {
    expect(conditionOf("__ip__:value = '192.0.2.1' AND __count__:value NOT < 2", VARIABLES)).toBe(
      '(vars.ip == "192.0.2.1" && !(vars.count < 2))',
    );
    expect(conditionOf("[ipv4-addr:value = '192.0.2.1'] OR [__count__:value = 3]", VARIABLES)).toBe(
      '(incident.observables.exists(o, o.type == "ip" && o.value == "192.0.2.1") || vars.count == 3)',
    );
  });

  test("about what was observed alone stays the pattern it is, and is found again", () => {
    const pattern = `[ipv4-addr:value ISSUBSET '192.0.2.0/24'] AND [file:name MATCHES '^"a[.]\\\\d']`;
    const condition = conditionOf(pattern, VARIABLES);
    expect(condition).toBe(`stix(incident.observables, ${JSON.stringify(pattern)})`);
    expect(patternIn(condition as string)).toBe(pattern);
    for (const other of ["incident.number > 1", "stix(incident.observables, [1])", 'stix(incident.observables, "x")'])
      expect(patternIn(other)).toBeNull();
  });

  test("about what was seen when is asked of a look at the incident, and is found again", () => {
    const pattern = "[url:value LIKE '%.exe'] REPEATS 2 TIMES";
    const condition = conditionOf(pattern, VARIABLES);
    const asked = typeof condition === "object" && "of" in condition ? condition.of("look_1") : "";
    expect(asked).toBe(`stix(steps.look_1.observations, ${JSON.stringify(pattern)})`);
    expect(patternIn(asked)).toBe(pattern);
  });

  test.each([
    ["__ip__:value = '192.0.2.1'", true],
    ["__ip__:value != ''", true],
    ["__on__:value = 'true' AND __count__:value IN (1, 3)", true],
    ["__on__:value = 'false' OR __count__:value > 3", false],
    ["__ip__:value LIKE '192.0._.%'", true],
    ["__ip__:value LIKE '192x0%'", false],
    ["__ip__:value NOT MATCHES '^10'", true],
    ["__ip__:value ISSUBSET '192.0.2.0/24'", true],
    ["__ip__:value ISSUBSET '192.0.2.2'", false],
    ["EXISTS __ip__:value", true],
    [`[file:hashes.MD5 = '${HASH}'] AND [ipv4-addr:value ISSUBSET '192.0.2.0/24']`, true],
    ["[url:value LIKE '%.exe' AND url:value LIKE 'http:%']", true],
    ["[domain-name:value = 'example.com'] OR [__count__:value = 3]", true],
  ])("that holds or not: %s", (text, expected) => {
    expect(holds(text)).toBe(expected);
  });

  test.each([
    ["the host is infected", "it is no STIX pattern"],
    ["__missing__:value = 1", "is not a variable"],
    ["[windows-registry-key:key = 'x']", "no observable"],
    ["[url:value = 'x' AND ipv4-addr:value = 'y']", "several kinds"],
    ["[__count__:value = 3] REPEATS 2 TIMES", "not seen at a time"],
    ["__ip__:value ISSUPERSET '10.0.0.0/8'", "ISSUPERSET"],
    ["__count__:value = 'many'", "is no value of its variable"],
    ["__ip__:value = t'2026-01-01T00:00:00Z'", "no timestamp"],
  ])("that a machine cannot decide says why: %s", (text, why) => {
    expect(conditionOf(text, VARIABLES)).toEqual({ why: expect.stringContaining(why) });
  });
});
