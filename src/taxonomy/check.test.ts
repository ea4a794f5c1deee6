import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkTaxonomy } from "./check.ts";
import type { Finding } from "./finding.ts";
import { parseTaxonomy } from "./parse.ts";

const MAIN = `taxonomy: ours
basis: own
fallback: other/unknown
priority:
  - is: low
service-levels:
  critical: { acknowledge: 15m, contain: 1h, resolve: 1d }
  high: { acknowledge: 15m, contain: 1h, resolve: 1d }
  medium: { acknowledge: 15m, contain: 1h, resolve: 1d }
  low: { acknowledge: 15m, contain: 1h, resolve: 1d }
`;

const OTHER = `code: other
name: Other
definition: What fits nowhere.
types:
  - code: unknown
    name: Unknown
    definition: Nobody knows.
    playbook: triage
`;

function fraud(type: string): string {
  return `code: fraud\nname: Fraud\ndefinition: Deceit.\ntypes:\n${type}`;
}

const PHISHING = `  - code: phishing
    name: Phishing
    definition: Forged messages.
    match:
      - categories: [phish]
    examples:
      - categories: [phish]
    playbook: triage
`;

function check(fraudTypes: string, main = MAIN): Finding[] {
  const files = [
    { file: "types/fraud.yaml", text: fraud(fraudTypes) },
    { file: "types/other.yaml", text: OTHER },
  ];
  return checkTaxonomy(parseTaxonomy({ file: "taxonomy.yaml", text: main }, files), {
    playbooks: new Set(["triage", "phishing-report"]),
  });
}

/** `line:column code` of each finding. */
function places(findings: Finding[]): string[] {
  return findings.map(({ line, column, code }) => `${line}:${column} ${code}`);
}

describe("a taxonomy that is right", () => {
  it("has no findings", () => {
    expect(check(PHISHING)).toEqual([]);
  });
});

describe("a taxonomy is refused, with line and column, for", () => {
  it("an unknown playbook, naming the near miss", () => {
    const [finding] = check(PHISHING.replace("playbook: triage", "playbook: phishing-repotr"));
    expect(finding).toMatchObject({
      code: "taxonomy.unknown-playbook",
      file: "types/fraud.yaml",
      line: 12,
      column: 15,
    });
    expect(finding?.fix).toBe('Did you mean "phishing-report"?');
  });

  it("a type without a playbook and without a reason for none", () => {
    expect(places(check(PHISHING.replace("    playbook: triage\n", "")))).toEqual(["5:11 taxonomy.missing-mapping"]);
    expect(check(PHISHING.replace("playbook: triage", "playbook: { none: people know }"))).toEqual([]);
  });

  it("a type nothing leads to, unless it says that people choose it", () => {
    const bare = "  - { code: hoax, name: Hoax, definition: None., playbook: triage }\n";
    expect(places(check(PHISHING + bare))).toEqual(["13:13 taxonomy.unreachable-type"]);
    expect(check(PHISHING + bare.replace("playbook", "match: manual, playbook"))).toEqual([]);
  });

  it("a rule an earlier one always takes, and the type it was the only way to", () => {
    const never = PHISHING.replace("code: phishing", "code: spear").replace(
      "    match:",
      "    precedence: 200\n    match:",
    );
    expect(places(check(PHISHING + never))).toEqual([
      "13:11 taxonomy.unreachable-type",
      "18:9 taxonomy.unreachable-rule",
      "20:9 taxonomy.example-missed",
    ]);
  });

  it("a rule covered by a wider pattern, technique or condition of an earlier one", () => {
    const wide = PHISHING.replace(
      "- categories: [phish]",
      '- { categories: ["ph*"], techniques: [T1566], precedence: 5 }',
    ).replace("- categories", "- techniques: [T1566]\n        categories");
    const narrow = PHISHING.replace("code: phishing", "code: spear").replace(
      "- categories: [phish]",
      "- { categories: [phish], techniques: [T1566.001], when: incident.severityId > 2 }",
    );
    expect(places(check(wide + narrow)).map((place) => place.split(" ")[1])).toContain("taxonomy.unreachable-rule");
  });

  it("two rules that match the same with the same precedence", () => {
    const twin = PHISHING.replace("code: phishing", "code: spear");
    expect(places(check(PHISHING + twin))).toContain("17:9 taxonomy.overlapping-rule");
  });

  it("an example that another type of the same precedence matches too", () => {
    const rival = PHISHING.replace("code: phishing", "code: spear")
      .replace("- categories: [phish]", '- when: incident.title.contains("urgent")')
      .replace("- categories: [phish]", "- { title: urgent, categories: [phish] }");
    expect(places(check(PHISHING + rival))).toEqual(["19:9 taxonomy.overlapping-rule"]);
  });

  it("an example that is classified otherwise", () => {
    const [finding] = check(
      PHISHING.replace("- categories: [phish]\n    playbook", "- categories: [spam]\n    playbook"),
    );
    expect(finding).toMatchObject({ code: "taxonomy.example-missed", line: 11, column: 9 });
    expect(finding?.message).toBe(
      "This example of fraud/phishing is classified as other/unknown because no rule matches it.",
    );
  });

  it("an example that is no incident", () => {
    expect(
      places(
        check(
          PHISHING.replace(
            "- categories: [phish]\n    playbook",
            "- { categories: [phish], entity: { typ: user } }\n    playbook",
          ),
        ),
      ),
    ).toEqual(["11:47 taxonomy.bad-example"]);
  });

  it("a type with rules and no example", () => {
    expect(places(check(PHISHING.replace("    examples:\n      - categories: [phish]\n", "")))).toEqual([
      "5:11 taxonomy.missing-example",
    ]);
  });

  it("an expression with a wrong name, at its own column", () => {
    const [finding] = check(
      PHISHING.replace("- categories: [phish]", "- when: incident.severityId > 2 && incident.titel == incident.id"),
    );
    expect(finding).toMatchObject({ code: "expression.unknown-field", line: 9 });
    expect(finding?.column).toBeGreaterThanOrEqual(43);
    expect(finding?.fix).toBe('Did you mean "title"?');
  });

  it("an expression that is no condition", () => {
    expect(places(check(PHISHING.replace("- categories: [phish]", '- "incident.title"')))).toEqual([
      "9:10 expression.wrong-type",
    ]);
  });

  it("a technique that is none", () => {
    expect(
      places(check(PHISHING.replace("- categories: [phish]", "- { categories: [phish], techniques: [T12] }"))),
    ).toContain("9:45 taxonomy.bad-technique");
  });

  it("the same type twice", () => {
    expect(places(check(PHISHING + PHISHING))).toContain("13:11 taxonomy.duplicate");
  });

  it("a key nobody reads, naming the near miss", () => {
    const [finding] = check(PHISHING.replace("playbook:", "playbok:"));
    expect(finding).toMatchObject({
      code: "taxonomy.unknown-key",
      line: 12,
      column: 5,
      fix: 'Did you mean "playbook"?',
    });
  });

  it("a value of the wrong kind", () => {
    expect(places(check(PHISHING.replace("name: Phishing", "name: [1]")))).toEqual(["6:11 taxonomy.wrong-shape"]);
  });

  it("YAML that is none, once a file", () => {
    expect(places(check(PHISHING.replace("[phish]", "[phish")))).toHaveLength(1);
  });

  it("aliases, which make one place say another's text", () => {
    expect(
      places(check(PHISHING.replace("name: Phishing", "name: &n Phishing").replace("Forged messages.", "*n"))),
    ).toEqual(["7:17 taxonomy.wrong-shape"]);
  });

  it("a fallback that does not exist", () => {
    expect(places(check(PHISHING, MAIN.replace("other/unknown", "other/unkown")))).toContain(
      "3:11 taxonomy.unknown-type",
    );
  });

  it("priority rules that leave an incident without one", () => {
    expect(places(check(PHISHING, MAIN.replace("- is: low", "- { when: incident.severityId > 2, is: low }")))).toEqual([
      "5:3 taxonomy.not-total",
    ]);
  });

  it("playbooks that leave an incident without one, or are never reached", () => {
    const partly = PHISHING.replace("playbook: triage", "playbook: [{ when: incident.severityId > 2, run: triage }]");
    expect(places(check(partly))).toEqual(["12:15 taxonomy.not-total"]);
    expect(places(check(PHISHING.replace("playbook: triage", "playbook: [triage, phishing-report]")))).toEqual([
      "12:15 taxonomy.not-total",
    ]);
  });

  it("a service level that is no duration, or impossible", () => {
    expect(places(check(PHISHING, MAIN.replace("low: { acknowledge: 15m", "low: { acknowledge: 15 minutes")))[0]).toBe(
      "10:23 taxonomy.bad-duration",
    );
    expect(places(check(PHISHING, MAIN.replace("low: { acknowledge: 15m", "low: { acknowledge: 3d")))[0]).toBe(
      "10:8 taxonomy.bad-duration",
    );
  });

  it("a decision that something is benign without an end", () => {
    const main = `${MAIN}known-benign:\n  - { id: scan, when: "true", reason: ours, approved-by: ada }\n`;
    expect(places(check(PHISHING, main))).toEqual(["12:5 taxonomy.missing-key"]);
  });

  it("RSIT's codes that are missing or renamed, when it is based on RSIT", () => {
    const findings = check(
      PHISHING.replace("name: Phishing", "name: Fishing"),
      MAIN.replace("basis: own", "basis: rsit-1003"),
    );
    expect(places(findings)).toContain("5:11 taxonomy.wrong-name");
    expect(findings.map((finding) => finding.message)).toContain("RSIT's fraud/masquerade (Masquerade) is missing.");
    expect(findings.map((finding) => finding.message)).toContain("RSIT's malicious-code (Malicious Code) is missing.");
  });
});

describe("texts that are no taxonomy", () => {
  const words = fc.constantFrom(
    "code",
    "name",
    "types",
    "match",
    "when",
    "[",
    "]",
    "{",
    "}",
    ":",
    "- ",
    "\n",
    "  ",
    "&a",
    "*a",
    "<<",
    "'",
    '"',
    "null",
    "1",
    "é",
    "__proto__",
    "%",
    "!!js",
    "|",
    ">",
  );
  const anyText = fc.oneof(
    fc.string(),
    fc.array(words, { maxLength: 40 }).map((parts) => parts.join(" ")),
  );

  it("leave findings with a place, and never throw", () => {
    fc.assert(
      fc.property(anyText, anyText, (type, main) => {
        const parsed = parseTaxonomy({ file: "taxonomy.yaml", text: main }, [{ file: "types/x.yaml", text: type }]);
        const findings = checkTaxonomy(parsed, { playbooks: new Set() });
        expect(findings.length).toBeGreaterThan(0);
        for (const { line, column, fix } of findings) {
          expect(Math.min(line, column)).toBeGreaterThan(0);
          expect(fix).not.toBe("");
        }
      }),
      { numRuns: 500 },
    );
  });

  it("change nothing elsewhere: a line put into a good file is read or complained of", () => {
    const lines = PHISHING.split("\n");
    fc.assert(
      fc.property(fc.nat(lines.length - 1), anyText, (at, text) => {
        const changed = [...lines.slice(0, at), ...text.split("\n"), ...lines.slice(at)].join("\n");
        expect(() => check(changed)).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });
});

describe("rules about alerts that belong together", () => {
  const RULES = `correlate:
  - { id: by-user, by: [user], within: 2h }
  - { id: by-user-and-ip, by: [ip, user], within: 1h }
  - { id: by-ip, by: [ip], within: 1h, when: incident.severityId >= 4 }
`;
  it("are refused where an earlier one takes all that they take", () => {
    const [finding, ...others] = check(PHISHING, MAIN + RULES);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ code: "taxonomy.unreachable-rule", line: 13, column: 11 });
    expect(finding?.message).toContain("by-user comes first");
    expect(check(PHISHING, MAIN + RULES.replace("within: 2h", "within: 30m"))).toEqual([]);
  });

  it.each([
    ["a trait that is none", "correlate: [{ id: a, by: [usr], within: 1h }]", "11:27 taxonomy.unknown-value"],
    ["a trait twice", "duplicates: [{ id: a, same: [ip, ip], within: 1h }]", "11:29 taxonomy.bad-traits"],
    ["no trait", "duplicates: [{ id: a, same: [], within: 1h }]", "11:29 taxonomy.bad-traits"],
    ["a year", "correlate: [{ id: a, by: [ip], within: 52w }]", "11:40 taxonomy.bad-duration"],
    ["a storm of none", "storms: [{ id: a, by: [ip], more-than: 0, within: 1h }]", "11:40 taxonomy.wrong-shape"],
    ["no time", "storms: [{ id: a, by: [ip], more-than: 9 }]", "11:10 taxonomy.missing-key"],
    [
      "a condition that is none",
      "correlate: [{ id: a, by: [ip], within: 1h, when: incident.x }]",
      "11:59 expression.unknown-field",
    ],
    [
      "one name twice",
      "storms: [{ id: a, by: [ip], more-than: 9, within: 1h }, { id: a, by: [user], more-than: 9, within: 1h }]",
      "11:63 taxonomy.duplicate",
    ],
  ])("are refused with %s", (_, rules, place) => {
    expect(places(check(PHISHING, `${MAIN}${rules}\n`))).toEqual([place]);
  });
});
